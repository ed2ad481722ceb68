package org.gan4j.run;

import ai.djl.util.Utils;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gan4j.UserException;
import org.gan4j.files.Failures;
import org.gan4j.files.WholeFile;
import org.gan4j.model.Player;
import org.gan4j.train.ResumePoint;

/**
 * A directory with all that a run leaves behind.
 *
 * <pre>
 * config.json                    every value that the run depends on
 * metrics.jsonl                  one line a tick
 * samples/step-000938.png        always from the same noise
 * checkpoints/step-00000938/     all that the run needs to go on; see {@link Checkpoint}
 * losses.png                     losses and scores over the run
 * evaluation.json                what the generator is worth, if somebody asked
 * neighbours.png                 generated images with the nearest real ones, likewise
 * evaluation-step-00000938.json  the same of earlier weights; and neighbours-step-00000938.png
 * report.html, samples.gif, ...  see {@code org.gan4j.page}
 * tensorboard/                   events for TensorBoard, with --tensorboard
 * exports/generator.onnx ...     what 'gan4j export' has made of the weights
 * </pre>
 */
public final class RunDirectory {

    static final String GENERATOR = "generator.safetensors";
    static final String AVERAGE = "generator-average.safetensors";

    private static final String CONFIG = "config.json";
    private static final String CHECKPOINTS = "checkpoints";
    private static final String SAMPLES = "samples";
    private static final Pattern NUMBERED = Pattern.compile("(\\d{5}|[1-9]\\d{5,8})-.+");
    private static final Pattern CHECKPOINT = Pattern.compile("step-(\\d{8,18})");
    private static final Pattern EVALUATION = Pattern.compile("evaluation(?:-step-(\\d{8,18}))?\\.json");
    private static final Pattern PICTURE = Pattern.compile("step-(\\d{6,18})\\.png");

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
     * @throws UserException if it is in use or can not be made
     */
    public static RunDirectory create(Path chosen, String label, RunRecord run) {
        checkFree(chosen);
        Path runs = Path.of("runs");
        try {
            Path root = chosen == null ? createNumbered(runs, label) : Files.createDirectories(chosen);
            RunDirectory directory = new RunDirectory(root);
            directory.write(run);
            return directory;
        } catch (IOException e) {
            throw new UserException(
                    "output directory " + (chosen == null ? runs : chosen) + " cannot be written: " + Failures.reason(e)
                            + "; choose another with --out",
                    e);
        }
    }

    /**
     * Checks that a directory is new or empty.
     *
     * @param chosen the directory; {@code null} is always free
     * @throws UserException if it is in use or no directory
     */
    public static void checkFree(Path chosen) {
        if (chosen == null || !Files.exists(chosen)) {
            return;
        }
        if (!Files.isDirectory(chosen)) {
            throw new UserException("output directory " + chosen + " is a file; choose another with --out");
        }
        try (Stream<Path> content = Files.list(chosen)) {
            if (content.findAny().isPresent()) {
                throw new UserException("output directory " + chosen + " is not empty; choose another with --out");
            }
        } catch (IOException e) {
            throw new UserException("output directory " + chosen + " cannot be read: " + Failures.reason(e), e);
        }
    }

    /**
     * Opens the directory of an earlier run.
     *
     * @param root where it is
     * @return the directory
     * @throws UserException if there is none
     */
    public static RunDirectory open(Path root) {
        if (!Files.isRegularFile(root.resolve(CONFIG))) {
            throw new UserException(root + " is not a run directory: it has no config.json");
        }
        return new RunDirectory(root);
    }

    private void write(RunRecord run) throws IOException {
        WholeFile.write(root.resolve(CONFIG), run.toJson());
    }

