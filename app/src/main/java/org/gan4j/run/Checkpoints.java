package org.gan4j.run;

import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gan4j.UserException;
import org.gan4j.files.Failures;
import org.gan4j.files.WholeFile;
import org.gan4j.model.Player;
import org.gan4j.train.GanTrainer;

/**
 * The checkpoints of a run, a directory each: {@code checkpoints/step-00000938}.
 *
 * @param run the run's directory
 */
public record Checkpoints(Path run) {

    private static final Pattern NAME = Pattern.compile("step-(\\d{8,18})");

    private Path directory() {
        return run.resolve("checkpoints");
    }

    private TreeMap<Long, Path> all() {
        return RunDirectory.bySteps(directory(), NAME);
    }

    /**
     * Whether there are none.
     *
     * @return whether no checkpoint has been written
     */
    public boolean isEmpty() {
        return all().isEmpty();
    }

    /** Where the checkpoint of a step is or will be. */
    Path path(long step) {
        return directory().resolve(String.format(Locale.ROOT, "step-%08d", step));
    }

    /**
     * The last checkpoint, whole or not.
     *
     * @return its directory
     * @throws UserException if there is none
     */
    public Path last() {
        return find(Optional.empty());
    }

    /**
     * The checkpoint that is wanted, whole or not.
     *
     * @param step its step; empty for the last
     * @return its directory
     * @throws UserException if there is none
     */
    public Path find(Optional<Long> step) {
        TreeMap<Long, Path> all = all();
        if (step.isEmpty() && all.isEmpty()) {
            throw new UserException(run + " has no checkpoint yet; the first is saved after the first epoch, or"
                    + " as often as --checkpoint-every says");
        }
        long wanted = step.orElseGet(all::lastKey);
        if (!all.containsKey(wanted)) {
            String steps = all.keySet().stream().map(String::valueOf).collect(Collectors.joining(", "));
            throw new UserException(run + " has no checkpoint of step " + wanted + "; it has "
                    + (all.isEmpty() ? "none" : "those of the steps " + steps));
        }
        return all.get(wanted);
    }

    /**
     * The last checkpoint that is whole.
     *
     * @param warn told of each newer one that is not
     * @return the checkpoint; empty if there never was one
     * @throws UserException if there are some, but all are damaged
     */
    public Optional<Checkpoint> lastWhole(Consumer<String> warn) {
        TreeMap<Long, Path> all = all();
        for (Map.Entry<Long, Path> entry : all.descendingMap().entrySet()) {
            try {
                return Optional.of(Checkpoint.open(entry.getValue()));
            } catch (UserException e) {
                if (entry.getKey().equals(all.firstKey())) {
                    throw new UserException(
                            "no checkpoint of " + run + " is whole; start anew: gan4j train --out DIR; the oldest: "
                                    + e.getMessage(),
                            e);
                }
                warn.accept(e.getMessage() + "; the checkpoint before it is used");
            }
        }
        return Optional.empty();
    }

    /**
     * Saves a trainer's state, then deletes the oldest checkpoints until so many are left.
     *
     * @param keep how many; 0 keeps all
     * @param best the step of one that is kept next to them, if there is one
     */
    void write(GanTrainer trainer, RunRecord record, String data, int keep, Optional<Long> best) {
        Failures.whileWriting(path(trainer.steps()), to -> {
            // Not that of the run: if that is not there, somebody has removed it.
            if (!Files.isDirectory(directory())) {
                Files.createDirectory(directory());
                WholeFile.sync(run);
            }
            Checkpoint.write(path(trainer.steps()), trainer, record, data);
            TreeMap<Long, Path> all = all();
            List<Long> steps = List.copyOf(all.keySet());
            for (Long step : keep == 0 ? List.<Long>of() : steps.subList(0, Math.max(0, steps.size() - keep))) {
                if (!best.equals(Optional.of(step))) {
                    WholeFile.deleteDirectory(all.get(step));
                }
            }
        });
    }

    /** Deletes checkpoints after a step, the newest first. Damaged ones are set aside under the ending {@code .broken}. */
    void takeBackAfter(long step) throws IOException {
        WholeFile.deletePartial(directory());
        for (Path checkpoint : all().tailMap(step, false).descendingMap().values()) {
            try {
                Checkpoint.open(checkpoint);
                WholeFile.deleteDirectory(checkpoint);
            } catch (UserException e) {
                Path broken = checkpoint.resolveSibling(checkpoint.getFileName() + ".broken");
                Utils.deleteQuietly(broken);
                Files.move(checkpoint, broken);
            }
        }
    }

    /**
     * Whether a path is that of a checkpoint rather than that of a run.
     *
     * @param path the path
     * @return true if its name is one of a checkpoint's
     */
    public static boolean isOne(Path path) {
        return stepOf(path) != RunDirectory.UNNAMED;
    }

    /** The step that a checkpoint's name tells, or {@link RunDirectory#UNNAMED}. */
    static long stepOf(Path checkpoint) {
        Path name = checkpoint.toAbsolutePath().normalize().getFileName();
        return name == null ? RunDirectory.UNNAMED : RunDirectory.stepOf(name, NAME);
    }

    /**
     * The weights that samples are drawn from: the average where a run keeps one, or else the generator's own.
     *
     * @param checkpoint a checkpoint's directory
     * @return the file
     */
    public static Path samplerWeights(Path checkpoint) {
        Path average = checkpoint.resolve("generator-average.safetensors");
        return Files.exists(average) ? average : weights(checkpoint, Player.GENERATOR);
    }

    /**
     * The weights of a player, not an average of them.
     *
     * @param checkpoint a checkpoint's directory
     * @param player whose
     * @return the file
     */
    public static Path weights(Path checkpoint, Player player) {
        return checkpoint.resolve(player + ".safetensors");
    }
}
