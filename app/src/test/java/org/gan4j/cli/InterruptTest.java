package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gan4j.run.Checkpoint;
import org.gan4j.run.RunDirectory;
import org.gan4j.testing.ChildProcess;
import org.gan4j.testing.Cli;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signals to a real process. */
class InterruptTest {

    @TempDir
    private Path temp;

    private Process process;

    @BeforeEach
    void onlyWhereThereAreSignals() {
        assumeFalse(System.getProperty("os.name").startsWith("Windows"), "Windows has no signals");
    }

    @AfterEach
    void end() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /** Trains without an end, and returns once the first steps are reported. */
    private void start(String... more) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("-Djava.io.tmpdir=" + leftovers(), "org.gan4j.cli.Gan4j", "train"));
        command.addAll(List.of("--dataset", "ring", "--g-hidden", "8", "--d-hidden", "8", "--steps", "10000000"));
        command.addAll(List.of("--tick", "5", "--checkpoint-every", "1000000", "--out", run().toString()));
        command.addAll(List.of(more));
        process = ChildProcess.start(ChildProcess.java(command)
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve("log").toFile()));
        boolean longSteps = command.contains("--n-critic");
        ChildProcess.waitUntil(
                () -> longSteps ? log().contains("run       ") : Files.exists(run().resolve("metrics.jsonl")),
                process,
                this::log);
    }

    /** The temporary directory of the process. */
    private Path leftovers() throws IOException {
        return Files.createDirectories(temp.resolve("leftovers"));
    }

    private Path run() {
        return temp.resolve("run");
    }

    private String log() throws IOException {
        return Files.readString(temp.resolve("log"));
    }

    private void signal(String name) throws Exception {
        ChildProcess.run(ChildProcess.of("sh", "-c", "kill -" + name + " " + process.pid()));
    }

    private int exitCode() throws Exception {
        return ChildProcess.exitCode(process, this::log);
    }

    @ParameterizedTest
    @CsvSource({"HUP,129", "INT,130", "TERM,143"})
    void savesACheckpointAndExits(String signal, int code) throws Exception {
        start();
        signal(signal);
        assertEquals(code, exitCode(), log());

        Checkpoint saved = RunDirectory.open(run())
                .checkpoints()
                .lastWhole(warning -> {
                    throw new AssertionError(warning);
                })
                .orElseThrow();
        long step = saved.position().step();
        assertTrue(
                log().contains("gan4j: stopped at step " + step + " of 10000000; go on with: gan4j train --resume "
                        + run()),
                log());
        Path page = run().resolve("report.html");
        assertTrue(log().endsWith("  page     " + page + System.lineSeparator()), log());
        assertTrue(Files.readString(page).contains("This is a part of a run: "), "whose end is still to come");
        Cli.Result resumed =
                Cli.run("train", "--quiet", "--resume", run().toString(), "--steps", String.valueOf(step + 5));
        assertEquals(0, resumed.code(), resumed.err());
    }

    @Test
    void theSecondInterruptQuitsAtOnce() throws Exception {
        // A step that takes long enough for two signals.
        start("--n-critic", "20000");
        signal("INT");
        ChildProcess.waitUntil(() -> log().contains("once more to quit at once"), process, this::log);
        signal("INT");
        assertEquals(130, exitCode(), log());
        assertFalse(Files.exists(run().resolve("checkpoints")), log());
    }

    @Test
    void aKilledRunLetsGoOfItsDirectoryAndLeavesNothingElsewhere() throws Exception {
        start();
        Cli.Result meanwhile = Cli.run("train", "--resume", run().toString());
        assertEquals(1, meanwhile.code());
        assertEquals(
                List.of("gan4j: " + run() + " is being written by another process; wait for it, or interrupt it"),
                meanwhile.errLines());
        signal("KILL");
        assertEquals(137, exitCode());
        assertArrayEquals(new String[0], leftovers().toFile().list());
        Cli.Result resumed = Cli.run("train", "--quiet", "--resume", run().toString(), "--steps", "5", "--force");
        assertEquals(0, resumed.code(), resumed.err());
    }
}
