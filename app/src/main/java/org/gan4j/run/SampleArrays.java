package org.gan4j.run;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import org.gan4j.files.WholeFile;
import org.gan4j.model.Network;
import org.gan4j.train.Samples;

/** Generated samples as numbers, in NumPy's NPZ format. */
public final class SampleArrays {

    private SampleArrays() {}

    /**
     * Generates samples and writes them: {@code latent}, the generator's input, and {@code samples}, its output, a row a sample.
     *
     * @param generator the generator, in the form for inference
     * @param input the generator's input
     * @param file where to; replaced if it is a file. Its directory must exist
     * @throws org.gan4j.UserException if the file cannot be written; nothing new is left in the directory then
     */
    public static void write(Network generator, NDArray input, Path file) {
        try (NDManager scope = input.getManager().newSubManager()) {
            input.tempAttach(scope);
            NDArray samples = Samples.of(generator, input);
            samples.setName("samples");
            input.setName("latent");
            WholeFile.write(file, new NDList(input, samples).encode(NDList.Encoding.NPZ));
        }
    }
}
