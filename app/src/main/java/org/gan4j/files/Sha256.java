package org.gan4j.files;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

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
        return of(Stream.of(parts).map(ByteBuffer::wrap).toArray(ByteBuffer[]::new));
    }

    /**
     * The checksum of some content.
     *
     * @param parts the content, one part after the other, each from its position to its limit
     * @return its SHA-256, as 64 hexadecimal digits
     */
    public static String of(ByteBuffer... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (ByteBuffer part : parts) {
                digest.update(part);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
