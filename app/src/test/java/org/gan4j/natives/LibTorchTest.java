package org.gan4j.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    /** As PyTorch names its builds for other hardware and those before a release. */
    @Test
    void readsOtherBuilds() throws IOException {
        Path lib = lib(false);
        Path version = directory.resolve("torch/build-version");
        for (LibTorch expected : List.of(
                new LibTorch(lib, "2.7.1", "rocm6.3", false),
                new LibTorch(lib, "2.7.1", "cu118", false),
                new LibTorch(lib, "2.7.1rc3", "cu128", false),
                new LibTorch(lib, "2.7.1a0", "gite2d141d", false),
                new LibTorch(lib, "2.7.1.dev20250501", "cu128", false),
                new LibTorch(lib, "2.7.1", "", false))) {
            Files.writeString(
                    version, expected.version() + (expected.build().isEmpty() ? "" : "+" + expected.build()) + "\n");
            assertEquals(expected, LibTorch.at(lib));
        }
    }

    @Test
    void aVersionThatCanNotBeReadIsSaid() throws IOException {
        Path lib = lib(true);
        Path version = Files.createDirectory(directory.resolve("torch/version.py"));
        String folder = assertThrows(IllegalArgumentException.class, () -> LibTorch.at(lib))
                .getMessage();
        assertEquals(
                "libtorch (" + lib + ") does not tell its version: " + version + " cannot be read (Is a directory)",
                folder);
        Files.delete(version);
        Files.write(version, new byte[] {'_', (byte) 0xff});
        String binary = assertThrows(IllegalArgumentException.class, () -> LibTorch.at(lib))
                .getMessage();
        assertTrue(binary.endsWith("version.py cannot be read (it is not text)"), binary);
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
