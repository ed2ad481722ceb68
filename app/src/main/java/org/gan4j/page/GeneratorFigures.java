package org.gan4j.page;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.gan4j.data.ImageShape;
import org.gan4j.files.PngFile;
import org.gan4j.picture.SampleGrid;
import org.gan4j.run.TrainedPlayer;
import org.gan4j.train.Samples;

/**
 * What a trained generator of images makes of chosen noise: between two samples, and class by class.
 *
 * @param run the run
 * @param generator its generator
 * @param manager tells the device
 */
record GeneratorFigures(LoadedRun run, TrainedPlayer generator, NDManager manager) {

    private static final int COLUMNS = 10;
    private static final int INTERPOLATIONS = 8;
    private static final int MOST_CLASSES = 40;

    /** Writes the pictures next to the page, and gives them for it by their names. */
    Map<String, String> write() throws IOException {
        Map<String, String> figures = new HashMap<>();
        float[][] noise = LatentSpace.firstNoise(generator);
        if (run.input().classes() > 0) {
            figures.put("classes", write("classes.png", classes(noise)));
        }
        figures.put("interpolation", write("interpolation.png", interpolation(noise)));
        return figures;
    }

    /** A path a row, from one sample to another. */
    private static float[][] interpolation(float[][] ends) {
        return IntStream.range(0, INTERPOLATIONS)
                .mapToObj(row -> LatentSpace.interpolate(ends[2 * row], ends[2 * row + 1], COLUMNS))
                .flatMap(Arrays::stream)
                .toArray(float[][]::new);
    }

    /** The same noise in each row, as {@link #write(String, float[][])} makes each of one class. */
    private float[][] classes(float[][] noise) {
        return IntStream.range(0, Math.min(MOST_CLASSES, run.input().classes()) * COLUMNS)
                .mapToObj(i -> noise[i % COLUMNS])
                .toArray(float[][]::new);
    }

    /** Draws what the generator makes of noise, {@value #COLUMNS} a row; of a generator that is told classes, each row is of one. */
    private String write(String file, float[][] noise) throws IOException {
        try (NDManager scope = manager.newSubManager()) {
            int classes = run.input().classes();
            NDArray labels = classes == 0
                    ? null
                    : scope.create(IntStream.range(0, noise.length)
                            .mapToLong(i -> i / COLUMNS % classes)
                            .toArray());
            NDArray input = run.input().of(scope.create(noise), labels);
            float[] values = Samples.of(generator.network(), input).toFloatArray();
            ImageShape image = run.samples().image();
            BufferedImage picture = SampleGrid.draw(values, image.channels(), image.height(), image.width(), COLUMNS);
            PngFile.write(picture, run.directory().root().resolve(file));
            return PageTemplate.samples(picture, run.colour());
        }
    }
}
