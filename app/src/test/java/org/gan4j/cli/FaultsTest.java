package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gan4j.testing.Cli;
import org.gan4j.testing.PictureBytes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands of {@code faults.md} say what the page says that they do. */
class FaultsTest {

    private static final Path PAGE = Path.of("doc/faults.md");
    private static final Pattern SHOWN = Pattern.compile("(?m)^\\$ ./gan4j (.*)\n(gan4j: .*)$");

    @TempDir
    private static Path folder;

    record Fault(String command, String said) {

        @Override
        public String toString() {
            return command;
        }
    }

    static Stream<Fault> faults() throws IOException {
        Matcher shown = SHOWN.matcher(Files.readString(PAGE));
        return shown.results().map(fault -> new Fault(fault.group(1), fault.group(2)));
    }

    /** The data that the page names. */
    @BeforeAll
    static void makeData() throws IOException {
        for (String name : List.of("empty", "photos", "broken")) {
            Files.createDirectory(folder.resolve(name));
        }
        Files.write(folder.resolve("photos/a.png"), PictureBytes.of("png", 8, 8, 0));
        Files.write(folder.resolve("photos/b.png"), PictureBytes.of("png", 8, 10, 0));
        Files.writeString(folder.resolve("broken/a.png"), "no picture");
        Files.writeString(folder.resolve("people.csv"), "a,b\n1,2\n3,\n");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isSaid(Fault fault, @TempDir Path out) {
        assumeFalse(
                fault.command.contains("cuda") && Files.exists(Path.of("/proc/driver/nvidia/version")),
                "this machine has a GPU's driver: it says something else");
        String command = fault.command.replace("--data-dir ", "--data-dir " + folder + "/");
        Cli.Result result = Cli.run((command + " --out " + out.resolve("run")).split(" "));
        String expected = Arrays.stream(fault.said.split("\\.\\.\\.", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
        assertTrue(result.errLines().stream().anyMatch(line -> line.matches(expected)), result.err());
        if (!fault.said.startsWith("gan4j: warning")) {
            assertNotEquals(0, result.code());
        }
    }

    @Test
    void thePageShowsFaults() throws IOException {
        assertTrue(faults().count() >= 10, "the page has another form");
    }
}
