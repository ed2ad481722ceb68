package org.gan4j.data;

import java.util.HexFormat;
import java.util.Map;

/** Files that people have in the place of others, by their first bytes. */
final class FileKind {

    private static final Map<String, String> KINDS = Map.of(
            "504b0304", "a zip",
            "89504e47", "a PNG picture",
            "ffd8ff", "a JPEG picture",
            "1f8b", "gzip",
            "934e554d", "an array of NumPy's",
            "3c68746d", "a web page",
            "3c21444f", "a web page",
            "76657273", "a pointer of Git LFS",
            "80", "a pickle of Python's");

    private FileKind() {}

    /**
     * Names a file.
     *
     * @param start its first bytes
     * @return {@code ", as a zip does"} and the like; empty for one that is not known
     */
    static String of(byte[] start) {
        String found = HexFormat.of().formatHex(start);
        return KINDS.entrySet().stream()
                .filter(kind -> found.startsWith(kind.getKey()))
                .map(kind -> ", as " + kind.getValue() + " does,")
                .findFirst()
                .orElse("");
    }
}
