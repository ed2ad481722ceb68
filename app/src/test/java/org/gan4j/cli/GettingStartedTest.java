package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.gan4j.testing.Cli;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What getting-started.md shows of the first training is what the program says. */
class GettingStartedTest {

    private static final Pattern SHOWN = Pattern.compile("(?s)```text\n(.*?)\n```");

    private static List<String> shown;
    private static List<String> said;

    @BeforeAll
    static void train(@TempDir Path temp) throws IOException {
        String page = Files.readString(Path.of("doc/getting-started.md"));
        shown = SHOWN.matcher(page).results().map(found -> found.group(1)).toList();
        Cli.Result first = Cli.run(
                "train",
                "--steps",
                "2",
                "--tick",
                "1",
                "--out",
                temp.resolve("run").toString());
        assertEquals(0, first.code(), first.err());
        said = first.out().lines().toList();
    }

    /** But for the engine's number of threads, and what else is the machine's. */
    @Test
    void itBeginsAsShown() {
        List<String> lines = shown.get(0).lines().toList();
        assertEquals(5, lines.size());
        String machine = "cpu.*$";
        assertEquals(lines.get(0).replaceFirst(machine, ""), said.get(0).replaceFirst(machine, ""));
        assertEquals(lines.subList(1, 5), said.subList(1, 5));
    }

    /** The numbers are those of another step. */
    @Test
    void aLineHasTheShownForm() {
        String form = withoutNumbers(shown.get(1));
        assertTrue(said.stream().map(GettingStartedTest::withoutNumbers).anyMatch(form::equals), form + "\n" + said);
    }

    private static String withoutNumbers(String line) {
        return line.replaceAll("-?[0-9.,]+", "#")
                .replaceAll("left (# \\S+ ?)+", "left #")
                .replaceAll(" +", " ")
                .strip();
    }
}
