package org.gan4j.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.util.Utils;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Processes that tests start. What they do must not depend on how the tests were started: they get an environment that is known,
 * no input, and signals as they are at a terminal. Nothing waits for them without a limit.
 */
public final class ChildProcess {

    /** Far beyond what any of them takes, on the busiest machine. */
    private static final long PATIENCE_SECONDS = 600;

    /** Where things are on this machine, and how many threads the engine may take; nothing of languages, clocks or Java's options. */
    private static final Set<String> HANDED_ON = Set.of(
            "PATH",
            "HOME",
            "SystemRoot",
            "TEMP",
            "LD_LIBRARY_PATH",
            "CUDA_VISIBLE_DEVICES",
            "OMP_NUM_THREADS",
            "OPT_OUT_TRACKING");

    private ChildProcess() {}

    /** How a process ended, and what it said. */
    public record Result(int code, String out, String err) {}

    /** A command. */
    public static ProcessBuilder of(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().retainAll(HANDED_ON);
        return builder;
    }

    public static ProcessBuilder of(String... command) {
        return of(List.of(command));
    }

    /**
     * A Java with the class path, the home and the temporary directory of the tests.
     *
     * @param options those of Java, then the class and its arguments
     */
    public static ProcessBuilder java(List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path")));
        for (String property : List.of("user.home", "java.io.tmpdir")) {
            command.add("-D" + property + "=" + System.getProperty(property));
        }
        command.addAll(options);
        ProcessBuilder builder = of(command);
        builder.environment().put("LC_ALL", "C.UTF-8"); // Java reads paths by it
        builder.environment().put("TZ", "UTC");
        // Where the home cannot be written DJL unpacks into the temporary directory: once, and not for each process
        // that has its own.
        builder.environment().put("DJL_CACHE_DIR", Utils.getCacheDir().toString());
        return builder;
    }

    public static ProcessBuilder java(String... options) {
        return java(Arrays.asList(options));
    }

    /** Starts a process. */
    public static Process start(ProcessBuilder builder) throws IOException {
        Process process = Signals.withDefaults(builder);
        process.getOutputStream().close();
        return process;
    }

    /** Runs a command to its end. */
    public static Result run(ProcessBuilder builder) throws Exception {
        Path out = Files.createTempFile("child", ".out");
        Path err = Files.createTempFile("child", ".err");
        try {
            Process process = start(builder.redirectOutput(out.toFile()).redirectError(err.toFile()));
            int code = exitCode(process, () -> Files.readString(out) + Files.readString(err));
            return new Result(code, Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Waits for a process to end; if it does not, it is killed, and the test fails with what was said so far. */
    public static int exitCode(Process process, Callable<String> said) throws Exception {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running after " + PATIENCE_SECONDS + " s: " + said.call());
        }
        return process.exitValue();
    }

    /** Waits until something is so; the test fails if the process ends before, or it takes too long. */
    public static void waitUntil(Callable<Boolean> so, Process process, Callable<String> said) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!so.call()) {
            assertTrue(process.isAlive(), unchecked(said));
            assertTrue(System.nanoTime() < end, unchecked(said));
            Thread.sleep(50);
        }
    }

    private static Supplier<String> unchecked(Callable<String> said) {
        return () -> {
            try {
                return said.call();
            } catch (Exception e) {
                return e.toString();
            }
        };
    }

    /** A child ignores what its parent ignores: INT and QUIT if a script has started the tests in the background, HUP under nohup. */
    private static final class Signals {

        private static final List<Integer> HUP_INT_QUIT_TERM = List.of(1, 2, 3, 15);

        /** More than a {@code struct sigaction} has anywhere; one of zeros is the default action. */
        private static final int ACTION_BYTES = 512;

        private interface C extends Library {
            int sigaction(int signal, Pointer action, Pointer before);
        }

        /** Starts a process from a moment in which this one has the default actions. */
        static synchronized Process withDefaults(ProcessBuilder builder) throws IOException {
            if (Platform.isWindows()) {
                return builder.start();
            }
            C c = Native.load(Platform.C_LIBRARY_NAME, C.class);
            Memory defaults = new Memory(ACTION_BYTES);
            defaults.clear();
            List<Memory> before = HUP_INT_QUIT_TERM.stream()
                    .map(signal -> {
                        Memory action = new Memory(ACTION_BYTES);
                        c.sigaction(signal, defaults, action);
                        return action;
                    })
                    .toList();
            try {
                return builder.start();
            } finally {
                for (int i = 0; i < before.size(); i++) {
                    c.sigaction(HUP_INT_QUIT_TERM.get(i), before.get(i), null);
                }
            }
        }
    }
}
