package org.gan4j.data;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Pictures from the content of files: PNG, JPEG, BMP and GIF by Java, TIFF, WebP and JPEG's rarer kinds by TwelveMonkeys' readers. What
 * a file is follows from its content and not from its name. Of several pictures in one file the first counts.
 */
final class PictureDecoder {

    /** A picture takes up to 8 bytes a pixel while it is read. */
    static final long MOST_PIXELS = 50_000_000;

    /** Formats whose metadata cannot be larger than the file: those of a PNG are compressed. */
    private static final Set<String> ORIENTED = Set.of("jpeg", "tif", "webp");

    /** A WebP is a RIFF file: {@code RIFF}, a size, {@code WEBP}, then chunks of a name, a size and their content. */
    private static final int RIFF = 'R' | 'I' << 8 | 'F' << 16 | 'F' << 24;

    private static final int RIFF_HEADER = 12;
    private static final int CHUNK_HEADER = 8;

    private PictureDecoder() {}

    /**
     * What the first bytes of a picture tell.
     *
     * @param height the rows of the picture as it is to be looked at
     * @param width the pixels in a row
     * @param colour whether it may have other colours than shades of grey
     * @param orientation as EXIF numbers it: 1 to 8, 1 for upright
     */
    record Header(int height, int width, boolean colour, int orientation) {

        /** Whether rows and columns of the file change places. */
        boolean isTransposed() {
            return orientation > 4;
        }

        String size() {
            return height + "x" + width;
        }
    }

    private interface Task<T> {
        T of(ImageReader reader) throws IOException, BrokenPictureException;
    }

    /**
     * Reads the header.
     *
     * @param content the whole file
     * @return what it tells
     * @throws BrokenPictureException if it is no picture, or a larger one than {@value #MOST_PIXELS} pixels
     */
    static Header header(byte[] content) throws BrokenPictureException {
        return with(content, reader -> header(reader, content));
    }

    private static Header header(ImageReader reader, byte[] content) throws IOException, BrokenPictureException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > MOST_PIXELS) {
            throw new BrokenPictureException(String.format(
                    Locale.ROOT,
                    "a picture of %d x %d pixels (height x width); at most %,d pixels are read",
                    height,
                    width,
                    MOST_PIXELS));
        }
        ImageTypeSpecifier type = reader.getRawImageType(0);
        if (type == null) {
            type = reader.getImageTypes(0).next();
        }
        String format = reader.getFormatName().toLowerCase(Locale.ROOT);
        int orientation = ORIENTED.contains(format) && chunksFit(content) ? orientation(content) : 1;
        boolean turned = orientation > 4;
        return new Header(
                turned ? width : height, turned ? height : width, isColour(type.getColorModel()), orientation);
    }

    private static boolean isColour(ColorModel model) {
        if (!(model instanceof IndexColorModel palette)) {
            return model.getColorSpace().getNumComponents() > 1;
        }
        for (int i = 0; i < palette.getMapSize(); i++) {
            if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the chunks of a WebP lie within the file: what reads the metadata asks for as much memory as they declare. */
    private static boolean chunksFit(byte[] content) {
        ByteBuffer file = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        if (content.length < RIFF_HEADER || file.getInt(0) != RIFF) {
            return true;
        }
        long chunk = RIFF_HEADER;
        while (chunk + CHUNK_HEADER <= content.length) {
            long size = Integer.toUnsignedLong(file.getInt((int) chunk + Integer.BYTES));
            chunk += CHUNK_HEADER + size + size % 2;
        }
        return chunk <= content.length + 1; // an odd chunk may lack the byte that fills it up
    }

    /** What a camera says of how it was held; metadata that cannot be read say nothing. */
    private static int orientation(byte[] content) {
        try {
            var directory = ImageMetadataReader.readMetadata(new ByteArrayInputStream(content), content.length)
                    .getFirstDirectoryOfType(ExifIFD0Directory.class);
            if (directory == null || !directory.containsTag(ExifIFD0Directory.TAG_ORIENTATION)) {
                return 1;
            }
            int orientation = directory.getInt(ExifIFD0Directory.TAG_ORIENTATION);
            return orientation >= 1 && orientation <= 8 ? orientation : 1;
        } catch (ImageProcessingException | MetadataException | IOException e) {
            return 1;
        }
    }

    /**
     * Reads the picture, as the file has it: not turned upright.
     *
     * @param content the whole file
     * @return the picture
     * @throws BrokenPictureException if it is no picture, or breaks off
     */
    static BufferedImage decode(byte[] content) throws BrokenPictureException {
        return with(content, reader -> {
            AtomicReference<String> warning = new AtomicReference<>();
            // A JPEG that breaks off is grey from there on, and no exception says so.
            reader.addIIOReadWarningListener((source, text) -> {
                if (text.toLowerCase(Locale.ROOT).contains("premature")) {
                    warning.set(text);
                }
            });
            BufferedImage picture = reader.read(0);
            if (warning.get() != null) {
                throw new BrokenPictureException("it breaks off");
            }
            return picture;
        });
    }

    private static <T> T with(byte[] content, Task<T> task) throws BrokenPictureException {
        if (content.length == 0) {
            throw new BrokenPictureException("it is empty");
        }
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new WatchedEnd(content))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new BrokenPictureException("it is no picture of a known format");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                return task.of(reader);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) { // a damaged file makes readers throw either
            String said = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new BrokenPictureException(
                    "it is damaged: " + said.lines().findFirst().orElse(""), e);
        }
    }
}
