package org.gan4j.eval;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.gan4j.torchscript.TorchScriptFunction;

/** What a classifier's verdicts say of samples, added up as they come. */
final class ClassMetrics {

    /** The sum of each class and of p log p, where 0 log 0 = 0; the classes that are most probable. */
    private static final TorchScriptFunction SUMS = new TorchScriptFunction(
            "p: Tensor",
            "own = torch.sum(torch.special_xlogy(p, p))",
            "return (torch.sum(p, [0]), own, torch.argmax(p, 1))");

    private final double[] sums;
    private final long[] histogram;
    private double own;
    private long count;

    /**
     * Of no samples yet.
     *
     * @param classes the number of classes
     */
    ClassMetrics(int classes) {
        this.sums = new double[classes];
        this.histogram = new long[classes];
    }

    /**
     * Adds verdicts.
     *
     * @param probabilities {@code [N, C]}, float64, rows that sum to 1
     */
    void add(NDArray probabilities) {
        try (NDList found = SUMS.call(new NDList(probabilities))) {
            double[] more = found.get(0).toDoubleArray();
            Arrays.setAll(sums, i -> sums[i] + more[i]);
            own += found.get(1).getDouble();
            for (long best : found.get(2).toLongArray()) {
                histogram[(int) best]++;
                count++;
            }
        }
    }

    /**
     * The exponential of the mean divergence of a sample's classes from those of all samples,
     *
     * <pre>
     * exp( E KL( p(y|x) ‖ p(y) ) ),   p(y) = E p(y|x)
     * </pre>
     *
     * over all samples at once (one split): high if the classifier is sure of every sample and sees all classes alike.
     *
     * <p>Source: Salimans et al. 2016, "Improved Techniques for Training GANs" (the inception score's formula).
     *
     * @return from 1 to C
     */
    double classifierScore() {
        double mean = DoubleStream.of(sums)
                .map(sum -> sum / count)
                .filter(p -> p > 0)
                .map(p -> p * Math.log(p))
                .sum();
        return Math.exp(own / count - mean);
    }

    /** The samples of each class, by their most probable one. */
    long[] histogram() {
        return histogram.clone();
    }

    /**
     * How far a histogram is from even: {@code KL(h ‖ uniform)} in nats.
     *
     * @param histogram a number a class, some above 0
     * @return from 0 to log C
     */
    static double klToUniform(long[] histogram) {
        double[] uniform = new double[histogram.length];
        Arrays.fill(uniform, 1.0 / histogram.length);
        return kl(histogram, uniform);
    }

    /**
     * How far a histogram is from what it should be: {@code KL(h ‖ q)} in nats.
     *
     * @param histogram a number a class, some above 0
     * @param q how likely each class should be
     * @return from 0; infinite if there are samples of a class that should not be
     */
    static double kl(long[] histogram, double[] q) {
        double total = LongStream.of(histogram).sum();
        double sum = 0;
        for (int i = 0; i < q.length; i++) {
            if (histogram[i] > 0) {
                sum += histogram[i] / total * Math.log(histogram[i] / total / q[i]);
            }
        }
        return sum;
    }

    /**
     * The classes that any sample has.
     *
     * @param histogram a number a class
     * @return from 1 to C
     */
    static long classesHit(long[] histogram) {
        return LongStream.of(histogram).filter(count -> count > 0).count();
    }
}
