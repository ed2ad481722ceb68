package org.gan4j.testing;

import java.awt.Font;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gan4j.cli.Gan4j;
import org.gan4j.data.ImageSet;
import picocli.CommandLine;

/** Commands as the launcher runs them, within this process. */
public final class Cli {

    private Cli() {}

    /** What a command left on the terminal. */
    public record Result(int code, String out, String err) {
        public List<String> errLines() {
            return err.lines().toList();
        }
    }

    public static Result run(List<String> args) {
        return run(args.toArray(String[]::new));
    }

    public static Result run(String... args) {
        return run(Gan4j.commandLine(), args);
    }

    public static Result run(CommandLine commandLine, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        int code = commandLine.execute(args);
        return new Result(code, out.toString(), err.toString());
    }

    /** Writes a data set of 2 x 2 pixels. */
    public static void writeIdx(Path directory, int images, int labels) throws IOException {
        Files.createDirectories(directory);
        ByteBuffer imageFile = ByteBuffer.allocate(16 + 4 * images);
        imageFile.putInt(2051).putInt(images).putInt(2).putInt(2);
        for (int i = 0; i < 4 * images; i++) {
            imageFile.put((byte) (37 * i));
        }
        Files.write(directory.resolve("train-images-idx3-ubyte"), imageFile.array());
        ByteBuffer labelFile = ByteBuffer.allocate(8 + labels);
        labelFile.putInt(2049).putInt(labels);
        for (int i = 0; i < labels; i++) {
            labelFile.put((byte) (i % 10));
        }
        Files.write(directory.resolve("train-labels-idx1-ubyte"), labelFile.array());
    }

    /** Writes images in MNIST's format; a split is {@code train} or {@code t10k}. */
    public static void writeIdx(Path directory, String split, ImageSet images) throws IOException {
        Files.createDirectories(directory);
        ByteBuffer imageFile = ByteBuffer.allocate(16 + images.pixels().length);
        imageFile.putInt(2051).putInt(images.count()).putInt(images.height()).putInt(images.width());
        imageFile.put(images.pixels());
        Files.write(directory.resolve(split + "-images-idx3-ubyte"), imageFile.array());
        ByteBuffer labelFile = ByteBuffer.allocate(8 + images.count());
        labelFile.putInt(2049).putInt(images.count()).put(images.labels());
        Files.write(directory.resolve(split + "-labels-idx1-ubyte"), labelFile.array());
    }

    /** Whether this JRE can draw charts; see the page of {@code org.gan4j.picture}. */
    public static boolean fontsArePresent() {
        try {
            return new Font(Font.SANS_SERIF, Font.PLAIN, 12).canDisplay('a');
        } catch (Error e) { // AWT throws several kinds
            return false;
        }
    }
}
