package org.gan4j.run;

import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.gan4j.data.ImageShape;
import org.gan4j.files.Failures;
import org.gan4j.files.PngFile;
import org.gan4j.picture.SampleGrid;
import org.gan4j.train.GeneratedSamples;

/**
 * Generated images, a file each, made piece by piece: however many there are, they take no more memory.
 *
 * @param pattern the files' path, with a star where the number goes; JPEG by the ending {@code .jpg} or {@code .jpeg}, otherwise PNG
 */
public record PictureFolder(Path pattern) {

    private static final int PIECE = 200;

    /**
     * The files that a person means.
     *
     * @param out a folder, or a path with a star
     * @return where images go; {@code null} for a single file
     * @throws IllegalArgumentException if a path with a star has another ending than those of PNG and JPEG
     */
    public static PictureFolder of(String out) {
        Path path = Path.of(out);
        if (path.getFileName() != null && path.getFileName().toString().contains("*")) {
            if (!path.toString().toLowerCase(Locale.ROOT).matches(".*\\.(png|jpe?g)")) {
                throw new IllegalArgumentException("out (" + out + ") must end in .png, .jpg or .jpeg");
            }
            return new PictureFolder(path);
        }
        boolean folder = out.endsWith("/") || Files.isDirectory(path) && !out.endsWith(".png");
        return folder ? new PictureFolder(path.resolve("*.png")) : null;
    }

    /** {@return the folder} */
    public Path folder() {
        return pattern.toAbsolutePath().getParent();
    }

    /**
     * Writes images, as large as they are.
     *
     * @param samples the images
     * @param image what each is
     * @param manager tells the device
     * @throws org.gan4j.UserException if one cannot be written
     */
    public void write(GeneratedSamples samples, ImageShape image, NDManager manager) {
        Failures.whileWriting(folder(), Files::createDirectories);
        int digits = Math.max(5, String.valueOf(samples.count()).length());
        String name = pattern.getFileName().toString();
        boolean jpeg = name.toLowerCase(Locale.ROOT).matches(".*\\.jpe?g");
        for (long from = 0; from < samples.count(); from += PIECE) {
            long to = Math.min(samples.count(), from + PIECE);
            float[] values;
            try (NDManager scope = manager.newSubManager()) {
                values = samples.rows(scope, from, to).toFloatArray();
            }
            for (long i = from; i < to; i++) {
                int at = (int) (i - from) * image.size();
                BufferedImage picture = SampleGrid.single(
                        Arrays.copyOfRange(values, at, at + image.size()),
                        image.channels(),
                        image.height(),
                        image.width());
                String number = String.format(Locale.ROOT, "%0" + digits + "d", i + 1);
                // Not through to the disk one by one: fifty thousand would take a quarter of an hour.
                Failures.whileWriting(
                        folder().resolve(name.replace("*", number)),
                        file -> Files.write(file, jpeg ? PngFile.jpeg(picture) : PngFile.encode(picture)));
            }
        }
    }
}
