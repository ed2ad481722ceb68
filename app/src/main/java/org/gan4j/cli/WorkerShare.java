package org.gan4j.cli;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gan4j.sweep.Program;

/**
 * How the processes of a sweep part this machine among them.
 *
 * @param workers how many run at a time
 * @param devices a flag a GPU; empty on a machine without
 * @param memory the bytes of this machine's memory
 */
record WorkerShare(int workers, List<String> devices, long memory) {

    private static final long GIGABYTE = 1L << 30;

    /** What a run of images takes: the engine and its libraries, the data, Java's heap. */
    private static final long MEMORY_OF_A_RUN = 2 * GIGABYTE;

    /** Variables of the launcher that a run's process must have to compute as fast and to find the same files. */
    private static final List<String> VARIABLES = List.of(
            "OMP_WAIT_POLICY",
            "MALLOC_ARENA_MAX",
            "MALLOC_MMAP_THRESHOLD_",
            "MALLOC_TRIM_THRESHOLD_",
            "LC_ALL",
            EngineFlags.LIBTORCH,
            EngineFlags.ENGINE_LIBRARY,
            "DJL_CACHE_DIR",
            "XDG_CACHE_HOME");

    /**
     * Parts the machine.
     *
     * @param wanted how many are to run at a time; {@code null} for one a GPU, or one a core as far as the memory goes
     * @param devices a flag a GPU; empty on a machine without
     */
    static WorkerShare of(Integer wanted, List<String> devices) {
        long memory = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
        long fits = Math.max(1, Math.min(Runtime.getRuntime().availableProcessors(), memory / MEMORY_OF_A_RUN));
        long workers = wanted != null ? wanted : devices.isEmpty() ? fits : devices.size();
        return new WorkerShare((int) workers, devices, memory);
    }

    /** A process like this one, with its share of the memory. */
    Program program(Class<?> main) {
        List<String> command = new ArrayList<>(List.of("java"));
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            // A heap is set below. A terminal is not theirs, nor are tools that watch this process.
            if (!option.matches("-Xm[sx].*|-XX:(MaxDirectMemorySize|ArchiveClassesAtExit)=.*|-Dgan4j.columns=.*"
                    + "|-(agentlib|agentpath|javaagent):.*|-Dsurefire.*")) {
                command.add(option);
            }
        }
        command.add("-Xms32m");
        command.add("-Xmx" + megabytes(GIGABYTE, memory / 4 / workers) + "m");
        command.add("-XX:MaxDirectMemorySize=" + megabytes(8 * GIGABYTE, memory / 2 / workers) + "m");
        command.addAll(List.of("-Dgan4j.columns=0", "-cp", System.getProperty("java.class.path"), main.getName()));
        Map<String, String> environment = new LinkedHashMap<>();
        for (String name : VARIABLES) {
            if (System.getenv(name) != null) {
                environment.put(name, System.getenv(name));
            }
        }
        return new Program(command, environment);
    }

    private static long megabytes(long usual, long share) {
        return Math.max(256, Math.min(usual, share) >> 20);
    }
}
