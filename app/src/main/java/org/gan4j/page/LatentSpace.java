package org.gan4j.page;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.gan4j.model.Network;
import org.gan4j.run.SamplePicture;
import org.gan4j.run.TrainedPlayer;
import org.gan4j.torchscript.TorchScriptFunction;

/** Where to look in the noise that a generator starts from. */
final class LatentSpace {

    private static final TorchScriptFunction RIGHT_SINGULAR_VECTORS = new TorchScriptFunction(
            "weight: Tensor", "_0, _1, vectors = torch.linalg_svd(weight, False)", "return vectors");

    private LatentSpace() {}

    /**
     * The directions in which a step changes the generator's first layer most: the right singular vectors of its weight, the
     * strongest first. With noise from N(0, I), a sample's coordinate along each is from N(0, 1).
     *
     * <p>Shen and Zhou 2021, "Closed-Form Factorization of Latent Semantics in GANs".
     *
     * @param generator a network that begins with a linear layer
     * @param latent the width of the noise; what the layer reads beyond it are classes
     * @param most how many directions at most
     * @return unit vectors, each of {@code latent} numbers
     */
    static float[][] directions(Network generator, int latent, int most) {
        NDArray weight = generator.folded().get("0.weight");
        try (NDManager scope = weight.getManager().newSubManager()) {
            NDArray view = weight.stopGradient();
            view.attach(scope); // and all that follows from it
            NDArray vectors = RIGHT_SINGULAR_VECTORS.apply(view.get(":, :" + latent));
            float[][] directions = rows(vectors);
            return Arrays.copyOf(directions, Math.min(most, directions.length));
        }
    }

    /** The noise of {@code gan4j sample}. */
    static float[][] firstNoise(TrainedPlayer generator) {
        try (NDArray noise = generator.noise(SamplePicture.SEED, SamplePicture.GRID_COUNT)) {
            return rows(noise);
        }
    }

    /** The rows of a matrix. */
    private static float[][] rows(NDArray matrix) {
        int width = (int) matrix.size(1);
        float[] values = matrix.toFloatArray();
        return IntStream.range(0, (int) matrix.size(0))
                .mapToObj(i -> Arrays.copyOfRange(values, i * width, (i + 1) * width))
                .toArray(float[][]::new);
    }

    /**
     * Steps from one point to another along the great circle, on which the points between are as likely as the ends; on the
     * straight line they are too short for noise from N(0, I).
     *
     * <p>White 2016, "Sampling Generative Networks": {@code sin((1-t)ω)/sin ω · from + sin(tω)/sin ω · to}, ω the angle between
     * them.
     *
     * @param from where to begin
     * @param to where to end
     * @param steps how many points, both ends among them; at least 2
     * @return the points
     */
    static float[][] interpolate(float[] from, float[] to, int steps) {
        double dot = 0;
        double fromSquare = 0;
        double toSquare = 0;
        for (int i = 0; i < from.length; i++) {
            dot += (double) from[i] * to[i];
            fromSquare += (double) from[i] * from[i];
            toSquare += (double) to[i] * to[i];
        }
        double cosine = dot / Math.sqrt(fromSquare * toSquare);
        double angle = Math.acos(Math.max(-1, Math.min(1, cosine)));
        // On one line, as all noise of width 1 is, there is no circle between the points.
        boolean straight = !(Math.sin(angle) > 1e-6);
        float[][] points = new float[steps][from.length];
        for (int step = 0; step < steps; step++) {
            double t = step / (steps - 1.0);
            double a = straight ? 1 - t : Math.sin((1 - t) * angle) / Math.sin(angle);
            double b = straight ? t : Math.sin(t * angle) / Math.sin(angle);
            for (int i = 0; i < from.length; i++) {
                points[step][i] = (float) (a * from[i] + b * to[i]);
            }
        }
        return points;
    }
}
