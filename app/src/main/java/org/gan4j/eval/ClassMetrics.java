package org.gan4j.eval;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.gan4j.torchscript.TorchScriptFunction;

/** What a classifier's verdicts say of samples. */
final class ClassMetrics {

    /** 0 log 0 = 0. */
    private static final TorchScriptFunction CLASSIFIER_SCORE = new TorchScriptFunction(
            "p: Tensor",
            "marginal = torch.mean(p, [0], True)",
            "own = torch.sum(torch.special_xlogy(p, p))",
            "mean = torch.mul(torch.sum(torch.special_xlogy(marginal, marginal)), torch.size(p, 0))",
            "return torch.exp(torch.div(torch.sub(own, mean), torch.size(p, 0)))");

    private ClassMetrics() {}

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
     * @param probabilities {@code [N, C]}, float64, rows that sum to 1
     * @return from 1 to C
     */
    static double classifierScore(NDArray probabilities) {
        try (NDArray score = CLASSIFIER_SCORE.apply(probabilities)) {
            return score.getDouble();
        }
    }

    /**
     * Counts samples by their most probable class.
     *
     * @param probabilities {@code [N, C]}
     * @return a number a class
     */
    static long[] histogram(NDArray probabilities) {
        long[] histogram = new long[Math.toIntExact(probabilities.size(1))];
        try (NDArray best = probabilities.argMax(1)) {
            for (long c : best.toLongArray()) {
                histogram[(int) c]++;
            }
        }
        return histogram;
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
