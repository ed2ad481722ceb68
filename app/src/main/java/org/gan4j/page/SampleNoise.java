package org.gan4j.page;

import ai.djl.ndarray.NDArray;
import org.gan4j.run.SamplePicture;
import org.gan4j.run.TrainedGenerator;
import org.gan4j.train.GeneratorInput;

/** The noise behind {@code gan4j sample}, without the classes beside it. */
final class SampleNoise {

    private SampleNoise() {}

    static float[][] of(RunSoFar run, TrainedGenerator generator, int count) {
        int latent = run.latent();
        try (NDArray input = generator.input(SamplePicture.SEED, count, GeneratorInput.EVERY_CLASS)) {
            float[] values = input.toFloatArray();
            int width = values.length / count;
            float[][] noise = new float[count][latent];
            for (int i = 0; i < count; i++) {
                System.arraycopy(values, i * width, noise[i], 0, latent);
            }
            return noise;
        }
    }
}
