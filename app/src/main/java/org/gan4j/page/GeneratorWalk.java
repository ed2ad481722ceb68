package org.gan4j.page;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gan4j.data.ImageShape;
import org.gan4j.picture.SampleGrid;
import org.gan4j.run.TrainedPlayer;
import org.gan4j.train.Samples;

/** A walk through the latent space of a generator of images that is too much work for a page: its pictures are made with the page. */
final class GeneratorWalk {

    /** From one sample to the next. */
    private static final int LEGS = 5;

    private static final int MOST_STEPS_OF_A_LEG = 12;
    private static final int MOST_CLASSES = 10;

    /** About as many as a page should hold: a megabyte in colour. */
    private static final int WANTED_PIXELS = 3_000_000;

    /** Up to so many, they are kept as they are; JPEG smears the colours of single pixels. */
    private static final int KEPT_PIXELS = 600_000;

    private GeneratorWalk() {}

    /** The same walk for each class, if the generator is told any; of the first ones if they are many. */
    static RunPage.Walk of(LoadedRun run, TrainedPlayer generator, NDManager manager) {
        ImageShape image = run.samples().image();
        int told = Math.min(MOST_CLASSES, run.input().classes());
        int rows = Math.max(1, told);
        int affordable = WANTED_PIXELS / (rows * image.height() * image.width() * LEGS);
        float[][] way = way(LatentSpace.firstNoise(generator), Math.max(2, Math.min(MOST_STEPS_OF_A_LEG, affordable)));
        int columns = (int) Math.ceil(Math.sqrt(rows * way.length));
        try (NDManager scope = manager.newSubManager()) {
            NDArray noise = scope.create(IntStream.range(0, rows * way.length)
                    .mapToObj(i -> way[i % way.length])
                    .toArray(float[][]::new));
            NDArray labels = told == 0
                    ? null
                    : scope.create(IntStream.range(0, rows * way.length)
                            .mapToLong(i -> i / way.length)
                            .toArray());
            NDArray input = run.input().of(noise, labels);
            BufferedImage picture = SampleGrid.seamless(
                    Samples.of(generator.network(), input).toFloatArray(),
                    image.channels(),
                    image.height(),
                    image.width(),
                    columns);
            boolean small = picture.getWidth() * picture.getHeight() <= KEPT_PIXELS;
            return new RunPage.Walk(
                    small ? PageTemplate.address(picture) : PageTemplate.samples(picture, run.colour()),
                    way.length,
                    columns,
                    image,
                    GeneratorExplorer.work(generator),
                    told == 0 ? List.of() : run.record().labelNames().subList(0, told));
        }
    }

    /** From sample to sample, each once. */
    private static float[][] way(float[][] samples, int steps) {
        Stream<float[]> legs = IntStream.range(0, LEGS)
                .mapToObj(i -> LatentSpace.interpolate(samples[i], samples[i + 1], steps + 1))
                .flatMap(leg -> Arrays.stream(leg, 0, steps));
        return Stream.concat(legs, Stream.of(samples[LEGS])).toArray(float[][]::new);
    }
}
