package org.gan4j.page;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gan4j.data.Column;
import org.gan4j.data.ImageShape;
import org.gan4j.data.RealData;
import org.gan4j.model.ActivationFunction;
import org.gan4j.model.Layer;
import org.gan4j.model.Linear;
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
     * @return what a page needs of it; {@code null} if it is too large for a page, or no perceptron
     */
    static RunPage.Explorer of(LoadedRun run, TrainedPlayer generator, RealData data, NDManager manager) {
        List<Map<String, Object>> layers = layers(generator.network());
        if (layers == null || generator.network().size() > RunPage.MOST_WEIGHTS) {
            return null;
        }
        manager.getEngine().setRandomSeed(SamplePicture.SEED); // the same run has the same page
        ImageShape image = run.samples().image();
        if (image != null) {
            float[][] directions =
                    LatentSpace.directions(generator.network(), run.input().latent(), DIRECTIONS);
            float[] start = LatentSpace.firstNoise(generator)[0];
            return new RunPage.Explorer(
                    layers, run.input(), run.record().labelNames(), image, null, directions, start, null);
        }
        try (NDManager scope = manager.newSubManager()) {
            float[] real = SamplePicture.real(scope, data, REAL_SAMPLES);
            List<Column> columns = run.samples().columns();
            return new RunPage.Explorer(
                    layers, run.input(), run.record().labelNames(), null, columns, null, null, real);
        }
    }

    /** The layers with their numbers, base64 of little-endian float32; {@code null} if there are others than linear ones. */
    private static List<Map<String, Object>> layers(Network generator) {
        List<Map<String, Object>> layers = new ArrayList<>();
        for (Map.Entry<String, Layer> leaf : generator.layer().leaves().entrySet()) {
            if (leaf.getValue() instanceof Linear linear && linear.bias() && !linear.spectralNorm()) {
                Map<String, Object> layer = new HashMap<>();
                layer.put("inputs", linear.inputs());
                layer.put("outputs", linear.outputs());
                layer.put("weight", base64(generator.weights().get(leaf.getKey() + ".weight")));
                layer.put("bias", base64(generator.weights().get(leaf.getKey() + ".bias")));
                layer.put("activation", "x");
                layers.add(layer);
            } else if (leaf.getValue() instanceof ActivationFunction activation && !layers.isEmpty()) {
                layers.get(layers.size() - 1).put("activation", activation.javaScript());
            } else {
                return null;
            }
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
