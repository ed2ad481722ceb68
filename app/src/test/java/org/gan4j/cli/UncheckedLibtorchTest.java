package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.LibUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gan4j.testing.ChildProcess;
import org.gan4j.testing.ChildProcess.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A libtorch that pretends to be of another version, and an engine library for it: let in if both are named, and said everywhere. */
class UncheckedLibtorchTest {

    private static final String NAME = "PyTorch 2.99.0 (CPU, unchecked)";

    @TempDir
    Path temp;

    private Path torch;

    private Path library;

    @BeforeEach
    void pretend() throws IOException {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "links to the libraries");
        Engine.getEngine("PyTorch"); // unpacks its libraries
        Path here = Path.of(LibUtils.getLibtorchPath());
        torch = temp.resolve("torch");
        Path lib = Files.createDirectories(torch.resolve("lib"));
        try (Stream<Path> files = Files.list(here)) {
            for (Path file : files.toList()) {
                if (!file.toString().endsWith("libdjl_torch.so")) {
                    Files.createSymbolicLink(lib.resolve(file.getFileName()), file);
                }
            }
        }
        Files.writeString(torch.resolve("version.py"), "__version__ = '2.99.0+cpu'\n");
        library = Files.copy(here.resolve(Engine.getDjlVersion() + "-libdjl_torch.so"), temp.resolve("built.so"));
    }

    private Result gan4j(Path engineLibrary, String... flags) throws Exception {
        List<String> command = new ArrayList<>(List.of("-Djava.io.tmpdir=" + temp, Gan4j.class.getName()));
        command.addAll(List.of(flags));
        ProcessBuilder process = ChildProcess.java(command);
        if (engineLibrary != null) {
            process.environment().put(EngineFlags.ENGINE_LIBRARY, engineLibrary.toString());
        }
        return ChildProcess.run(process);
    }

    @Test
    void everythingSaysThatItIsUnchecked() throws Exception {
        String warning =
                NAME + " with " + library + ": the program was not made for it, and what it computes may differ";
        Result info = gan4j(library, "info", "--libtorch=" + torch);
        assertEquals(0, info.code(), info.err());
        assertTrue(
                info.out().contains("engine   " + NAME + "\nnatives  CPU, unchecked, " + torch + "/lib"), info.out());
        assertTrue(info.err().contains(warning), info.err());

        Path run = temp.resolve("run");
        String[] train = {"train", "--dataset=ring", "--steps=2", "--out=" + run, "--libtorch=" + torch};
        Result trained = gan4j(library, train);
        assertEquals(0, trained.code(), trained.err());
        assertTrue(trained.out().lines().findFirst().orElse("").contains(NAME + ", cpu"), trained.out());
        assertTrue(Files.readString(run.resolve("config.json")).contains("\"engine\": \"" + NAME + ", cpu"));

        Result sampled = gan4j(library, "sample", run.toString(), "--libtorch=" + torch);
        assertEquals(0, sampled.code(), sampled.err());
        assertTrue(sampled.err().contains(warning), sampled.err());

        try (Stream<Path> left = Files.list(temp)) {
            assertFalse(left.anyMatch(file -> file.getFileName().toString().startsWith("gan4j-engine")));
        }
    }

    @Test
    void withoutAnEngineLibraryOrALibtorchItIsRefused() throws Exception {
        Result other = gan4j(null, "info", "--libtorch=" + torch);
        assertEquals(2, other.code());
        assertTrue(other.err().contains("is version 2.99.0; it must be 2.7.1"), other.err());
        Result none = gan4j(temp.resolve("none.so"), "info", "--libtorch=" + torch);
        assertEquals(2, none.code());
        assertTrue(none.err().contains("engine library (" + temp.resolve("none.so") + ") must be a file"), none.err());
        Result alone = gan4j(library, "info");
        assertEquals(2, alone.code());
        assertTrue(alone.err().contains("is for a libtorch of its own; name that too: --libtorch DIR"), alone.err());
    }
}
