package org.gan4j.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.gan4j.UserException;
import org.gan4j.files.Failures;

/**
 * The checksums of a checkpoint of format 1. Its {@code checkpoint.json} has the size and the CRC-32 of each file, and ends with the
 * CRC-32 of its own text before that.
 */
final class EarlierChecksums {

    private static final Pattern SEALED = Pattern.compile("(.*),\n  \"crc32\": \"([0-9a-f]{8})\"\n}\n", Pattern.DOTALL);

    private EarlierChecksums() {}

    private record Content(long bytes, String crc32) {}

    private record Manifest(Map<String, Content> files) {}

    /** Whether a text may be a {@code checkpoint.json} of format 1, damaged or not. */
    static boolean in(String manifest) {
        return manifest.contains("\"crc32\"");
    }

    /**
     * Reads every byte of a checkpoint.
     *
     * @param file its {@code checkpoint.json}
     * @param text what that holds
     * @throws UserException if a file is missing, cut off or damaged; it names the file
     */
    static void verify(Path file, String text) {
        Matcher sealed = SEALED.matcher(text);
        if (!sealed.matches()
                || !crc(sealed.group(1).getBytes(StandardCharsets.UTF_8)).equals(sealed.group(2))) {
            throw new UserException(file + " is damaged: its content does not fit its checksum");
        }
        RunRecord.JSON
                .fromJson(text, Manifest.class)
                .files
                .forEach((name, expected) -> verify(file.resolveSibling(name), expected));
    }

    private static void verify(Path file, Content expected) {
        try {
            byte[] content = Files.readAllBytes(file);
            if (content.length != expected.bytes) {
                throw new UserException(file + " is damaged: it has " + content.length + " bytes of " + expected.bytes);
            }
            if (!crc(content).equals(expected.crc32)) {
                throw new UserException(file + " is damaged: its content does not fit its checksum");
            }
        } catch (IOException e) {
            throw Failures.cannotRead(file, e);
        }
    }

    private static String crc(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
