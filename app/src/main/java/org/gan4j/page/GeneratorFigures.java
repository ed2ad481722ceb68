package org.gan4j.page;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.gan4j.data.ImageShape;
import org.gan4j.files.PngFile;
import org.gan4j.picture.Greyscale;
import org.gan4j.picture.SampleGrid;
import org.gan4j.run.SamplePicture;
import org.gan4j.run.TrainedPlayer;
import org.gan4j.train.Samples;

/** What a trained generator of images makes of chosen noise: between two samples, and class by class. */
final class GeneratorFigures {

    private static final int COLUMNS = 10;
    private static final int INTERPOLATIONS = 8;

    private final LoadedRun run;
    private final TrainedPlayer generator;
    private final NDManager manager;

    GeneratorFigures(LoadedRun run, TrainedPlayer generator, NDManager manager) {
        this.run = run;
        this.generator = generator;
        this.manager = manager;
    }

    /** Writes the pictures next to the page, and gives them for it; none for points and numbers. */
    List<RunPage.Figure> write() throws IOException {
        List<RunPage.Figure> figures = new ArrayList<>();
        if (run.pictures()) {
            if (run.conditional()) {
                figures.add(classes());
            }
            figures.add(interpolation());
        }
        return figures;
    }

    private RunPage.Figure interpolation() throws IOException {
        float[][] ends = noise();
        float[][] points = new float[INTERPOLATIONS * COLUMNS][];
        for (int row = 0; row < INTERPOLATIONS; row++) {
            float[][] path = LatentSpace.interpolate(ends[2 * row], ends[2 * row + 1], COLUMNS);
            System.arraycopy(path, 0, points, row * COLUMNS, COLUMNS);
        }
        return figure(
                "interpolation.png",
                "Between two samples",
                "From the sample on the left to the one on the right"
                        + (run.conditional() ? ", of one class a row" : "")
                        + ", on an arc through the latent space. Smooth changes say that the generator has learned more than a"
                        + " list of pictures.",
                points);
    }

    private RunPage.Figure classes() throws IOException {
        float[][] noise = noise();
        float[][] points = new float[run.input().classes() * COLUMNS][];
        for (int i = 0; i < points.length; i++) {
            points[i] = noise[i % COLUMNS];
        }
        return figure(
                "classes.png",
                "Class by class",
                "A row a class, from 0; a column has the same random numbers in every row, and should share its style.",
                points);
    }

    /** The noise of {@code gan4j sample}. */
    private float[][] noise() {
        try (NDArray noise = generator.noise(SamplePicture.SEED, SamplePicture.GRID_COUNT)) {
            return LatentSpace.rows(noise);
        }
    }

    /** Draws what the generator makes of noise, {@value #COLUMNS} a row; of a generator that is told classes, each row is of one. */
    private RunPage.Figure figure(String file, String title, String hint, float[][] noise) throws IOException {
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
            BufferedImage picture = SampleGrid.draw(values, noise.length, image.height(), image.width(), COLUMNS);
            PngFile.write(picture, run.directory().root().resolve(file));
            return new RunPage.Figure(title, hint, PageTemplate.address(Greyscale.small(picture)));
        }
    }
}
