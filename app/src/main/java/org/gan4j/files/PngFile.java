package org.gan4j.files;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.gan4j.UserException;

/** Pictures as PNG files. */
public final class PngFile {

    private PngFile() {}

    /**
     * Writes a picture, {@linkplain WholeFile whole} or not at all.
     *
     * @param image the picture
     * @param file where it goes; replaced if it exists, and is a file. Its directory must exist
     * @throws UserException if the file cannot be written; nothing new is left in the directory then
     */
    public static void write(BufferedImage image, Path file) {
        Failures.whileWriting(file, to -> WholeFile.write(file, encode(image)));
    }

    /**
     * Encodes a picture.
     *
     * @param image the picture
     * @return what a PNG file of it holds
     * @throws IOException if it cannot be encoded
     */
    public static byte[] encode(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // Given the bare stream, ImageIO would cache through a file in the system's temporary directory.
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", stream);
        }
        return bytes.toByteArray();
    }

    /**
     * Encodes a picture as JPEG, in a quality of which few see that it is one.
     *
     * @param image the picture, without transparency
     * @return what a JPEG file of it holds
     * @throws IOException if it cannot be encoded
     */
    public static byte[] jpeg(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam quality = writer.getDefaultWriteParam();
            quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            quality.setCompressionQuality(0.92f);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), quality);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a picture.
     *
     * @param file a PNG file
     * @return the picture
     * @throws UserException if the file is not readable as one
     */
    public static BufferedImage read(Path file) {
        BufferedImage picture;
        try {
            picture = ImageIO.read(file.toFile());
        } catch (IOException e) {
            picture = null; // said below, as for a file of another kind
        }
        if (picture == null) {
            throw new UserException(file + " is damaged: it is not a PNG picture");
        }
        return picture;
    }
}
