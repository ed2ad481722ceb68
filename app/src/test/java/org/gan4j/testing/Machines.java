package org.gan4j.testing;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.gan4j.natives.Gpu;
import org.gan4j.natives.Machine;
import org.gan4j.natives.NvidiaDriver;

/** Machines that are not this one. */
public final class Machines {

    public static final Path CPU_JAR = Path.of("natives", "pytorch-native-cpu.jar");

    private Machines() {}

    /** Each of compute capability 9.0. */
    public static NvidiaDriver driver(int cuda, String... devices) {
        return driver(
                cuda, Arrays.stream(devices).map(name -> new Gpu(name, 90)).toArray(Gpu[]::new));
    }

    public static NvidiaDriver driver(int cuda, Gpu... devices) {
        return new NvidiaDriver(true, "570.86.15", cuda, List.of(devices), null);
    }

    /** Linux on x86_64, started by the launcher, with nothing fetched. */
    public static Machine with(NvidiaDriver driver) {
        return new Machine(driver, null, "linux-x86_64", false, CPU_JAR, Path.of("cache", "cuda"), false);
    }

    public static Machine fetched(NvidiaDriver driver) {
        return new Machine(driver, null, "linux-x86_64", false, CPU_JAR, Path.of("cache", "cuda"), true);
    }
}
