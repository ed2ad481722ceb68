package org.gan4j.run;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gan4j.model.Player;

/**
 * A directory with all that a run leaves behind.
 *
 * <pre>
 * config.json                    every value that the run depends on
 * metrics.jsonl                  one line a tick
 * samples/step-000938.png        always from the same noise
 * checkpoints/step-00000938/     generator.safetensors, discriminator.safetensors, and with --ema
 *                                generator-average.safetensors
 * losses.png                     losses and scores over the run
 * exports/generator.onnx ...     what 'gan4j export' has made of the weights
 * </pre>
 */
public final class RunDirectory {

    static final String GENERATOR = "generator.safetensors";
    static final String AVERAGE = "generator-average.safetensors";
    static final String DISCRIMINATOR = "discriminator.safetensors";

    private static final Pattern NUMBERED = Pattern.compile("(\\d{5}|[1-9]\\d{5,8})-.+");
    private static final Pattern CHECKPOINT = Pattern.compile("step-(\\d{8,})");

    private final Path root;

    private RunDirectory(Path root) {
        this.root = root;
    }

    /**
     * Makes the directory of a new run, with its {@code config.json}.
     *
     * @param chosen where a person wants it, or {@code null} for a numbered directory below {@code runs}
     * @param label the end of a numbered directory's name
     * @param run what the run depends on
     * @return the directory
     * @throws RunException if it is in use or can not be made
     */
    public static RunDirectory create(Path chosen, String label, RunRecord run) {
        checkFree(chosen);
        Path runs = Path.of("runs");
        try {
            Path root = chosen == null ? createNumbered(runs, label) : Files.createDirectories(chosen);
            WholeFile.write(root.resolve("config.json"), run.toJson());
            return new RunDirectory(root);
        } catch (IOException e) {
            throw new RunException(
                    "output directory " + (chosen == null ? runs : chosen) + " cannot be written: " + reason(e)
                            + "; choose another with --out",
                    e);
        }
    }

    /**
     * Checks that a directory is new or empty.
     *
     * @param chosen the directory; {@code null} is always free
     * @throws RunException if it is in use or no directory
     */
    public static void checkFree(Path chosen) {
        if (chosen == null || !Files.exists(chosen)) {
            return;
        }
        if (!Files.isDirectory(chosen)) {
            throw new RunException("output directory " + chosen + " is a file; choose another with --out");
        }
        try (Stream<Path> content = Files.list(chosen)) {
            if (content.findAny().isPresent()) {
                throw new RunException("output directory " + chosen + " is not empty; choose another with --out");
            }
        } catch (IOException e) {
            throw new RunException("output directory " + chosen + " cannot be read: " + reason(e), e);
        }
    }

    /**
     * Opens the directory of an earlier run.
     *
     * @param root where it is
     * @return the directory
     * @throws RunException if there is none
     */
    public static RunDirectory open(Path root) {
        if (!Files.isRegularFile(root.resolve("config.json"))) {
            throw new RunException(root + " is not a run directory: it has no config.json");
        }
        return new RunDirectory(root);
    }

    /**
     * Reads what the run depends on.
     *
     * @return the content of {@code config.json}
     * @throws RunException if it is not readable
     */
    public RunRecord record() {
        Path file = root.resolve("config.json");
        try {
            return RunRecord.fromJson(Files.readString(file));
        } catch (IOException e) {
            throw new RunException(file + " cannot be read: " + reason(e), e);
        } catch (RuntimeException e) {
            throw new RunException(file + " is not a run's configuration: " + rootMessage(e), e);
        }
    }

    /**
     * Where the directory is.
     *
     * @return its path
     */
    public Path root() {
        return root;
    }

    Path metrics() {
        return root.resolve("metrics.jsonl");
    }

    Path lossCurves() {
        return root.resolve("losses.png");
    }

    Path samples(long step) throws IOException {
        return Files.createDirectories(root.resolve("samples"))
                .resolve(String.format(Locale.ROOT, "step-%06d.png", step));
    }

    Path checkpoint(long step) {
        return root.resolve("checkpoints").resolve(String.format(Locale.ROOT, "step-%08d", step));
    }

