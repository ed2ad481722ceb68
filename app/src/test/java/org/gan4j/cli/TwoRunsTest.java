package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gan4j.run.RunDirectory;
import org.gan4j.testing.ChildProcess;
import org.gan4j.testing.IdxBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs that are started at once, as on the two GPUs of a machine, do not meet. */
class TwoRunsTest {

    @TempDir
    private Path temp;

    private Process start(String log) throws IOException {
        List<String> command = new ArrayList<>(List.of("org.gan4j.cli.Gan4j", "train", "--quiet"));
        command.addAll(List.of("--dataset", "idx", "--data-dir", "data", "--batch-size", "8", "--steps", "40"));
        command.addAll(List.of("--g-hidden", "8", "--d-hidden", "8", "--threads", "1"));
        return ChildProcess.start(ChildProcess.java(command)
                .directory(temp.toFile())
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve(log).toFile()));
    }

    /** The same data, and directories that neither was told. */
    @Test
    void eachHasItsOwnDirectoryAndTheSameNumbers() throws Exception {
        IdxBytes.writeSmall(temp.resolve("data"), 40, 40);
        List<Process> runs = List.of(start("first"), start("second"));
        for (Process run : runs) {
            ChildProcess.exitCode(run, () -> "");
        }
        String said = Files.readString(temp.resolve("first")) + Files.readString(temp.resolve("second"));
        assertEquals(List.of(0, 0), runs.stream().map(Process::exitValue).toList(), said);
        List<Path> directories;
        try (Stream<Path> found = Files.list(temp.resolve("runs"))) {
            directories = found.sorted().toList();
        }
        assertEquals(2, directories.size(), directories.toString());
        assertEquals(
                directories.stream().map(temp::relativize).map(Path::toString).toList(),
                said.lines().sorted().toList());
        assertArrayEquals(weights(directories.get(0)), weights(directories.get(1)));
    }

    private static byte[] weights(Path run) throws IOException {
        return Files.readAllBytes(
                RunDirectory.open(run).checkpoints().find(Optional.of(40L)).resolve("generator.safetensors"));
    }
}
