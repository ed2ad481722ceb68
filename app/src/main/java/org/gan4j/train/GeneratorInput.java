package org.gan4j.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.gan4j.config.TrainConfig;
import org.gan4j.engine.RandomNumbers;
import org.gan4j.model.SampleSpace;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * What a generator is given: standard normal noise, and a one-hot label if it is told any. A label is a class, a cluster, or a cluster inside
 * a class.
 *
 * @param latent the numbers of noise in a row
 * @param classes the number of labels; 0 for a generator that is told none
 * @param clusters how many real samples belong to each label, by which clusters are drawn; {@code null} without clusters
 * @param each how many labels belong to a class, next to each other: all if the generator is told no classes, 1 without clusters
 */
public record GeneratorInput(int latent, int classes, List<Integer> clusters, int each) {

    /** By the symmetry of the distribution: {@code √2·erf⁻¹(erf(b/√2)·erf(z/√2))}. */
    private static final TorchScriptFunction TRUNCATED = new TorchScriptFunction(
            "z: Tensor, bound: Tensor",
            "root = 1.4142135623730951",
            "share = torch.mul(torch.erf(torch.div(z, root)), torch.erf(torch.div(bound, root)))",
            "return torch.to(torch.mul(torch.erfinv(share), root), 6)"); // 6 is float32

    /** Asks for the classes in turn. */
    public static final int EVERY_CLASS = -1;

    /**
     * The input of a configuration's generator.
     *
     * @param config the configuration
     * @param samples what it generates
     * @return its input
     */
    public static GeneratorInput of(TrainConfig config, SampleSpace samples) {
        int latent = config.model().latent();
        if (!config.techniques().labelled()) {
            return new GeneratorInput(latent, 0, null, 1);
        }
        int labels = samples.labels();
        int groups = config.techniques().conditional() ? samples.classes() : 1;
        boolean clustered = samples.clusters() != null;
        return new GeneratorInput(latent, labels, samples.clusters(), clustered ? labels / groups : 1);
    }

    /** {@return the numbers in a row of input} */
    public int width() {
        return latent + classes;
    }

    /** Whether samples are generated label by label. */
    boolean conditional() {
        return classes > 0;
    }

    /**
     * Draws noise alone.
     *
     * @param count how many samples are wanted
     * @param manager owns the noise
     * @return {@code [count, latent]}
     */
    public NDArray noise(int count, NDManager manager) {
        return RandomNumbers.normal(manager, 0, 1, count, latent);
    }

    /**
     * Brings noise into bounds: from a standard normal distribution to the one between {@code -bound} and {@code bound} (Brock et al. 2018,
     * section 3.1). They draw numbers beyond the bound anew; here each goes to the same quantile, {@code Φ⁻¹(Φ(-b) + (Φ(b) - Φ(-b))·Φ(z))}, so
     * that a sample changes little by little as the bound does.
     *
     * @param input rows of a generator's input
     * @param bound above 0
     * @return the same with other noise
     */
    public NDArray truncated(NDArray input, double bound) {
        NDArray noise =
                TRUNCATED.apply(input.get(":, :" + latent), input.getManager().create(bound));
        return conditional() ? noise.concat(input.get(":, " + latent + ":"), 1) : noise;
    }

    /** Random labels, {@code [count]}, all alike; {@code null} without labels. Clusters are not alike: a step takes those of real samples. */
    NDArray labels(int count, NDManager manager) {
        return conditional() ? RandomNumbers.integers(manager, classes, count) : null;
    }

    private static float[] uniform(int count, NDManager manager) {
        try (NDArray drawn = manager.randomUniform(0, 1, new Shape(count))) {
            return drawn.toFloatArray();
        }
    }

    /** One of some labels: that of the real sample at a place between them all, from 0 to 1. */
    private long drawn(float place, int from, int to) {
        long all = clusters.subList(from, to).stream().mapToLong(size -> size).sum();
        long before = 0;
        for (int label = from; label < to; label++) {
            before += clusters.get(label);
            if (place * all < before) {
                return label;
            }
        }
        return to - 1L; // 1 itself, to which a float may round
    }

    /**
     * A row of noise and its label as one row of input.
     *
     * @param noise {@code [N, latent]}
     * @param labels {@code [N]}, int64; {@code null} without labels
     * @return {@code [N, latent]}, or {@code [N, latent + classes]}
     */
    public NDArray of(NDArray noise, NDArray labels) {
        return labels == null ? noise : noise.concat(labels.oneHot(classes), 1);
    }

    /**
     * Draws the input of samples that a person looks at.
     *
     * @param count how many samples are wanted
     * @param wanted the class of all samples, or {@link #EVERY_CLASS}; of no effect without classes
     * @param manager owns the input
     * @return {@code [count, latent]}, or {@code [count, latent + classes]}
     */
    public NDArray samples(int count, int wanted, NDManager manager) {
        return samples(count, wanted == EVERY_CLASS ? List.of() : List.of(wanted), manager);
    }

    /**
     * Draws the input of samples of some classes in turn, their clusters by their sizes.
     *
     * @param count how many samples are wanted
     * @param wanted the classes; all if it is empty; of no effect without classes
     * @param manager owns the input
     * @return {@code [count, latent]}, or {@code [count, latent + classes]}
     */
    public NDArray samples(int count, List<Integer> wanted, NDManager manager) {
        if (!conditional()) {
            return noise(count, manager);
        }
        try (NDManager scope = manager.newSubManager()) {
            NDArray noise = noise(count, scope);
            int groups = classes / each;
            float[] places = clusters == null ? null : uniform(count, scope);
            NDArray labels = scope.create(IntStream.range(0, count)
                    .mapToLong(i -> {
                        int group = wanted.isEmpty() ? i % groups : wanted.get(i % wanted.size());
                        return clusters == null ? group : drawn(places[i], group * each, (group + 1) * each);
                    })
                    .toArray());
            NDArray input = of(noise, labels);
            input.attach(manager);
            return input;
        }
    }
}
