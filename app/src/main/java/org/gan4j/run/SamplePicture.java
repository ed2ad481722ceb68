package org.gan4j.run;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
import org.gan4j.data.RealData;
import org.gan4j.model.Network;
import org.gan4j.model.SampleSpace;
import org.gan4j.report.Histogram;
import org.gan4j.report.SampleGrid;

/** Generated samples as a picture: a grid of images, or a histogram against real values in one dimension. */
public final class SamplePicture {

    /** Images in a grid unless a person wants another number. */
    public static final int GRID_COUNT = 64;

    /** Values in a histogram unless a person wants another number. */
    public static final int HISTOGRAM_COUNT = 10_000;

    private SamplePicture() {}

    /**
     * How many samples make a good picture.
     *
     * @param samples what is generated
     * @return a number of samples
     */
    public static int defaultCount(SampleSpace samples) {
        return samples.image() == null ? HISTOGRAM_COUNT : GRID_COUNT;
    }

    /**
     * Generates samples and draws them.
     *
     * @param generator the generator
     * @param noise its input {@code [N, latent]}
     * @param samples what it generates
     * @param data the real samples, which only a histogram reads; {@code null} if there is none to be drawn
     * @return the picture
     * @throws NoFontsException if it is a histogram and this Java finds no font
     */
    public static BufferedImage draw(Network generator, NDArray noise, SampleSpace samples, RealData data) {
        try (NDManager scope = noise.getManager().newSubManager()) {
            noise.tempAttach(scope);
            NDArray generated = generator.forwardFixed(noise);
            int count = (int) generated.getShape().get(0);
            float[] values = generated.toFloatArray();
            if (samples.image() != null) {
                return SampleGrid.draw(
                        values, count, samples.image().height(), samples.image().width());
            }
            float[] real = data.batch(scope, 0, count).samples().toFloatArray();
            return NoFontsException.draw(() -> Histogram.draw(real, values));
        }
    }
}
