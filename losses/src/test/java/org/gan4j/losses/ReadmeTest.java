package org.gan4j.losses;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the README shows is what {@link ReadmeSnippetTest} compiles and runs. */
class ReadmeTest {

    private static String readme() throws IOException {
        return Files.readString(Path.of("..", "README.md"));
    }

    @Test
    void showsTheLoopThatIsCompiledAndRun() throws IOException {
        String source = Files.readString(Path.of("src/test/java/org/gan4j/losses/ReadmeSnippetTest.java"));
        String begin = "    // README begin\n";
        String marked = source.substring(source.indexOf(begin) + begin.length(), source.indexOf("    // README end"));
        String snippet = Arrays.stream(marked.split("\n"))
                .map(line -> line.isBlank() ? "" : line.substring(4))
                .collect(Collectors.joining("\n"));
        assertTrue(
                readme().contains("```java\n" + snippet + "\n```"), "the README shows another loop than:\n" + snippet);
    }
}
