package org.gan4j.run;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The text of a JSON object whose last member is the CRC-32 of all before it.
 *
 * <p>Not SHA-256: that takes twice as long as to write a checkpoint's files, as the launcher's Java compiles it, and would be more than a
 * percent of a run.
 */
final class SealedJson {

    private static final Pattern SEALED = Pattern.compile("(.*),\n  \"crc32\": \"([0-9a-f]{8})\"\n}\n", Pattern.DOTALL);

    private SealedJson() {}

    /** Adds the checksum to an object that {@link RunRecord#JSON} has written. */
    static byte[] seal(String json) {
        String open = json.substring(0, json.length() - "\n}".length());
        return (open + ",\n  \"crc32\": \"" + crc(bytes(open)) + "\"\n}\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Whether a text has a checksum at its end that fits. */
    static boolean isSealed(String text) {
        Matcher sealed = SEALED.matcher(text);
        return sealed.matches() && crc(bytes(sealed.group(1))).equals(sealed.group(2));
    }

    static String crc(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
