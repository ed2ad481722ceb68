package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.gan4j.testing.Cli;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs that have nothing to show or are damaged: one line, and nothing is left. */
class PageBadInputTest {

    @TempDir
    private static Path temp;

    @BeforeAll
    static void runs() throws IOException {
        Cli.Result trained = Cli.run(
                "train",
                "--quiet",
                "--dataset",
                "gaussian",
                "--steps",
                "3",
                "--g-hidden",
                "8",
                "--d-hidden",
                "8",
                "--out",
                temp.resolve("run").toString());
        assertEquals(0, trained.code(), trained.err());
        Files.createDirectories(temp.resolve("empty"));
        Path config = temp.resolve("run/config.json");
        for (String name : List.of("bare", "metrics", "samples", "evaluation", "stepless", "worded", "config")) {
            Path run = Files.createDirectories(temp.resolve(name));
            Files.copy(config, run.resolve("config.json"));
            if (!name.equals("bare") && !name.equals("metrics")) {
                Files.copy(temp.resolve("run/metrics.jsonl"), run.resolve("metrics.jsonl"));
            }
        }
        Files.writeString(temp.resolve("metrics/metrics.jsonl"), "{\"step\":1}\nstep 2\n");
        Files.createDirectories(temp.resolve("samples/samples"));
        Files.writeString(temp.resolve("samples/samples/step-000003.png"), "no picture");
        Files.writeString(temp.resolve("evaluation/evaluation.json"), "[1, 2");
        Files.writeString(temp.resolve("stepless/evaluation.json"), "{\"precision\":1}");
        Files.writeString(temp.resolve("worded/evaluation.json"), "{\"step\":3,\"precision\":\"much\"}");
        Files.writeString(temp.resolve("config/config.json"), "{}");
    }

    private static TreeSet<String> everything() throws IOException {
        try (Stream<Path> entries = Files.walk(temp)) {
            return new TreeSet<>(entries.map(Path::toString).toList());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            report @/nowhere                       | @/nowhere is not a run directory: it has no config.json
            report @/empty                         | @/empty is not a run directory: it has no config.json
            report @/bare                          | @/bare has nothing to show yet: neither metrics nor samples nor weights
            report @/metrics                       | @/metrics/metrics.jsonl is damaged: line 2 is not a JSON object with a number named step; mend or remove it
            report @/samples                       | @/samples/samples/step-000003.png is damaged: it is not a PNG picture
            report @/evaluation                    | @/evaluation/evaluation.json is damaged: it is not a JSON object with a number named step; mend or remove it
            report @/stepless                      | @/stepless/evaluation.json is damaged: it is not a JSON object with a number named step; mend or remove it
            report @/worded                        | @/worded/evaluation.json is damaged: the evaluation of step 3 cannot be read
            report @/config                        | @/config/config.json is not a run's configuration: flags, config or samples is missing
            compare @/run @/nowhere                | @/nowhere is not a run directory: it has no config.json
            compare @/run @/config                 | @/config/config.json is not a run's configuration: flags, config or samples is missing
            compare @/metrics @/run                | @/metrics/metrics.jsonl is damaged: line 2 is not a JSON object with a number named step; mend or remove it
            compare @/run --csv @/nowhere/a.csv    | cannot write @/nowhere/a.csv: its directory does not exist
            compare @/run --html @/nowhere/a.html  | cannot write @/nowhere/a.html: its directory does not exist
            compare @/run --png @/nowhere/a.png    | cannot write @/nowhere/a.png: its directory does not exist
            """)
    void isSaidInOneLine(String command, String message) throws IOException {
        TreeSet<String> before = everything();
        Cli.Result result = Cli.run(command.replace("@", temp.toString()).split(" +"));
        assertEquals(1, result.code(), result.err());
        assertEquals(List.of("gan4j: " + message.replace("@", temp.toString())), result.errLines());
        assertEquals(before, everything());
    }

    /** One run of many that has only begun is no reason to tell nothing of the others. */
    @Test
    void aRunWithoutMetricsHasARowThatSaysSo() throws IOException {
        Path csv = temp.resolve("bare.csv");
        Cli.Result result = Cli.run("compare", temp + "/run", temp + "/bare", "--csv", csv.toString());
        assertEquals(0, result.code(), result.err());
        String row = result.out()
                .lines()
                .filter(line -> line.startsWith("bare "))
                .findFirst()
                .orElseThrow();
        assertTrue(row.matches("bare( +-)+"), row);
        assertTrue(result.out().contains("no metrics yet: bare\n"), result.out());
        List<String> lines = Files.readAllLines(csv);
        assertTrue(lines.get(2).startsWith("bare,gaussian,gaussian-1d,"), lines.get(2));
        assertTrue(lines.get(2).endsWith(",0,,,,,,,,"), lines.get(2));
        Files.delete(csv);
    }

    @ParameterizedTest
    @CsvSource({"report", "compare"})
    void aRunMustBeNamed(String command) {
        Cli.Result result = Cli.run(command);
        assertEquals(2, result.code());
        assertTrue(result.errLines().get(0).contains("RUN"), result.err());
        assertEquals("Try 'gan4j " + command + " --help'.", result.errLines().get(1));
        assertFalse(result.err().contains("\tat "), "a stack trace");
    }
}
