package org.gan4j.run;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gan4j.UserException;
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
 * checkpoint.json        the position, the run's record, and size and checksum of each file
 * </pre>
 *
 * <p>It is written {@linkplain WholeFile whole}. The checksums find every single damaged byte and every cut, and say in which file.
 *
 * @param directory where it is
 * @param position how far the run was
 * @param data the fingerprint of the real samples that the run was trained on, as {@link org.gan4j.data.RealData#fingerprint()} gave it
 * @param run the record of the run that it is of, as it was then
 */
public record Checkpoint(Path directory, ResumePoint position, String data, RunRecord run) {

    private static final String MANIFEST = "checkpoint.json";
    private static final String ENDING = ".safetensors";

    /**
     * Saves a trainer's state.
     *
     * @param directory where to; what is there is replaced
     * @param trainer the trainer between two steps
     * @param run the run's record
     * @param data the fingerprint of the real samples
     * @throws UserException if it cannot be written; nothing new is left then
     */
    static void write(Path directory, GanTrainer trainer, RunRecord run, String data) {
        WholeFile.writeDirectory(directory, aside -> {
            Map<String, Manifest.Content> files = new LinkedHashMap<>();
            for (Map.Entry<String, Map<String, NDArray>> group : trainer.state().entrySet()) {
                byte[] content = WeightFile.encode(group.getValue());
                WholeFile.writeThrough(aside.resolve(group.getKey() + ENDING), content);
                files.put(group.getKey() + ENDING, Manifest.Content.of(content));
            }
            Manifest manifest = new Manifest(Manifest.FORMAT, trainer.resumePoint(), data, run, files);
            WholeFile.writeThrough(aside.resolve(MANIFEST), manifest.toBytes());
        });
    }

    /**
     * Opens a checkpoint and reads every byte of it once.
     *
     * @param directory where it is
     * @return the checkpoint, which is whole
     * @throws UserException if a file is missing, cut off or damaged; it names the file
     */
    public static Checkpoint open(Path directory) {
        Manifest manifest = Manifest.read(directory.resolve(MANIFEST));
        long step = manifest.position().step();
        if (Checkpoints.isOne(directory) && Checkpoints.stepOf(directory) != step) {
            throw new UserException(directory + " is not what its name says: it holds step " + step);
        }
        return new Checkpoint(directory, manifest.position(), manifest.data(), manifest.run());
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
        trainer.resume(position);
    }
}
