package org.gan4j.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.jna.ptr.IntByReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver of machines that are folders. */
class NvidiaDriverTest {

    @TempDir
    Path root;

    private record Library(int cuInit, int cudaVersion, int deviceCount) implements DriverLibrary {

        @Override
        public int cuInit(int flags) {
            return cuInit;
        }

        @Override
        public int cuDriverGetVersion(IntByReference version) {
            version.setValue(cudaVersion);
            return 0;
        }

        @Override
        public int cuDeviceGetCount(IntByReference count) {
            count.setValue(deviceCount);
            return 0;
        }

        @Override
        public int cuDeviceGetName(byte[] name, int length, int index) {
            byte[] text = ("GPU " + index).getBytes(StandardCharsets.UTF_8);
            System.arraycopy(text, 0, name, 0, text.length);
            return 0;
        }

        /** 7.5, 8.0 and so on. */
        @Override
        public int cuDeviceGetAttribute(IntByReference value, int attribute, int index) {
            int capability = 75 + 5 * index;
            value.setValue(attribute == COMPUTE_CAPABILITY_MAJOR ? capability / 10 : capability % 10);
            return 0;
        }
    }

    /** The first line of the file is NVIDIA's own, of an open kernel module. */
    private void driverFile() throws IOException {
        Path file = root.resolve("proc/driver/nvidia/version");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.86.15  Release Build\n"
                        + "GCC version:  gcc version 12.2.0\n");
    }

    @Test
    void withoutASignNoLibraryIsLoaded() {
        NvidiaDriver driver = NvidiaDriver.detect(root, "/nowhere:", () -> fail("loaded"));
        assertFalse(driver.present());
        assertEquals("none", driver.toString());
    }

    @Test
    void readsVersionCudaAndDevices() throws IOException {
        driverFile();
        NvidiaDriver driver = NvidiaDriver.detect(root, null, () -> new Library(0, 12_080, 2));
        List<Gpu> gpus = List.of(new Gpu("GPU 0", 75), new Gpu("GPU 1", 80));
        assertEquals(new NvidiaDriver(true, "570.86.15", 12_080, gpus, null), driver);
        assertEquals("570.86.15, CUDA 12.8", driver.toString());
        assertEquals("GPU 1, compute capability 8.0", driver.devices().get(1).toString());
    }

    @Test
    void theLibraryAloneIsASign() throws IOException {
        Files.createFile(root.resolve("libcuda.so.1"));
        NvidiaDriver driver = NvidiaDriver.detect(root, root.toString(), () -> new Library(0, 12_040, 1));
        assertTrue(driver.present());
        assertEquals("of unknown version, CUDA 12.4", driver.toString());
    }

    /** As in a container that was started without its GPUs: the host's file shows, the library is not there. */
    @Test
    void aLibraryThatDoesNotLoadIsSaid() throws IOException {
        driverFile();
        NvidiaDriver driver = NvidiaDriver.detect(root, null, () -> {
            throw new UnsatisfiedLinkError("libcuda.so.1");
        });
        assertTrue(driver.present());
        assertTrue(driver.problem().contains("does not load here"), driver.problem());
    }

    @Test
    void noDeviceIsNoProblemOfTheDriver() throws IOException {
        driverFile();
        NvidiaDriver driver = NvidiaDriver.detect(root, null, () -> new Library(100, 12_080, 0));
        assertEquals(new NvidiaDriver(true, "570.86.15", 12_080, List.of(), null), driver);
        NvidiaDriver broken = NvidiaDriver.detect(root, null, () -> new Library(803, 12_080, 0));
        assertTrue(broken.problem().contains("CUDA error 803"), broken.problem());
    }
}
