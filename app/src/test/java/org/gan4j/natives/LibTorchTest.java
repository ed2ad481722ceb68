package org.gan4j.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A local libtorch, as PyTorch and DJL lay it out. */
class LibTorchTest {

    @TempDir
    Path directory;

    private Path lib(boolean cuda) throws IOException {
        Path lib = Files.createDirectories(directory.resolve("torch/lib"));
        Files.createFile(lib.resolve(System.mapLibraryName("torch")));
        if (cuda) {
            Files.createFile(lib.resolve(System.mapLibraryName("torch_cuda")));
        }
        return lib;
    }

    /** The text is that of the wheel on the Python registry. */
    @Test
    void readsTheWheel() throws IOException {
        Path lib = lib(true);
        Files.writeString(
                directory.resolve("torch/version.py"),
                "from typing import Optional\n\n__version__ = '2.7.1+cu126'\ncuda: Optional[str] = '12.6'\n");
        LibTorch expected = new LibTorch(lib, "2.7.1", "cu126", true);
        assertEquals(expected, LibTorch.at(lib));
        assertEquals(expected, LibTorch.at(directory.resolve("torch")));
        assertEquals("CUDA 12.6", expected.flavour());
    }

    @Test
    void readsLibtorchItself() throws IOException {
        Path lib = lib(false);
        Files.writeString(directory.resolve("torch/build-version"), "2.7.1+cpu\n");
        assertEquals(new LibTorch(lib, "2.7.1", "cpu", false), LibTorch.at(lib));
        assertEquals("CPU", LibTorch.at(lib).flavour());
    }

    @Test
    void readsTheCacheOfDjl() throws IOException {
        Path cache = Files.createDirectories(directory.resolve("2.7.1-cu128-linux-x86_64"));
        Files.createFile(cache.resolve(System.mapLibraryName("torch")));
        Files.createFile(cache.resolve(System.mapLibraryName("torch_cuda")));
        assertEquals(new LibTorch(cache, "2.7.1", "cu128", true), LibTorch.at(cache));
    }

    @Test
    void refusesWhatIsNone() throws IOException {
        String none = assertThrows(IllegalArgumentException.class, () -> LibTorch.at(directory))
                .getMessage();
        assertTrue(none.startsWith("libtorch (" + directory + ") must be a folder with "), none);
        Path lib = lib(true);
        String silent = assertThrows(IllegalArgumentException.class, () -> LibTorch.at(lib))
                .getMessage();
        assertTrue(silent.contains("does not tell its version"), silent);
    }
}
