package org.gan4j.eval;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.gan4j.data.Batch;
import org.gan4j.data.ImageSet;
import org.gan4j.data.ImageShape;
import org.gan4j.data.ResidentImages;
import org.gan4j.files.Sha256;
import org.gan4j.losses.Reduction;
import org.gan4j.losses.SoftmaxCrossEntropy;
import org.gan4j.model.ActivationFunction;
import org.gan4j.model.Convolution;
import org.gan4j.model.Initialization;
import org.gan4j.model.Linear;
import org.gan4j.model.Network;
import org.gan4j.model.Precision;
import org.gan4j.model.Reshape;
import org.gan4j.model.Sequential;
import org.gan4j.optim.Optimizer;
import org.gan4j.optim.Schedule;
import org.gan4j.optim.UpdateRule;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * A small convolutional network that tells the classes of images apart, and whose last hidden layer is the space in which
 * images are compared.
 *
 * <pre>
 * conv 5x5 stride 2, 16 · ReLU · conv 5x5 stride 2, 48 · ReLU · linear, {@value #FEATURES} · ReLU (the features) · linear, classes
 * </pre>
 *
 * <p>Trained by AdamW with softmax cross-entropy on images that are shifted by up to {@value #SHIFT} pixel, a batch a way, the rate
 * falling to 0 on a cosine; everything follows from the images.
 */
final class Classifier implements AutoCloseable {

    /** Changes whenever the layers or the training do, so that an older classifier is not taken for this one. */
    static final int VERSION = 2;

    /** The width of the last hidden layer. */
    static final int FEATURES = 128;

    private static final ActivationFunction RELU = ActivationFunction.parse("relu");
    private static final int KERNEL = 5;
    private static final int BATCH = 128;
    private static final int EPOCHS = 5;
    private static final int SHIFT = 1;
    private static final int LEAST_STEPS = 100;
    private static final double RATE = 3e-3;
    private static final double WEIGHT_DECAY = 0.01;
    private static final int SEED = 0;

    /** What leaves the picture is gone, and what comes in is black. */
    private static final TorchScriptFunction SHIFTED = new TorchScriptFunction(
            "pictures: Tensor, right: Tensor, down: Tensor",
            "x = int(right)",
            "y = int(down)",
            "return torch.constant_pad_nd(pictures, [x, torch.neg(x), y, torch.neg(y)], -1.)");

    private static final SoftmaxCrossEntropy CROSS_ENTROPY = new SoftmaxCrossEntropy(Reduction.MEAN);

    private final ImageShape image;
    private final NDManager manager;
    private final Network features;
    private final Network head;

    /**
     * A classifier with random weights.
     *
     * @param image what its images are
     * @param classes how many classes it tells apart
     * @param parent owns the weights, and tells the device
     */
    Classifier(ImageShape image, int classes, NDManager parent) {
        this.image = image;
        this.manager = parent.newSubManager();
        parent.getEngine().setRandomSeed(SEED);
        Sequential maps = new Sequential(List.of(convolution(image.channels(), 16), RELU, convolution(16, 48), RELU));
        int flat = (int) maps.output(new Shape(image.channels(), image.height(), image.width()))
                .size();
        Sequential layers = maps.then(List.of(new Reshape(List.of((long) flat)), linear(flat, FEATURES), RELU));
        this.features = new Network(layers, Precision.FLOAT32, manager);
        this.head = new Network(linear(FEATURES, classes), Precision.FLOAT32, manager);
    }

    private static Convolution convolution(int inputs, int outputs) {
        return new Convolution(inputs, outputs, KERNEL, 2, KERNEL / 2, kaiming(inputs * KERNEL * KERNEL), false);
    }

    private static Linear linear(int inputs, int outputs) {
        return new Linear(inputs, outputs, kaiming(inputs), false);
    }

    /** He et al. 2015, "Delving Deep into Rectifiers", equation 10: what a ReLU takes away is made good. */
    private static Initialization kaiming(int inputs) {
        return Initialization.normal(Math.sqrt(2f / inputs)); // in float32, as the classifiers of this version began
    }

    /** Everything that belongs to it from images to features. */
    Network features() {
        return features;
    }

    /** From features to logits. */
    Network head() {
        return head;
    }

    /**
     * Learns.
     *
     * @param images the training set
     * @param progress told of the steps done, of so many
     */
    @SuppressWarnings("try") // the collector is never called: while it is open, the engine records
    void train(ImageSet images, BiConsumer<Integer, Integer> progress) {
        int batch = Math.min(BATCH, images.count());
        int steps = Math.max(LEAST_STEPS, EPOCHS * (images.count() / batch));
        List<NDArray> weights = new ArrayList<>(features.trainable());
        weights.addAll(head.trainable());
        SplittableRandom random = new SplittableRandom(SEED);
        Schedule schedule = new Schedule(Schedule.Shape.COSINE, 0);
        Engine engine = manager.getEngine();
        try (ResidentImages data = new ResidentImages(manager, images, SEED);
                Optimizer optimizer =
                        new Optimizer(UpdateRule.adamW(0.9, 0.999, 1e-8, WEIGHT_DECAY), weights, manager)) {
            for (int step = 0; step < steps; step++) {
                try (NDManager scope = manager.newSubManager();
                        GradientCollector recording = engine.newGradientCollector()) {
                    Batch real = data.batch(scope, step, batch, true);
                    NDArray logits = head.forward(features.forward(shifted(pictures(real.samples()), random, scope)));
                    NDArray loss = CROSS_ENTROPY.evaluate(new NDList(real.labels()), new NDList(logits));
                    optimizer.minimise(loss, RATE * schedule.factor(step, steps));
                }
                progress.accept(step + 1, steps);
            }
        }
    }

    /**
     * The share of images whose class it finds.
     *
     * @param images images with their labels
     * @return from 0 to 1
     */
    double accuracy(ImageSet images) {
        double right = 0;
        try (NDManager scope = manager.newSubManager();
                ResidentImages data = new ResidentImages(scope, images, SEED)) {
            for (int from = 0; from < images.count(); from += FeatureExtractor.CHUNK) {
                try (NDManager chunk = scope.newSubManager()) {
                    Batch rows = data.rows(chunk, from, Math.min(images.count(), from + FeatureExtractor.CHUNK));
                    NDArray found = look(chunk, rows.samples()).probabilities().argMax(1);
                    right += found.eq(rows.labels())
                            .toType(DataType.FLOAT64, false)
                            .sum()
                            .getDouble();
                }
            }
        }
        return right / images.count();
    }

    /**
     * Looks at images.
     *
     * @param owner owns the verdicts
     * @param samples {@code [N, channels·height·width]}, in [-1, 1]
     * @return its verdicts
     */
    FeatureExtractor.Verdicts look(NDManager owner, NDArray samples) {
        long count = samples.size(0);
        NDList featureChunks = new NDList();
        NDList probabilityChunks = new NDList();
        try (NDManager scope = owner.newSubManager()) {
            for (long from = 0; from < count; from += FeatureExtractor.CHUNK) {
                NDArray rows = samples.get(
                        scope, new NDIndex().addSliceDim(from, Math.min(count, from + FeatureExtractor.CHUNK)));
                NDArray found = features.inference().forward(pictures(rows));
                featureChunks.add(found);
                probabilityChunks.add(head.inference()
                        .forward(found)
                        .toType(DataType.FLOAT64, false)
                        .softmax(1));
            }
            NDArray allFeatures = NDArrays.concat(featureChunks, 0);
            NDArray allProbabilities = NDArrays.concat(probabilityChunks, 0);
            allFeatures.attach(owner);
            allProbabilities.attach(owner);
            return new FeatureExtractor.Verdicts(allFeatures, allProbabilities);
        }
    }

    private static NDArray shifted(NDArray pictures, SplittableRandom random, NDManager scope) {
        NDArray right = scope.create(random.nextInt(-SHIFT, SHIFT + 1));
        NDArray down = scope.create(random.nextInt(-SHIFT, SHIFT + 1));
        return SHIFTED.apply(pictures, right, down);
    }

    /**
     * Tells classifiers apart: of equal layers and data, two machines may train two.
     *
     * @return the beginning of the SHA-256 of its weights, as hexadecimal digits
     */
    String fingerprint() {
        return Sha256.of(Stream.of(features, head)
                        .flatMap(part -> part.trainable().stream())
                        .map(NDArray::toByteArray)
                        .toArray(byte[][]::new))
                .substring(0, 8);
    }

    private NDArray pictures(NDArray samples) {
        return samples.reshape(-1, image.channels(), image.height(), image.width());
    }

    @Override
    public void close() {
        manager.close();
    }
}
