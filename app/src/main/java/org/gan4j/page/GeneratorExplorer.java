package org.gan4j.page;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.gan4j.data.RealData;
import org.gan4j.model.ActivationFunction;
import org.gan4j.run.SamplePicture;
import org.gan4j.run.TrainedGenerator;

/** The generator as a page runs it. */
final class GeneratorExplorer {

    /** A page with more would be slow to open: as text a weight takes 5 1/3 bytes. */
    static final long MOST_WEIGHTS = 4_000_000;

    private static final int DIRECTIONS = 8;
    private static final int REAL_SAMPLES = 600;

    private GeneratorExplorer() {}

    /**
     * Packs a generator.
     *
     * @param data the real samples, for points and numbers
     * @return what a page needs of it; {@code null} if it is too large for a page
     */
    static RunPage.Explorer of(LoadedRun run, TrainedGenerator generator, RealData data, NDManager manager) {
        if (generator.network().size() > MOST_WEIGHTS) {
            return null;
        }
        boolean pictures = run.pictures();
        manager.getEngine().setRandomSeed(SamplePicture.SEED); // the same run has the same page
        try (NDManager scope = manager.newSubManager()) {
            return new RunPage.Explorer(
                    layers(run, generator),
                    run.latent(),
                    run.toldClasses(),
                    pictures ? run.samples().image().height() : 0,
                    pictures ? run.samples().image().width() : 0,
                    pictures ? LatentSpace.directions(generator.network(), run.latent(), DIRECTIONS) : new float[0][],
                    pictures ? start(generator) : new float[0],
                    pictures
                            ? new float[0]
                            : data.batch(scope, 0, REAL_SAMPLES, false)
                                    .samples()
                                    .toFloatArray());
        }
    }

    /** The first noise of {@code gan4j sample}. */
    private static float[] start(TrainedGenerator generator) {
        try (NDArray noise = generator.noise(SamplePicture.SEED, SamplePicture.GRID_COUNT)) {
            return LatentSpace.rows(noise)[0];
        }
    }

    private static List<RunPage.Layer> layers(LoadedRun run, TrainedGenerator generator) {
        List<NDArray> arrays = List.copyOf(generator.network().weights().values());
        List<RunPage.Layer> layers = new ArrayList<>();
        for (int i = 0; i < arrays.size(); i += 2) {
            NDArray weight = arrays.get(i);
            boolean last = i + 2 == arrays.size();
            ActivationFunction activation = last
                    ? (run.pictures() ? ActivationFunction.TANH : ActivationFunction.NONE)
                    : run.config().model().generatorActivation();
            layers.add(new RunPage.Layer(
                    (int) weight.getShape().get(1),
                    (int) weight.getShape().get(0),
                    base64(weight),
                    base64(arrays.get(i + 1)),
                    activation.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    activation.slope()));
        }
        return layers;
    }

    private static String base64(NDArray array) {
        float[] values = array.toFloatArray();
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
