package org.gan4j.page;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.gan4j.data.Column;
import org.gan4j.data.ImageShape;
import org.gan4j.data.RealData;
import org.gan4j.model.Network;
import org.gan4j.run.SamplePicture;
import org.gan4j.run.TrainedPlayer;

/** The generator as a page runs it. */
final class GeneratorExplorer {

    private static final int DIRECTIONS = 8;
    private static final int REAL_SAMPLES = 600;

    private GeneratorExplorer() {}

    /**
     * Packs a generator.
     *
     * @param data the real samples, for points and numbers
     * @return what a page needs of it; {@code null} if it is too large for a page, or too slow
     */
    static RunPage.Explorer of(LoadedRun run, TrainedPlayer generator, RealData data, NDManager manager) {
        Network network = generator.network();
        if (network.size() > RunPage.MOST_WEIGHTS || work(generator) > RunPage.MOST_MULTIPLY_ADDS) {
            return null;
        }
        PageNetwork.Graph graph = PageNetwork.of(network);
        manager.getEngine().setRandomSeed(SamplePicture.SEED); // the same run has the same page
        ImageShape image = run.samples().image();
        if (image != null) {
            float[][] directions = LatentSpace.directions(network, run.input().latent(), DIRECTIONS);
            float[] start = LatentSpace.firstNoise(generator)[0];
            return new RunPage.Explorer(
                    graph, run.input(), run.record().labelNames(), image, null, directions, start, null);
        }
        try (NDManager scope = manager.newSubManager()) {
            float[] real = SamplePicture.real(scope, data, REAL_SAMPLES);
            List<Column> columns = run.samples().columns();
            return new RunPage.Explorer(graph, run.input(), run.record().labelNames(), null, columns, null, null, real);
        }
    }

    /** The multiply-adds of a sample. */
    static long work(TrainedPlayer generator) {
        return generator.network().layer().multiplyAdds(new Shape(generator.inputWidth()));
    }
}
