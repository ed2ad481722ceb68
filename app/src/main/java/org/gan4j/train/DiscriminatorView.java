package org.gan4j.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Optional;

/**
 * What the discriminator sees of samples, real and generated alike: under instance noise, and in packs.
 *
 * <p>Instance noise is Gaussian, and its deviation falls to 0 on a straight line (Sønderby et al. 2016). A pack is several samples
 * side by side that get one score (PacGAN, Lin et al. 2017).
 *
 * @param noise the standard deviation of the instance noise at the start of the run; 0 for none
 * @param noiseUntil the fraction of the run by which it has fallen to 0
 * @param packing the samples in a pack
 */
record DiscriminatorView(double noise, double noiseUntil, int packing) {

    /** Samples as they are seen, under noise of their own. */
    NDArray of(NDArray samples, Moment now) {
        return of(samples, drawNoise(samples, now));
    }

    /** Samples as they are seen under given noise. */
    NDArray of(NDArray samples, Optional<NDArray> drawn) {
        NDArray seen = drawn.map(samples::add).orElse(samples);
        return packing == 1 ? seen : seen.reshape(seen.getShape().get(0) / packing, -1);
    }

    /** Noise for such samples; empty once its deviation has fallen to 0. */
    Optional<NDArray> drawNoise(NDArray samples, Moment now) {
        double progress = now.step() / (now.steps() * noiseUntil);
        double deviation = noise * Math.max(0, 1 - progress);
        return deviation == 0
                ? Optional.empty()
                : Optional.of(
                        samples.getManager().randomNormal(0, (float) deviation, samples.getShape(), DataType.FLOAT32));
    }
}
