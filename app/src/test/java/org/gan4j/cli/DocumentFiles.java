package org.gan4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.gan4j.data.Digits;
import org.gan4j.data.ImageSet;
import org.gan4j.data.Split;
import org.gan4j.testing.IdxBytes;
import org.gan4j.testing.NpyBytes;
import org.gan4j.testing.PictureBytes;

/** The files that the documents name, small ones. */
final class DocumentFiles {

    /** Enough for 250 clusters, and for the thousand classes of stacked-mnist. */
    private static final int DIGITS = 2_000;

    private static final int PICTURES = 40;
    private static final int ROWS = 200;

    private DocumentFiles() {}

    static void write(Path home) throws IOException {
        ImageSet digits = Digits.draw(0, Split.TEST, DIGITS);
        for (Split split : Split.values()) {
            IdxBytes.write(Files.createDirectories(home.resolve("mnist")), split, digits);
        }
        writePictures(home);
        writeArrays(home.resolve("images.npz"));
        writeTable(home.resolve("people.csv"));
        try (InputStream network = DocumentFiles.class.getResourceAsStream("means.pt")) {
            Files.copy(network, home.resolve("network.pt"));
        }
    }

    private static void writePictures(Path home) throws IOException {
        for (String name : new String[] {"photos", "emoji"}) {
            Files.createDirectory(home.resolve(name));
        }
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(home.resolve("photos.zip")))) {
            for (int i = 0; i < PICTURES; i++) {
                byte[] picture = PictureBytes.of("png", 64 + i % 2, 64, 0x10305 * i);
                Files.write(home.resolve("photos/" + i + ".png"), picture);
                Files.write(home.resolve("emoji/" + i + ".png"), picture);
                zip.putNextEntry(new ZipEntry(i + ".png"));
                zip.write(picture);
            }
        }
    }

    /** Forty images of 8x8 in shades of grey, and their labels. */
    private static void writeArrays(Path file) throws IOException {
        byte[] images = new byte[PICTURES * 64];
        new Random(1).nextBytes(images);
        byte[] labels = new byte[PICTURES];
        for (int i = 0; i < PICTURES; i++) {
            labels[i] = (byte) (i % 2);
        }
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("x_train.npy"));
            zip.write(NpyBytes.of("|u1", "(" + PICTURES + ", 8, 8)", images));
            zip.putNextEntry(new ZipEntry("y_train.npy"));
            zip.write(NpyBytes.of("|u1", "(" + PICTURES + ",)", labels));
        }
    }

    private static void writeTable(Path file) throws IOException {
        Random random = new Random(2);
        StringBuilder text = new StringBuilder("age,height,group\n");
        for (int i = 0; i < ROWS; i++) {
            text.append(String.format(
                    Locale.ROOT, "%d,%.1f,%d%n", 20 + random.nextInt(50), 150 + 10 * random.nextGaussian(), i % 2));
        }
        Files.writeString(file, text);
    }
}
