package org.gan4j.run;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
import java.util.List;
import org.gan4j.data.Column;
import org.gan4j.data.ImageShape;
import org.gan4j.data.RealData;
import org.gan4j.model.Network;
import org.gan4j.model.SampleSpace;
import org.gan4j.picture.Histogram;
import org.gan4j.picture.NoFontsException;
import org.gan4j.picture.SampleGrid;
import org.gan4j.picture.Scatter;
import org.gan4j.picture.SideBySide;
import org.gan4j.train.Samples;

/** Generated samples as a picture: a grid of images, or, with real ones, a histogram of numbers, or one a column, or a scatter of points. */
public final class SamplePicture {

    /** Images in a grid unless a person wants another number. */
    public static final int GRID_COUNT = 64;

    /** Values in a histogram unless a person wants another number. */
    public static final int HISTOGRAM_COUNT = 10_000;

    /** Points in a scatter unless a person wants another number. */
    public static final int SCATTER_COUNT = 2_000;

    /** Columns of a table that are drawn. */
    private static final int MOST_COLUMNS = 24;

    /** As many as a page has room for. */
    private static final int CHARTS_IN_A_ROW = 2;

    /** What the noise follows from unless a person wants other. */
    public static final int SEED = 0;

    private SamplePicture() {}

    /**
     * How many samples make a good picture.
     *
     * @param samples what is generated
     * @return a number of samples
     */
    public static int defaultCount(SampleSpace samples) {
        if (samples.image() != null) {
            return GRID_COUNT;
        }
        return samples.dimension() == 1 ? HISTOGRAM_COUNT : SCATTER_COUNT;
    }

    /**
     * Generates samples and draws them.
     *
     * @param generator the generator, in the form for inference
     * @param input the generator's input, a row a sample
     * @param samples what it generates
     * @param data the real samples, which a grid does not read; {@code null} if there are none to be drawn
     * @return the picture
     * @throws NoFontsException if it is a chart and this Java finds no font
     */
    public static BufferedImage draw(Network generator, NDArray input, SampleSpace samples, RealData data) {
        try (NDManager scope = input.getManager().newSubManager()) {
            input.tempAttach(scope);
            NDArray generated = Samples.of(generator, input);
            int count = (int) generated.getShape().get(0);
            float[] values = generated.toFloatArray();
            if (samples.image() != null) {
                return grid(values, samples.image());
            }
            float[] real = real(scope, data, count);
            return NoFontsException.draw(() -> chart(real, values, samples));
        }
    }

    /**
     * Real samples next to generated ones.
     *
     * @param scope holds them on the way
     * @param data the real samples; {@code null} if there are none
     * @param count how many, at most
     * @return the first ones, one after another
     */
    public static float[] real(NDManager scope, RealData data, int count) {
        if (data == null) {
            return new float[0];
        }
        int most = data.size() == 0 ? count : (int) Math.min(count, data.size());
        return data.batch(scope, 0, most, false).samples().toFloatArray();
    }

    private static BufferedImage chart(float[] real, float[] values, SampleSpace samples) {
        if (samples.columns() == null) {
            return samples.dimension() == 1 ? Histogram.draw(real, values) : Scatter.draw(real, values);
        }
        RestoredSamples realRows = RestoredSamples.of(samples.columns(), real);
        RestoredSamples rows = RestoredSamples.of(samples.columns(), values);
        List<String> names =
                samples.columns().stream().limit(MOST_COLUMNS).map(Column::name).toList();
        return SideBySide.draw(CHARTS_IN_A_ROW, names, i -> Histogram.small(realRows.column(i), rows.column(i)));
    }

    /**
     * Draws images side by side.
     *
     * @param values their pixels, image after image
     * @param image what each is
     * @return the picture
     */
    static BufferedImage grid(float[] values, ImageShape image) {
        return SampleGrid.draw(values, image.channels(), image.height(), image.width());
    }
}
