package org.gan4j.run;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gan4j.UserException;
import org.gan4j.files.Failures;
import org.gan4j.files.ProcessLock;
import org.gan4j.files.WholeFile;
import org.gan4j.train.ResumePoint;

/**
 * A directory with all that a run writes.
 *
 * <pre>
 * config.json                    every value that the run depends on
 * metrics.jsonl                  one line a tick
 * real.png                       some of what the generator learns from (images)
 * samples/step-000938.png        always from the same noise
 * checkpoints/step-00000938/     all that the run needs to go on; see {@link Checkpoint}
 * losses.png                     losses and scores over the run
 * evaluation.json                what the generator is worth, if somebody asked; see {@link EvaluationFiles}
 * neighbours.png                 generated images with the nearest real ones, likewise
 * evaluation-step-00000938.json  the same of earlier weights; and neighbours-step-00000938.png
 * report.html, samples.gif, ...  see {@code org.gan4j.page}
 * tensorboard/                   events for TensorBoard, with --tensorboard
 * exports/generator.onnx ...     what 'gan4j export' has made of the weights
 * </pre>
 *
 * @param root where it is
 */
public record RunDirectory(Path root) {

    private static final String CONFIG = "config.json";
    private static final String SAMPLES = "samples";
    private static final Pattern NUMBERED = Pattern.compile("(\\d{5}|[1-9]\\d{5,8})-.+");
    private static final Pattern PICTURE = Pattern.compile("step-(\\d{6,18})\\.png");

    /** Stands for a name that tells no step. */
    static final long UNNAMED = -1;

    /**
     * Makes the directory of a new run, with its {@code config.json}.
     *
     * @param chosen where a person wants it, or {@code null} for a numbered directory below {@code runs}
     * @param label the end of a numbered directory's name
     * @param run what the run depends on
     * @return the directory
     * @throws UserException if it is in use or cannot be made
     */
    public static RunDirectory create(Path chosen, String label, RunRecord run) {
        checkFree(chosen);
        Path runs = Path.of("runs");
        try {
            Path root = chosen == null ? createNumbered(runs, label) : Files.createDirectories(chosen);
            WholeFile.write(root.resolve(CONFIG), run.toJson());
            return new RunDirectory(root);
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

    /**
     * Opens the directory of the run that a path is in.
     *
     * @param path a run directory or one of its checkpoints
     * @return the run's directory
     * @throws UserException if there is none
     */
    public static RunDirectory containing(Path path) {
        return open(
                Checkpoints.isOne(path)
                        ? path.toAbsolutePath().normalize().getParent().getParent()
                        : path);
    }

    /**
     * Keeps every other process from writing to the run until the lock is closed; the end of this process closes it too.
     *
     * @return the lock
     * @throws UserException if another process has it
     */
    public ProcessLock lock() {
        try {
            return ProcessLock.tryTake(root.resolve(".lock"))
                    .orElseThrow(() -> new UserException(
                            root + " is being written by another process; wait for it, or interrupt it"));
        } catch (IOException e) {
            throw Failures.cannotWrite(root, e);
        }
    }

    /**
     * Deletes everything written after a position: the run that goes on from there makes it again.
     *
     * @param position where the run goes on
     * @param epochEnd whether an epoch ends there: otherwise what the run made there, because it ended, has no place in a longer one
     * @param run the run's record from now on
     * @throws UserException if something cannot be written
     */
    public void rewind(ResumePoint position, boolean epochEnd, RunRecord run) {
        Failures.whileWriting(root, to -> {
            WholeFile.deletePartial(root);
            WholeFile.deletePartial(root.resolve(SAMPLES));
            // Before the lines that lead to them: after a kill here,
            // no checkpoint is later than the metrics.
            checkpoints().takeBackAfter(position.step());
            for (Path picture :
                    sampleGrids().tailMap(position.step(), !epochEnd).values()) {
                Files.delete(picture);
            }
            evaluations().deleteAfter(position.step());
            new Metrics(metrics()).rewind(position, epochEnd);
            WholeFile.write(root.resolve(CONFIG), run.toJson());
        });
    }

    /**
     * Reads what the run depends on.
     *
     * @return the content of {@code config.json}
     * @throws UserException if it is not readable
     */
    public RunRecord record() {
        return RunRecord.read(root.resolve(CONFIG));
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
     * All that the run needs to go on, at several steps.
     *
     * @return the checkpoints
     */
    public Checkpoints checkpoints() {
        return new Checkpoints(root);
    }

    /**
     * What {@code gan4j evaluate} says of the run's weights.
     *
     * @return the evaluations
     */
    public EvaluationFiles evaluations() {
        return new EvaluationFiles(root);
    }

    /**
     * Where the curves of the losses are.
     *
     * @return the path of a picture, which need not exist
     */
    public Path lossCurves() {
        return root.resolve("losses.png");
    }

    /**
     * Where the picture of real samples is.
     *
     * @return its path; only runs of images have it
     */
    public Path realSamples() {
        return root.resolve("real.png");
    }

    /**
     * Where the picture of samples at a step is.
     *
     * @param step the step
     * @return its path, which need not exist
     */
    public Path samples(long step) {
        return root.resolve(SAMPLES).resolve(String.format(Locale.ROOT, "step-%06d.png", step));
    }

    /**
     * The pictures of samples over the training.
     *
     * @return paths by their steps
     */
    public TreeMap<Long, Path> sampleGrids() {
        return bySteps(root.resolve(SAMPLES), PICTURE);
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
        Failures.whileWriting(exports(), Files::createDirectories);
    }

    /** Everything in a directory whose name tells a step, or a run's number, by that. */
    static TreeMap<Long, Path> bySteps(Path directory, Pattern name) {
        TreeMap<Long, Path> bySteps = new TreeMap<>();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> entries = Files.list(directory)) {
                entries.forEach(entry -> bySteps.put(stepOf(entry.getFileName(), name), entry));
            } catch (IOException e) {
                throw Failures.cannotRead(directory, e);
            }
        }
        bySteps.remove(UNNAMED);
        return bySteps;
    }

    /** The step that a name tells, or {@link #UNNAMED}. */
    static long stepOf(Path file, Pattern name) {
        Matcher matcher = name.matcher(file.toString());
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : UNNAMED;
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
        TreeMap<Long, Path> taken = bySteps(parent, NUMBERED);
        long next = taken.isEmpty() ? 1 : taken.lastKey() + 1;
        return parent.resolve(String.format(Locale.ROOT, "%05d-%s", next, label));
    }
}
