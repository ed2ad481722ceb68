package org.gan4j.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the discriminator sees of samples, real and generated alike: augmented, under instance noise, and in packs.
 *
 * <p>Instance noise is Gaussian, and its deviation falls to 0 on a straight line (Sønderby et al. 2016). A pack is several samples
 * side by side that get one score (PacGAN, Lin et al. 2017).
 *
 * @param augmenter changes pictures, if that is asked for
 * @param noise the standard deviation of the instance noise at the start of the run; 0 for none
 * @param noiseUntil the fraction of the run by which it has fallen to 0
 * @param packing the samples in a pack
 */
record DiscriminatorView(Optional<Augmenter> augmenter, double noise, double noiseUntil, int packing) {

    /** Samples as they are seen, through what is drawn for them. */
    NDArray of(NDArray samples, Moment now) {
        return draw(samples, now).apply(samples);
    }

    /** Draws changes and noise for such samples: what shows these, or as many others, as they are seen. */
    UnaryOperator<NDArray> draw(NDArray samples, Moment now) {
        UnaryOperator<NDArray> changed =
                augmenter.map(changes -> changes.draw(samples)).orElse(UnaryOperator.identity());
        Optional<NDArray> drawn = drawNoise(samples, now);
        return others -> {
            NDArray pictures = changed.apply(others);
            NDArray seen = drawn.map(pictures::add).orElse(pictures);
            return packing == 1 ? seen : seen.reshape(seen.getShape().get(0) / packing, -1);
        };
    }

    /** Noise for such samples; empty once its deviation has fallen to 0. */
    private Optional<NDArray> drawNoise(NDArray samples, Moment now) {
        double progress = now.step() / (now.steps() * noiseUntil);
        double deviation = noise * Math.max(0, 1 - progress);
        return deviation == 0
                ? Optional.empty()
                : Optional.of(
                        samples.getManager().randomNormal(0, (float) deviation, samples.getShape(), DataType.FLOAT32));
    }
}
