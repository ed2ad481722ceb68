package org.gan4j.fuzz;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.gan4j.run.TrainedPlayer;
import org.gan4j.testing.Cli;

/**
 * A run of two steps with networks of a few weights, and an export of it.
 *
 * @param root its directory
 * @param player its generator
 */
record TinyRun(Path root, TrainedPlayer player) {

    /** Made when it is first asked for. */
    static final Supplier<TinyRun> ONE = new Supplier<>() {
        private TinyRun made;

        @Override
        public synchronized TinyRun get() {
            made = made == null ? make() : made;
            return made;
        }
    };

    private static TinyRun make() {
        try {
            Path root = Files.createTempDirectory("tiny-run");
            run("train --dataset ring --steps 2 --latent 1 --g-hidden 2 --d-hidden 2 --batch-size 2 --quiet --out "
                    + root);
            run("export " + root + " --format safetensors --out " + root.resolve("generator.safetensors"));
            Path checkpoint = root.resolve("checkpoints/step-00000002");
            Files.move(checkpoint, root.resolve("checkpoint"));
            NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
            return new TinyRun(
                    root, TrainedPlayer.generator(root.resolve("generator.safetensors"), Optional.empty(), manager));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(String command) {
        Cli.Result result = Cli.run(command.split(" "));
        if (result.code() != 0) {
            throw new IllegalStateException(result.err());
        }
    }

    byte[] read(String name) {
        try {
            return Files.readAllBytes(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies a file of the run; where it is then. */
    Path copyTo(Path directory, String name) throws IOException {
        return Files.write(directory.resolve(name), read(name));
    }
}
