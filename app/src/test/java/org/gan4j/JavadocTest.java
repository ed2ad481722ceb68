package org.gan4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What other programs can use is described whole: doclint, of the JDK's own javadoc, finds nothing missing.
 *
 * <p>But for two things that a record says itself, in its {@code @param} tags. The javadoc of Java 17 asks for them once more at a compact
 * constructor, later ones do not; and it wants comments at the fields of a serializable record, which have no place for one.
 */
class JavadocTest {

    private static final Pattern WARNING = Pattern.compile("(\\S+\\.java):\\d+: (?:warning|error): (.*)\n(.*)\n");
    private static final Pattern COMPACT_CONSTRUCTOR = Pattern.compile("public \\w+ \\{");

    @Test
    void everythingPublicIsDescribed(@TempDir Path out) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-quiet", "-Xdoclint:all", "-Xmaxwarns", "10000"));
        arguments.addAll(List.of("-encoding", "UTF-8", "-d", out.toString()));
        // No sources are looked for on the class path, where that of Spark's driver lies; Spark is not there.
        arguments.addAll(List.of("-classpath", System.getProperty("java.class.path"), "-sourcepath", out.toString()));
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            sources.map(Path::toString)
                    .filter(file -> file.endsWith(".java") && !file.endsWith("SparkDriver.java"))
                    .forEach(arguments::add);
        }
        StringWriter said = new StringWriter();
        PrintWriter all = new PrintWriter(said);
        ToolProvider javadoc = ToolProvider.findFirst("javadoc").orElseThrow();
        int code = javadoc.run(all, all, arguments.toArray(String[]::new));
        assertEquals(0, code, said.toString());
        assertTrue(Files.exists(out.resolve("org/gan4j/config/TrainConfig.html")), "nothing was read");
        List<String> missing = WARNING.matcher(said.toString())
                .results()
                .filter(found -> !sayAgain(found.group(2), found.group(3).strip()))
                .map(found -> found.group(1) + ": " + found.group(2) + ": "
                        + found.group(3).strip())
                .toList();
        assertEquals(List.of(), missing);
    }

    private static boolean sayAgain(String warning, String line) {
        return warning.startsWith("no @param")
                        && COMPACT_CONSTRUCTOR.matcher(line).matches()
                || warning.equals("no comment") && line.contains("record ") && line.contains("implements Serializable");
    }
}
