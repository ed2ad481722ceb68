package org.gan4j.page;

import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.gan4j.data.ImageShape;
import org.gan4j.files.PngFile;
import org.gan4j.picture.SampleGrid;
import org.gan4j.run.SamplePicture;
import org.gan4j.run.TrainedGenerator;

/** What a trained generator of images makes of chosen noise: between two samples, and class by class. */
final class GeneratorFigures {

    private static final int COLUMNS = 10;
    private static final int INTERPOLATIONS = 8;

    private final RunSoFar run;
    private final TrainedGenerator generator;
    private final NDManager manager;

    GeneratorFigures(RunSoFar run, TrainedGenerator generator, NDManager manager) {
        this.run = run;
        this.generator = generator;
        this.manager = manager;
    }

    /** Writes the pictures beside the page, and gives them for it; none for points and numbers. */
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
        float[][] ends = SampleNoise.of(run, generator, SamplePicture.GRID_COUNT);
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
                draw(points, i -> i / COLUMNS));
    }

    private RunPage.Figure classes() throws IOException {
        float[][] noise = SampleNoise.of(run, generator, SamplePicture.GRID_COUNT);
        float[][] points = new float[run.toldClasses() * COLUMNS][];
        for (int i = 0; i < points.length; i++) {
            points[i] = noise[i % COLUMNS];
        }
        return figure(
                "classes.png",
                "Class by class",
                "A row a class, from 0; a column has the same random numbers in every row, and should share its style.",
                draw(points, i -> i / COLUMNS));
    }

    private RunPage.Figure figure(String file, String title, String hint, BufferedImage picture) throws IOException {
        PngFile.write(picture, run.directory().root().resolve(file));
        return new RunPage.Figure(title, hint, GreyPicture.small(picture));
    }

    /** Draws what the generator makes of noise, and of the class that each row of it asks for if it is told classes. */
    private BufferedImage draw(float[][] noise, IntUnaryOperator classOf) {
        int classes = run.toldClasses();
        float[][] input = new float[noise.length][run.latent() + classes];
        for (int i = 0; i < noise.length; i++) {
            System.arraycopy(noise[i], 0, input[i], 0, noise[i].length);
            if (classes > 0) {
                input[i][noise[i].length + classOf.applyAsInt(i) % classes] = 1;
            }
        }
        try (NDManager scope = manager.newSubManager()) {
            float[] values =
                    generator.network().inference().forward(scope.create(input)).toFloatArray();
            ImageShape image = run.samples().image();
            return SampleGrid.draw(values, noise.length, image.height(), image.width(), COLUMNS);
        }
    }
}