    /**
     * Keeps every other process from writing to the run until the lock is closed; the end of this process closes it too.
     *
     * @return the lock
     * @throws UserException if another process has it
     */
    public RunLock lock() {
        Path file = root.resolve(".lock");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null || !Files.exists(file)) { // locked, or let go of and deleted at this moment
                channel.close();
                throw new UserException(root + " is being written by another process; wait for it, or interrupt it");
            }
            return new RunLock(file, channel);
        } catch (OverlappingFileLockException e) {
            throw new UserException(root + " is being written by this process already", e);
        } catch (IOException e) {
            throw Failures.cannotWrite(root, e);
        }
    }

    /** A run directory that only this process writes to. */
    public static final class RunLock implements AutoCloseable {
        private final Path file;
        private final FileChannel channel;

        private RunLock(Path file, FileChannel channel) {
            this.file = file;
            this.channel = channel;
        }

        @Override
        public void close() {
            try (channel) {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Takes everything back that lies behind a position: the run that goes on from there makes it again.
     *
     * <p>Metrics and pictures are deleted, and checkpoints that are whole; damaged ones are set aside under the ending {@code .broken}.
     *
     * @param position where the run goes on
     * @param epochEnd whether an epoch ends there: otherwise what the run made there, because it ended, has no place in a longer one
     * @param run the run's record from now on
     * @throws UserException if something can not be written
     */
    public void rewind(ResumePoint position, boolean epochEnd, RunRecord run) {
        try {
            WholeFile.deletePartial(root);
            WholeFile.deletePartial(root.resolve(CHECKPOINTS));
            WholeFile.deletePartial(root.resolve(SAMPLES));
            // The newest first, and all before the lines that lead to them:
            // whoever is killed here finds no checkpoint later than the metrics.
            List<Path> checkpoints = numbered(root.resolve(CHECKPOINTS), CHECKPOINT);
            for (int i = checkpoints.size() - 1; i >= 0; i--) {
                if (stepOf(checkpoints.get(i), CHECKPOINT) > position.step()) {
                    takeBack(checkpoints.get(i));
                }
            }
            for (Path picture : numbered(root.resolve(SAMPLES), PICTURE)) {
                long step = stepOf(picture, PICTURE);
                if (step > position.step() || step == position.step() && !epochEnd) {
                    Files.delete(picture);
                }
            }
            for (Path file : evaluationFiles()) {
                if (stepOfEvaluation(file) > position.step()) {
                    Files.delete(file);
                    Files.deleteIfExists(neighboursOf(file));
                }
            }
            new MetricsFile(metrics()).rewind(position, epochEnd);
            write(run);
        } catch (IOException e) {
            throw Failures.cannotWrite(root, e);
        }
    }

    private static void takeBack(Path checkpoint) throws IOException {
        try {
            Checkpoint.open(checkpoint);
            WholeFile.deleteDirectory(checkpoint);
        } catch (UserException e) {
            Path broken = checkpoint.resolveSibling(checkpoint.getFileName() + ".broken");
            Utils.deleteQuietly(broken);
            Files.move(checkpoint, broken);
        }
    }

    /**
     * The last checkpoint that is whole.
     *
     * @param warn told of each newer one that is not
     * @return the checkpoint; empty if there never was one
     * @throws UserException if there are some, but all are damaged
     */
    public Optional<Checkpoint> latestCheckpoint(Consumer<String> warn) {
        List<Path> checkpoints = numbered(root.resolve(CHECKPOINTS), CHECKPOINT);
        for (int i = checkpoints.size() - 1; i >= 0; i--) {
            try {
                return Optional.of(Checkpoint.open(checkpoints.get(i)));
            } catch (UserException e) {
                if (i == 0) {
                    throw new UserException(
                            "no checkpoint of " + root + " is whole; start anew: gan4j train --out DIR; the oldest: "
                                    + e.getMessage(),
                            e);
                }
                warn.accept(e.getMessage() + "; the checkpoint before it is used");
            }
        }
        return Optional.empty();
    }

    /** Makes the directory of checkpoints; not that of the run, which somebody has removed if it is not there. */
    void makeCheckpoints() throws IOException {
        Path checkpoints = root.resolve(CHECKPOINTS);
        if (!Files.isDirectory(checkpoints)) {
            Files.createDirectory(checkpoints);
            WholeFile.sync(root);
        }
    }

    /** Deletes the oldest checkpoints until so many are left; 0 stands for all. */
    void deleteCheckpointsBut(int keep) throws IOException {
        List<Path> checkpoints = numbered(root.resolve(CHECKPOINTS), CHECKPOINT);
        for (int i = 0; keep > 0 && i < checkpoints.size() - keep; i++) {
            WholeFile.deleteDirectory(checkpoints.get(i));
        }
    }

    /**
     * Opens the directory of the run that a path is in.
     *
     * @param path a run directory or one of its checkpoints
     * @return the run's directory
     * @throws UserException if there is none
     */
    public static RunDirectory containing(Path path) {
        return open(
                isCheckpoint(path)
                        ? path.toAbsolutePath().normalize().getParent().getParent()
                        : path);
    }

    /**
     * Whether a path is that of a checkpoint rather than that of a run.
     *
     * @param path the path
     * @return true if its name is one of a checkpoint's
     */
    public static boolean isCheckpoint(Path path) {
        Path name = path.toAbsolutePath().normalize().getFileName();
        return name != null && CHECKPOINT.matcher(name.toString()).matches();
    }

    /**
     * Reads what the run depends on.
     *
     * @return the content of {@code config.json}
     * @throws UserException if it is not readable
     */
    public RunRecord record() {
        Path file = root.resolve(CONFIG);
        try {
            return RunRecord.fromJson(Files.readString(file));
        } catch (IOException e) {
            throw Failures.cannotRead(file, e);
        } catch (RuntimeException e) {
            throw new UserException(file + " is not a run's configuration: " + Failures.innermost(e), e);
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

    /**
     * Where the metrics are.
     *
     * @return the path of {@code metrics.jsonl}
     */
    public Path metrics() {
        return root.resolve("metrics.jsonl");
    }

    /**
     * Adds an evaluation to {@code metrics.jsonl}, as a line of its own: {@code {"step":..,"epoch":..,"evaluation":{..}}}.
     *
     * @param step generator updates behind it
     * @param epoch passes over the data behind it
     * @param evaluation its values
     * @throws UserException if it cannot be written
     */
    public void addEvaluation(long step, double epoch, JsonObject evaluation) {
        JsonObject line = new JsonObject();
        line.addProperty("step", step);
        line.addProperty("epoch", epoch);
        line.add("evaluation", evaluation);
        try {
            new MetricsFile(metrics()).append(line);
        } catch (IOException e) {
            throw Failures.cannotWrite(metrics(), e);
        }
    }

    /**
     * Where the evaluation of some weights lies: that of the last ones in {@code evaluation.json}, which no other replaces.
     *
     * @param step the step whose weights somebody asked for, or {@code null} for the last
     * @return the file
     */
    public Path evaluationFile(Long step) {
        boolean last = step == null || step == stepOf(checkpoint((Long) null));
        return root.resolve(last ? "evaluation.json" : String.format(Locale.ROOT, "evaluation-step-%08d.json", step));
    }

    /**
     * Writes an evaluation.
     *
     * @param evaluation its values
     * @param file its {@link #evaluationFile}
     * @throws UserException if it cannot be written
     */
    public static void writeEvaluation(JsonObject evaluation, Path file) {
        try {
            WholeFile.write(
                    file,
                    new GsonBuilder()
                                    .setPrettyPrinting()
                                    .disableHtmlEscaping()
                                    .create()
                                    .toJson(evaluation) + "\n");
        } catch (IOException e) {
            throw Failures.cannotWrite(file, e);
        }
    }

    /**
     * Where the picture of generated images with their nearest real ones lies.
     *
     * @param evaluation the {@link #evaluationFile} that it goes with
     * @return its path
     */
    public static Path neighboursOf(Path evaluation) {
        String name = evaluation.getFileName().toString();
        return evaluation.resolveSibling(
                name.replace("evaluation", "neighbours").replace(".json", ".png"));
    }

    Path lossCurves() {
        return root.resolve("losses.png");
    }

    Path samples(long step) throws IOException {
        Path samples = root.resolve(SAMPLES);
        if (!Files.isDirectory(samples)) {
            Files.createDirectory(samples);
        }
        return samples.resolve(String.format(Locale.ROOT, "step-%06d.png", step));
    }

    Path checkpoint(long step) {
        return root.resolve(CHECKPOINTS).resolve(String.format(Locale.ROOT, "step-%08d", step));
    }

    /**
     * Finds saved weights.
     *
     * @param step the step they were saved at, or {@code null} for the last one
     * @return the directory that holds them
     * @throws UserException if there are none
     */
    public Path checkpoint(Long step) {
        List<Path> checkpoints = numbered(root.resolve(CHECKPOINTS), CHECKPOINT);
        if (step == null) {
            if (checkpoints.isEmpty()) {
                throw new UserException(root + " has no checkpoint yet; the first is saved after the first epoch, or"
                        + " as often as --checkpoint-every says");
            }
            return checkpoints.get(checkpoints.size() - 1);
        }
        Path checkpoint = checkpoint(step.longValue());
        if (!checkpoints.contains(checkpoint)) {
            throw new UserException(root + " has no checkpoint of step " + step + "; it has "
                    + (checkpoints.isEmpty()
                            ? "none"
                            : checkpoints.stream()
                                    .map(kept -> String.valueOf(stepOf(kept, CHECKPOINT)))
                                    .collect(Collectors.joining(", ", "those of the steps ", ""))));
        }
        return checkpoint;
    }

    /**
     * The pictures of samples over the training.
     *
     * @return paths by their steps
     */
    public TreeMap<Long, Path> sampleGrids() {
        TreeMap<Long, Path> grids = new TreeMap<>();
        numbered(root.resolve(SAMPLES), PICTURE).forEach(grid -> grids.put(stepOf(grid, PICTURE), grid));
        return grids;
    }

    /**
     * All that the evaluations of this run's weights say, those of earlier weights too.
     *
     * @return a number a metric and words about them, by their files
     * @throws UserException if one is not readable as an object
     */
    public Map<Path, JsonObject> evaluations() {
        Map<Path, JsonObject> evaluations = new TreeMap<>();
        evaluationFiles().forEach(file -> evaluations.put(file, readEvaluation(file)));
        return evaluations;
    }

    private List<Path> evaluationFiles() {
        try (Stream<Path> files = Files.list(root)) {
            return files.filter(file ->
                            EVALUATION.matcher(file.getFileName().toString()).matches())
                    .toList();
        } catch (IOException e) {
            throw Failures.cannotRead(root, e);
        }
    }

    /** The step that an evaluation says it is of; -1 if it says none. */
    private static long stepOfEvaluation(Path file) {
        try {
            return evaluatedStep(file, readEvaluation(file));
        } catch (UserException e) {
            return -1;
        }
    }

    /**
     * Whose weights an evaluation is of.
     *
     * @param file where it was read
     * @param evaluation what it says
     * @return their step
     * @throws UserException if it does not say
     */
    public static long evaluatedStep(Path file, JsonObject evaluation) {
        try {
            return evaluation.get("step").getAsLong();
        } catch (NullPointerException
                | IllegalStateException
                | NumberFormatException
                | UnsupportedOperationException e) {
            throw new UserException(file + " is damaged: it has no number named step", e);
        }
    }

    private static JsonObject readEvaluation(Path file) {
        try {
            return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        } catch (IOException e) {
            throw Failures.cannotRead(file, e);
        } catch (JsonParseException | IllegalStateException e) {
            throw new UserException(file + " is damaged: it is no JSON object", e);
        }
    }

    /**
     * Whether there are any weights.
     *
     * @return whether a checkpoint has been written
     */
    public boolean hasCheckpoint() {
        return !numbered(root.resolve(CHECKPOINTS), CHECKPOINT).isEmpty();
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
        return checkpoint.resolve(player + ".safetensors");
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
     * @throws UserException if it cannot be made
     */
    public void makeExports() {
        try {
            Files.createDirectories(exports());
        } catch (IOException e) {
            throw new UserException(exports() + " cannot be made: " + Failures.reason(e), e);
        }
    }

    /** What is named so in a directory, from the least number to the greatest. */
    private static List<Path> numbered(Path directory, Pattern name) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> stepOf(entry, name) >= 0)
                    .sorted(Comparator.comparingLong(entry -> stepOf(entry, name)))
                    .toList();
        } catch (IOException e) {
            throw Failures.cannotRead(directory, e);
        }
    }

    /** The step that a checkpoint's name tells; -1 if it is named otherwise. */
    static long stepOf(Path checkpoint) {
        return stepOf(checkpoint.toAbsolutePath().normalize(), CHECKPOINT);
    }

    private static long stepOf(Path file, Pattern name) {
        Matcher matcher = name.matcher(file.getFileName().toString());
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
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
                throw Failures.cannotRead(parent, e);
            }
        }
        return parent.resolve(String.format(Locale.ROOT, "%05d-%s", last + 1, label));
    }
}
