package org.gan4j.sweep;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.gan4j.UserException;
import org.gan4j.files.Failures;
import org.gan4j.files.Json;
import org.gan4j.files.ProcessLock;
import org.gan4j.files.WholeFile;

/**
 * A directory with all that a sweep writes.
 *
 * <pre>
 * sweep.json                        which runs there are: the {@link Plan}
 * runs/007-loss=hinge,seed=1/       a directory of {@code train}
 * logs/007-loss=hinge,seed=1.log    what its process said
 * results/007.json                  what came of it: an {@link Outcome}; of stages before the last, 007-stage1.json
 * sweep.csv, sweep.html             all results
 * </pre>
 *
 * @param root where it is
 */
public record SweepDirectory(Path root) {

    private static final Gson JSON =
            Json.GSON.newBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /** An absolute path: processes on other machines are told it. */
    public SweepDirectory {
        root = root.toAbsolutePath().normalize();
    }

    private Path file() {
        return root.resolve("sweep.json");
    }

    /**
     * Whether there is a sweep.
     *
     * @return true if the directory has a plan
     */
    public boolean exists() {
        return Files.isRegularFile(file());
    }

    /**
     * Reads the plan.
     *
     * @return it
     * @throws UserException if there is none, or it is damaged
     */
    public Plan plan() {
        if (!exists()) {
            throw new UserException(root + " is not the directory of a sweep: it has no sweep.json");
        }
        try {
            return Objects.requireNonNull(JSON.fromJson(WholeFile.readText(file()), Plan.class), "it is empty");
        } catch (UserException e) {
            throw e;
        } catch (RuntimeException e) { // of Gson, or of the plan's own checks
            throw new UserException(file() + " is damaged: it is no plan of a sweep; mend or remove it", e);
        }
    }

    /**
     * Writes the plan of a new sweep, or checks that the one there is the same.
     *
     * @param plan the plan
     * @throws UserException if another sweep is there, or something else, or nothing can be written
     */
    public void begin(Plan plan) {
        if (exists()) {
            List<String> differences = plan.differences(plan());
            if (!differences.isEmpty()) {
                throw new UserException(root + " has another sweep: " + String.join(", ", differences)
                        + "; go on with it by gan4j sweep --out " + root + " alone, or choose another --out");
            }
            return;
        }
        WholeFile.write(file(), JSON.toJson(plan) + "\n");
    }

    /**
     * Keeps every other sweep from the directory until the lock is closed. Makes the directory if there is none.
     *
     * @return the lock
     * @throws UserException if another sweep has it
     */
    public ProcessLock lock() {
        try {
            Files.createDirectories(root);
            return ProcessLock.tryTake(root.resolve(".lock"))
                    .orElseThrow(() -> new UserException("another sweep is at work in " + root
                            + "; wait for it, or look at it with gan4j sweep --status " + root));
        } catch (IOException e) {
            throw Failures.cannotWrite(root, e);
        }
    }

    /**
     * Where a run goes.
     *
     * @param trial the run
     * @return its directory, which need not exist
     */
    public Path run(Trial trial) {
        return root.resolve("runs").resolve(trial.name());
    }

    Path log(Trial trial) {
        return root.resolve("logs").resolve(trial.name() + ".log");
    }

    Path result(Trial trial, Stage stage) {
        String of = stage.isLast() ? "" : "-stage" + (stage.number() + 1);
        return root.resolve("results").resolve(String.format(Locale.ROOT, "%03d%s.json", trial.number(), of));
    }

    /** Makes what the runs write into, and not for each of them. */
    void makeFolders() {
        for (String name : List.of("runs", "logs", "results")) {
            Failures.whileWriting(root.resolve(name), Files::createDirectories);
        }
    }
}
