package org.gan4j.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.gan4j.UserException;

/**
 * The checksums of a directory's files, in its file {@value #NAME}, which {@code sha256sum -c} checks too.
 *
 * <p>The last line is a comment: the checksum of the lines before it. So a damaged byte is always blamed on the right file.
 */
public final class Checksums {

    /** The file's name. */
    public static final String NAME = "SHA256SUMS";

    private static final String COMMENT = "# ";

    private Checksums() {}

    /**
     * Writes the checksums.
     *
     * @param directory where to
     * @param sums what {@link Sha256} makes of each file, by name
     * @throws IOException if the file cannot be written
     */
    public static void write(Path directory, Map<String, String> sums) throws IOException {
        StringBuilder lines = new StringBuilder();
        sums.forEach((name, sum) -> lines.append(sum).append("  ").append(name).append('\n'));
        WholeFile.writeThrough(directory.resolve(NAME), bytes(lines + lastLine(lines.toString())));
    }

    /**
     * Reads every byte that the checksums speak of.
     *
     * @param directory where they are
     * @throws UserException if a file is missing, cut off or damaged; it names the file
     */
    public static void verify(Path directory) {
        Path file = directory.resolve(NAME);
        String text = new String(read(file), StandardCharsets.UTF_8);
        String lines = text.substring(0, Math.max(0, text.lastIndexOf(COMMENT)));
        if (!text.equals(lines + lastLine(lines))) {
            throw new UserException(file + " is damaged: its lines do not fit the checksum in its last one");
        }
        lines.lines().forEach(line -> {
            String[] sumAndName = line.split("  ", 2);
            Path checked = directory.resolve(sumAndName[1]);
            if (!Sha256.of(read(checked)).equals(sumAndName[0])) {
                throw new UserException(checked + " is damaged: its content does not fit its checksum");
            }
        });
    }

    private static String lastLine(String lines) {
        return COMMENT + Sha256.of(bytes(lines)) + "\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw Failures.cannotRead(file, e);
        }
    }
}
