package org.gan4j.data;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.gan4j.engine.RandomNumbers;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * Equally likely Gaussians in the plane, the standard test of whether a generator finds every mode; endless, drawn on the device.
 * A sample's label is its mode.
 *
 * <p>Source: Srivastava et al. 2017, "VEEGAN"; Lin et al. 2018, "PacGAN".
 */
public final class MixtureData implements RealData {

    private static final TorchScriptFunction DRAW = new TorchScriptFunction(
            "labels: Tensor, centres: Tensor, deviation: Tensor",
            "means = torch.embedding(centres, labels)",
            "return torch.add(means, torch.mul(torch.randn_like(means), deviation))");

    private final float[][] points;
    private final NDArray centres;
    private final float std;
    private final NDArray deviation;

    private MixtureData(NDManager manager, float[][] centres, float std) {
        this.points = centres;
        this.centres = manager.create(centres);
        this.std = std;
        // On the CPU, where a scalar is an argument of a GPU's kernel rather than on its way to it.
        this.deviation = manager.newSubManager(Device.cpu()).create(std);
    }

    /**
     * Eight Gaussians of standard deviation 0.01 on the unit circle.
     *
     * @param manager owns the centres; on the device to train on
     * @return the data
     */
    public static MixtureData ring(NDManager manager) {
        float[][] centres = new float[8][];
        for (int i = 0; i < centres.length; i++) {
            double angle = 2 * Math.PI * i / centres.length;
            centres[i] = new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
        }
        return new MixtureData(manager, centres, 0.01f);
    }

    /**
     * Twenty-five Gaussians of standard deviation 0.05 on {-4, -2, 0, 2, 4}², all divided by 4 so that they lie in [-1, 1]².
     *
     * @param manager owns the centres; on the device to train on
     * @return the data
     */
    public static MixtureData grid(NDManager manager) {
        float[][] centres = new float[25][];
        for (int i = 0; i < centres.length; i++) {
            centres[i] = new float[] {(i % 5 - 2) / 2f, (i / 5 - 2) / 2f};
        }
        return new MixtureData(manager, centres, 0.05f / 4);
    }

    /** {@return where the modes are, two numbers each; not to be changed} */
    public float[][] centres() {
        return points;
    }

    /** {@return the standard deviation of each mode} */
    public float std() {
        return std;
    }

    @Override
    public int dimension() {
        return 2;
    }

    @Override
    public int classes() {
        return points.length;
    }

    @Override
    public String fingerprint() {
        return points.length + " Gaussians of standard deviation " + std;
    }

    @Override
    public boolean isDrawn() {
        return true;
    }

    @Override
    public Batch batch(NDManager scope, long index, int batchSize, boolean labelled) {
        NDArray labels = RandomNumbers.integers(scope, points.length, batchSize);
        NDArray samples = DRAW.apply(labels, centres, deviation);
        return new Batch(samples, labelled ? labels : null);
    }

    @Override
    public void close() {
        centres.close();
        deviation.getManager().close();
    }
}
