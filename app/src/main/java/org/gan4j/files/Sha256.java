package org.gan4j.files;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The checksum of every file that is checked. */
public final class Sha256 {

    private Sha256() {}

    /**
     * The checksum of some content.
     *
     * @param parts the content, one part after the other
     * @return its SHA-256, as 64 hexadecimal digits
     */
    public static String of(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
