package org.gan4j.run;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gan4j.UserException;
import org.gan4j.files.Checksums;
import org.gan4j.files.Failures;
import org.gan4j.files.Sha256;
import org.gan4j.files.WeightFile;
import org.gan4j.files.WholeFile;
import org.gan4j.model.Network;
import org.gan4j.train.GanTrainer;
import org.gan4j.train.ResumePoint;

/**
 * A directory with all that a run needs to go on as if it had never stopped.
 *
 * <pre>
 * generator.safetensors  discriminator.safetensors  generator-average.safetensors
 * generator-optimizer.safetensors  discriminator-optimizer.safetensors  objective.safetensors
 * checkpoint.json        the position and the run's record
 * SHA256SUMS             a checksum of each of these files
 * </pre>
 *
 * <p>It is written {@linkplain WholeFile whole}. The checksums find every damaged byte and every cut, and say in which file.
 */
public final class Checkpoint {

    private static final int FORMAT = 2;
    private static final String MANIFEST = "checkpoint.json";
    private static final String ENDING = ".safetensors";

    private final Path directory;
    private final Manifest manifest;

    private Checkpoint(Path directory, Manifest manifest) {
        this.directory = directory;
        this.manifest = manifest;
    }

    /**
     * What {@code checkpoint.json} holds.
     *
     * @param format the version of this layout
     * @param position how far the run is
     * @param data the fingerprint of the real samples
     * @param run the run's record
     */
    private record Manifest(int format, ResumePoint position, String data, RunRecord run) {
        Manifest {
            if (format < 1 || format > FORMAT) {
                throw new IllegalArgumentException(
                        "it has format " + format + "; this version reads formats 1 to " + FORMAT);
            }
            if (position == null || data == null || run == null) {
                throw new IllegalArgumentException("position, data or run is missing");
            }
        }
    }

    /**
     * Saves a trainer's state.
     *
     * @param directory where to; what is there is replaced
     * @param trainer the trainer between two steps
     * @param run the run's record
     * @param data the fingerprint of the real samples
     * @throws IOException if it cannot be written; nothing new is left then
     */
    static void write(Path directory, GanTrainer trainer, RunRecord run, String data) throws IOException {
        WholeFile.writeDirectory(directory, aside -> {
            Map<String, String> sums = new LinkedHashMap<>();
            for (Map.Entry<String, Map<String, NDArray>> group : trainer.state().entrySet()) {
                write(aside, group.getKey() + ENDING, WeightFile.encode(group.getValue()), sums);
            }
            String text = RunRecord.JSON.toJson(new Manifest(FORMAT, trainer.resumePoint(), data, run)) + "\n";
            write(aside, MANIFEST, text.getBytes(StandardCharsets.UTF_8), sums);
            Checksums.write(aside, sums);
        });
    }

    private static void write(Path directory, String name, byte[] content, Map<String, String> sums)
            throws IOException {
        WholeFile.writeThrough(directory.resolve(name), content);
        sums.put(name, Sha256.of(content));
    }

    /**
     * Opens a checkpoint and reads every byte of it once.
     *
     * @param directory where it is
     * @return the checkpoint, which is whole
     * @throws UserException if a file is missing, cut off or damaged; it names the file
     */
    public static Checkpoint open(Path directory) {
        Path file = directory.resolve(MANIFEST);
        try {
            // Not readString: it throws at the first byte that is not UTF-8.
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            if (!Files.exists(directory.resolve(Checksums.NAME)) && EarlierChecksums.in(text)) {
                EarlierChecksums.verify(file, text);
            } else {
                Checksums.verify(directory);
            }
            Checkpoint checkpoint = new Checkpoint(directory, manifest(file, text));
            long named = Checkpoints.stepOf(directory);
            if (named != RunDirectory.UNNAMED && named != checkpoint.position().step()) {
                throw new UserException(directory + " is not what its name says: it holds step "
                        + checkpoint.position().step());
            }
            return checkpoint;
        } catch (IOException e) {
            throw Failures.cannotRead(file, e);
        }
    }

    private static Manifest manifest(Path file, String text) {
        try {
            return Objects.requireNonNull(RunRecord.JSON.fromJson(text, Manifest.class), "it is empty");
        } catch (RuntimeException e) {
            throw new UserException(
                    file + " is not a checkpoint of this version of gan4j: " + Failures.innermost(e), e);
        }
    }

    /**
     * Puts a trainer where the saved one was.
     *
     * @param trainer a new trainer of the same configuration
     * @throws UserException if something does not fit; the trainer is as it was then
     */
    public void restore(GanTrainer trainer) {
        try (NDManager scope = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            List<NDArray> targets = new ArrayList<>();
            NDList values = new NDList();
            for (Map.Entry<String, Map<String, NDArray>> group : trainer.state().entrySet()) {
                Path file = directory.resolve(group.getKey() + ENDING);
                if (!Files.exists(file)) {
                    throw new UserException(directory + " does not fit the run: it has no " + file.getFileName());
                }
                values.addAll(WeightFile.read(scope, file, group.getValue()));
                targets.addAll(group.getValue().values());
            }
            Network.overwrite(targets, values);
        }
        trainer.resume(position());
    }

    /**
     * How far the run was.
     *
     * @return its position
     */
    public ResumePoint position() {
        return manifest.position();
    }

    /**
     * The run that the checkpoint is of, as it was then.
     *
     * @return its record
     */
    public RunRecord run() {
        return manifest.run();
    }

    /**
     * The fingerprint of the real samples that the run was trained on.
     *
     * @return the text that {@link org.gan4j.data.RealData#fingerprint()} gave
     */
    public String data() {
        return manifest.data();
    }

    /**
     * Where the checkpoint is.
     *
     * @return its directory
     */
    public Path directory() {
        return directory;
    }
}