    /**
     * Finds saved weights.
     *
     * @param step the step they were saved at, or {@code null} for the last one
     * @return the directory that holds them
     * @throws RunException if there are none
     */
    public Path checkpoint(Long step) {
        Path checkpoints = root.resolve("checkpoints");
        if (step != null) {
            Path checkpoint = checkpoint(step.longValue());
            if (!Files.isDirectory(checkpoint)) {
                throw new RunException(root + " has no weights of step " + step + "; it has "
                        + (Files.isDirectory(checkpoints) ? names(checkpoints) : "none"));
            }
            return checkpoint;
        }
        return latest(checkpoints)
                .orElseThrow(() -> new RunException(root + " has no weights: there is nothing in " + checkpoints
                        + "; the first ones are saved after the first epoch"));
    }

    /**
     * The weights that samples are drawn from: the average where a run keeps one, or else the generator's own.
     *
     * @param checkpoint a directory with saved weights
     * @return the file
     */
    public static Path samplerWeights(Path checkpoint) {
        Path average = checkpoint.resolve(AVERAGE);
        return Files.exists(average) ? average : checkpoint.resolve(GENERATOR);
    }

    /**
     * The weights that a player has learnt, not an average of them.
     *
     * @param checkpoint a directory with saved weights
     * @param player whose
     * @return the file
     */
    public static Path learntWeights(Path checkpoint, Player player) {
        return checkpoint.resolve(player == Player.GENERATOR ? GENERATOR : DISCRIMINATOR);
    }

    /**
     * Where files for other programs go.
     *
     * @return the directory, which need not exist
     */
    public Path exports() {
        return root.resolve("exports");
    }

    /**
     * Makes the directory for other programs' files, if there is none yet.
     *
     * @throws RunException if it cannot be made
     */
    public void makeExports() {
        try {
            Files.createDirectories(exports());
        } catch (IOException e) {
            throw new RunException(exports() + " cannot be made: " + reason(e), e);
        }
    }

    private static Optional<Path> latest(Path checkpoints) {
        if (!Files.isDirectory(checkpoints)) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(checkpoints)) {
            return entries.filter(entry ->
                            CHECKPOINT.matcher(entry.getFileName().toString()).matches())
                    .max(Comparator.comparingLong(RunDirectory::stepOf));
        } catch (IOException e) {
            throw new RunException(checkpoints + " cannot be read: " + reason(e), e);
        }
    }

    static long stepOf(Path checkpoint) {
        Matcher matcher = CHECKPOINT.matcher(checkpoint.getFileName().toString());
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
    }

    private static String names(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return String.join(
                    ", ",
                    entries.map(entry -> entry.getFileName().toString())
                            .sorted()
                            .toList());
        } catch (IOException e) {
            throw new RunException(directory + " cannot be read: " + reason(e), e);
        }
    }

    /** Two runs that start at once both find the same number free; one of them then takes the next. */
    private static Path createNumbered(Path parent, String label) throws IOException {
        Files.createDirectories(parent);
        while (true) {
            try {
                return Files.createDirectory(nextNumbered(parent, label));
            } catch (FileAlreadyExistsException e) {
                // taken a moment ago: look again
            }
        }
    }

    static Path nextNumbered(Path parent, String label) {
        int last = 0;
        if (Files.isDirectory(parent)) {
            try (Stream<Path> entries = Files.list(parent)) {
                last = entries.map(entry -> NUMBERED.matcher(entry.getFileName().toString()))
                        .filter(Matcher::matches)
                        .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
                        .max()
                        .orElse(0);
            } catch (IOException e) {
                throw new RunException(parent + " cannot be read: " + reason(e), e);
            }
        }
        return parent.resolve(String.format(Locale.ROOT, "%05d-%s", last + 1, label));
    }

    /** The first line that the innermost cause says: Gson wraps what a record's constructor refuses, and adds an address. */
    static String rootMessage(Throwable e) {
        return e.getCause() == null
                ? String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                : rootMessage(e.getCause());
    }

    /** What an I/O failure says, where the JDK's message is nothing but the path. */
    static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "there is no " + e.getMessage();
        }
        if (e instanceof FileAlreadyExistsException) {
            return "a file is in the way: " + e.getMessage();
        }
        return e.getMessage();
    }
}
