package org.gan4j.run;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.gan4j.UserException;
import org.gan4j.files.Failures;

/** A generator's input from a file: the array {@code latent} of an NPZ, as {@link TrainedPlayer#writeSamples} writes it. */
public final class LatentFile {

    /** 50,000 rows of 1,000 numbers. */
    private static final int MOST_BYTES = 1 << 28;

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
        NDArray latent = read(file, manager);
        int width = generator.inputWidth();
        if (latent == null || latent.getShape().dimension() != 2 || latent.size(1) != width || latent.size(0) == 0) {
            throw new UserException(file + " has "
                    + (latent == null ? "no array named latent" : "an array latent of " + latent.getShape())
                    + "; this generator reads rows of " + width
                    + " numbers, as 'gan4j sample --format npz' writes them");
        }
        return latent.toType(DataType.FLOAT32, false);
    }

    /** That array alone: the samples next to it may be more than the memory holds. */
    private static NDArray read(Path file, NDManager manager) {
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            ZipEntry entry = zip.getEntry("latent.npy");
            if (entry == null) {
                return null;
            }
            try (InputStream in = zip.getInputStream(entry)) {
                byte[] content = in.readNBytes(MOST_BYTES);
                if (content.length == MOST_BYTES) {
                    throw new UserException(file + " has an array latent of more than " + (MOST_BYTES >> 20) + " MiB");
                }
                return NDList.decode(manager, content).singletonOrThrow();
            }
        } catch (ZipException | RuntimeException e) {
            if (e instanceof UserException said) {
                throw said;
            }
            throw new UserException(file + " is no NPZ file of NumPy's", e);
        } catch (IOException e) {
            throw Failures.cannotRead(file, e);
        }
    }
}
