package org.gan4j.run;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import org.gan4j.UserException;
import org.gan4j.data.NpzFile;

/** A generator's input from a file: the array {@code latent} of an NPZ, as {@link TrainedPlayer#writeSamples} writes it. */
public final class LatentFile {

    /** Rows of 1,000 numbers, 67,000 of them. */
    private static final long MOST_NUMBERS = 1 << 26;

    private LatentFile() {}

    /**
     * Reads a generator's input.
     *
     * @param file the file
     * @param generator what it is for
     * @param manager owns the input
     * @return {@code [N, latent]}, or {@code [N, latent + classes]}
     * @throws UserException if it has none that fits
     */
    public static NDArray read(Path file, TrainedPlayer generator, NDManager manager) {
        // That array alone: the samples next to it may be more than the memory holds.
        NDArray latent = NpzFile.floats(file, "latent", MOST_NUMBERS, manager).orElse(null);
        int width = generator.inputWidth();
        if (latent == null || latent.getShape().dimension() != 2 || latent.size(1) != width || latent.size(0) == 0) {
            throw new UserException(file + " has "
                    + (latent == null ? "no array named latent" : "an array latent of " + latent.getShape())
                    + "; this generator reads rows of " + width
                    + " numbers, as 'gan4j sample --format npz' writes them");
        }
        return latent;
    }
}
