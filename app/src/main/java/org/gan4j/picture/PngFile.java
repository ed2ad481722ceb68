package org.gan4j.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes pictures as PNG files that are there whole or not at all. */
public final class PngFile {

    /** The ending of a picture that is not whole yet. */
    public static final String ASIDE = ".png.tmp";

    private PngFile() {}

    /**
     * Writes a picture aside, in the same directory, and renames it: whoever watches the directory sees the old file or
     * the new one, never a part.
     *
     * @param image the picture
     * @param file where it goes; replaced if it exists, and is a file. Its directory must exist
     * @throws IOException if the file can not be written; nothing new is left in the directory then
     */
    public static void write(BufferedImage image, Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            // A rename would put the picture in the place of a device as well.
            throw new IOException("something else than a file is there");
        }
        byte[] png = encode(image);
        // Not Files.createTempFile: its files are closed to all but their owner, and a rename keeps that.
        Path aside = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ASIDE);
        try {
            Files.write(aside, png, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            try {
                Files.deleteIfExists(aside);
            } catch (IOException notDeleted) {
                e.addSuppressed(notDeleted);
            }
            throw e;
        }
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
}
