package org.gan4j.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Files that are there whole or not at all: written aside, then renamed. */
final class WholeFile {

    private WholeFile() {}

    static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    static void write(Path file, byte[] content) throws IOException {
        write(Map.of(file, content));
    }

    /** Several files in their order: none is renamed before all are written, so that a full disk leaves none of them. */
    static void write(Map<Path, byte[]> files) throws IOException {
        for (Path file : files.keySet()) {
            // A rename would put a file in the place of a device as well.
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new IOException("something else than a file is there");
            }
        }
        try {
            for (Map.Entry<Path, byte[]> file : files.entrySet()) {
                Files.write(aside(file.getKey()), file.getValue());
            }
            for (Path file : files.keySet()) {
                Files.move(aside(file), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            for (Path file : files.keySet()) {
                Files.deleteIfExists(aside(file));
            }
        }
    }

    private static Path aside(Path file) {
        return file.resolveSibling(file.getFileName() + ".partial");
    }
}
