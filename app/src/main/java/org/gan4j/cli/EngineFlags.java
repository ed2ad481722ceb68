package org.gan4j.cli;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.gan4j.config.KnownNames;
import org.gan4j.config.TrainConfig;
import org.gan4j.natives.LibTorch;
import org.gan4j.natives.Machine;
import org.gan4j.natives.Natives;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Where and with how many threads the engine computes: flags of every command that starts it. */
final class EngineFlags {

    /** Far beyond what helps; some thousands bring a machine to a halt before anybody can stop them. */
    private static final int MOST_THREADS = 256;

    static final String LIBTORCH = "GAN4J_LIBTORCH";

    /** For experts: a variable and no flag, since it switches off that the libtorch is checked. */
    static final String ENGINE_LIBRARY = "GAN4J_ENGINE_LIBRARY";

    private static final class Devices extends KnownNames {
        Devices() {
            super("device", () -> List.of("auto", "cpu", "cuda"));
        }
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @ParentCommand
    private Gan4j gan4j;

    @Option(names = "--device", paramLabel = "DEVICE", completionCandidates = Devices.class, defaultValue = "auto")
    private String device;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "auto")
    private String threads;

    @Option(names = "--libtorch", paramLabel = "DIR")
    private Path libtorch;

    private EngineStart choice;

    /**
     * Loads the engine. On a machine with a GPU and without CUDA natives, DJL fetches those now.
     *
     * @return a manager on the chosen device
     */
    NDManager start() {
        return startFor(null);
    }

    /**
     * Loads the engine for a training, with as many threads as help it unless their number was given.
     *
     * @param config what to train; {@code null} for anything else
     * @return a manager on the chosen device
     */
    NDManager startFor(TrainConfig config) {
        checkFor(config);
        return choice.start();
    }

    /**
     * Loads the engine with what is here; on the CPU, if CUDA natives would have to be fetched and no GPU was asked for.
     *
     * @return a manager on the chosen device
     */
    NDManager startWithoutDownload() {
        choose(null, false);
        return choice.start();
    }

    /**
     * Refuses what {@link #startFor} would refuse before the engine is loaded, and warns as it would; loads and fetches nothing.
     *
     * @param config what to train
     */
    void checkFor(TrainConfig config) {
        choose(config, true);
        warn(choice.natives().warning());
    }

    private void warn(String warning) {
        if (warning != null) {
            new Terminal(command.commandLine(), true).warn(warning);
        }
    }

    private void choose(TrainConfig config, boolean mayDownload) {
        try {
            Device wanted = wantedDevice();
            int count = threadCount(config);
            Machine here = gan4j.machine.get();
            choice = new EngineStart(
                    Natives.choose(wanted, libtorch(libtorch), mayDownload, Versions.PYTORCH, here),
                    count,
                    config == null ? null : config.model().precision(),
                    here,
                    command.commandLine().getErr());
            choice.checkPrecision();
            warn(choice.natives().unchecked());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    /** The device that was asked for, or null for "what there is". */
    private Device wantedDevice() {
        if (!device.matches("auto|cpu|cuda(:\\d{1,3})?")) {
            throw new IllegalArgumentException("device (" + device + ") must be auto, cpu, cuda or cuda:N, N from 0");
        }
        return switch (device) {
            case "auto" -> null;
            case "cpu" -> Device.cpu();
            case "cuda" -> Device.gpu();
            default -> Device.gpu(Integer.parseInt(device.substring("cuda:".length())));
        };
    }

    private int threadCount(TrainConfig config) {
        if (threads.equals("auto")) {
            return config == null
                    ? 1
                    : Threads.suiting(config, Runtime.getRuntime().availableProcessors());
        }
        int given = threads.matches("\\d{1,9}") ? Integer.parseInt(threads) : 0;
        if (given < 1 || given > MOST_THREADS) {
            throw new IllegalArgumentException(
                    "threads (" + threads + ") must be auto or a number from 1 to " + MOST_THREADS);
        }
        return given;
    }

    /** What a flag or else the environment names, with an engine library of its own if the environment names one; or null. */
    static LibTorch libtorch(Path flag) {
        Path given = flag == null ? path(LIBTORCH) : flag;
        Path library = path(ENGINE_LIBRARY);
        if (given == null && library != null) {
            throw new IllegalArgumentException(
                    ENGINE_LIBRARY + " (" + library + ") is for a libtorch of its own; name that too: --libtorch DIR");
        }
        LibTorch found = given == null ? null : LibTorch.at(given);
        return library == null ? found : found.with(library);
    }

    private static Path path(String variable) {
        String value = Objects.requireNonNullElse(System.getenv(variable), "");
        return value.isEmpty() ? null : Path.of(value);
    }

    /** The same flags for another process; the device only where it was chosen and is not one that the process is told. */
    List<String> forProcess(boolean withDevice) {
        List<String> flags = new ArrayList<>();
        if (withDevice && !device.equals("auto")) {
            flags.add("--device=" + device);
        }
        if (libtorch != null) {
            flags.add("--libtorch=" + libtorch.toAbsolutePath());
        }
        return flags;
    }

    /** How many threads were asked for; 0 if the number is left to the program. */
    int threads() {
        return threads.equals("auto") ? 0 : threadCount(null);
    }

    /** The devices among which several processes can be parted, as a flag names each; none if there is no choice. */
    List<String> devices() {
        boolean each = choice.natives().device().isGpu() && !device.contains(":");
        return each
                ? IntStream.range(0, gan4j.machine.get().driver().devices().size())
                        .mapToObj(number -> "--device=cuda:" + number)
                        .toList()
                : List.of();
    }

    /** What the flags came to, once the engine was asked for. */
    EngineStart choice() {
        return choice;
    }

    /** How many threads the engine takes, for a person. */
    String describeThreads() {
        int cores = Runtime.getRuntime().availableProcessors();
        return threads.equals("auto") && cores > 1
                ? "1, and up to " + cores + " for a training of large networks or batches"
                : String.valueOf(choice.threads());
    }
}
