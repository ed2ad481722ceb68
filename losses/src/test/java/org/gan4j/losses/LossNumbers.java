package org.gan4j.losses;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/**
 * What a loss must give, in plain numbers: the known answers on {@link #REAL} and {@link #FAKE}, and its formula in double
 * precision, written with {@link Math} alone.
 *
 * <p>Answers marked "TF-GAN" are published in tensorflow/gan, {@code losses_impl_test.py}; it takes the same scores. The others
 * were worked out by the formula in PyTorch 2.7.1, float64:
 *
 * <pre>
 * sp = F.softplus
 * ce = lambda x, t: F.binary_cross_entropy_with_logits(x, torch.full_like(x, t))
 * ls = lambda x, t: .5 * (x - t).square().mean()
 * sp(-r).mean() + sp(f).mean()                        # 5.83386589   minimax and non-saturating, D
 * -sp(f).mean(), sp(-f).mean()                        # -4.51082088, 1.38582088
 * ce(r, .9) + ce(f, 0.)                               # 6.12386589
 * ls(r, 1) + ls(f, -1), ls(f, 0)                      # 45.35875, 20.32125
 * </pre>
 *
 * @param loss its name in the catalogue
 * @param options its options where they are not the defaults
 * @param dAnswer the known answer for the discriminator
 * @param gAnswer the known answer for the generator
 * @param d the discriminator's objective
 * @param g the generator's objective
 */
record LossNumbers(String loss, Map<String, String> options, double dAnswer, double gAnswer, Objective d, Objective g) {

    static final double[] REAL = {-5, 1.4, 12.5, 2.7};
    static final double[] FAKE = {10, 4.4, -5.5, 3.6};

    static Stream<LossNumbers> all() {
        Objective goodfellow = new Means(crossEntropy(1), crossEntropy(0));
        Objective target0875 = new Means(crossEntropy(0.875), crossEntropy(0));
        Objective target09 = new Means(crossEntropy(0.9), crossEntropy(0));
        Objective saturating = new Means(ZERO, crossEntropy(0).times(-1));
        Objective nonSaturating = new Means(ZERO, crossEntropy(1));
        Objective squares01 = new Means(square(1), square(0));
        Objective square1 = new Means(ZERO, square(1));
        Objective wasserstein = new Means(linear(-1), linear(1));
        Objective upwards = new Means(ZERO, linear(-1));
        Objective hinge = new Means(margin(1), margin(-1));
        Objective hingeOfFake = new Means(ZERO, margin(1));
        return Stream.of(
                of("minimax", 5.83386589, -4.51082088, goodfellow, saturating),
                of("minimax", 6.12386589, -4.51082088, target09, saturating).with("label-smoothing", "0.1"),
                // G: TF-GAN
                of("non-saturating", 5.83386589, 1.38582, goodfellow, nonSaturating),
                // TF-GAN, whose label_smoothing of 0.25 sets the real target to 0.875
                of("non-saturating", 6.19637, 1.38582, target0875, nonSaturating)
                        .with("label-smoothing", "0.125"),
                of("non-saturating", 6.12386589, 1.38582, target09, nonSaturating)
                        .with("label-smoothing", "0.1"),
                // half of 5.83386589
                of("non-saturating", 2.91693295, 1.38582, goodfellow.times(0.5), nonSaturating)
                        .with("halve-d-loss", "true"),
                // TF-GAN
                of("lsgan", 41.73375, 17.69625, squares01, square1),
                of("lsgan", 45.35875, 20.32125, new Means(square(1), square(-1)), new Means(ZERO, square(0)))
                        .with("a", "-1")
                        .with("b", "1")
                        .with("c", "0"),
                // twice 41.73375 and 17.69625
                of("lsgan", 83.4675, 35.3925, squares01.times(2), square1.times(2))
                        .with("half", "false"),
                // TF-GAN; wgan-gp without its penalty is the same
                of("wgan", 0.225, -3.125, wasserstein, upwards),
                of("wgan-gp", 0.225, -3.125, wasserstein, upwards),
                // by hand: D (6 + 0 + 0 + 0)/4 + (11 + 5.4 + 0 + 4.6)/4, first form of G 6.5/4; G as wgan
                of("hinge", 6.75, -3.125, hinge, upwards),
                of("hinge-v1", 6.75, 1.625, hinge, hingeOfFake),
                of("hinge-v1", 3.375, 1.625, hinge.times(0.5), hingeOfFake).with("halve-d-loss", "true"));
    }

    private static LossNumbers of(String loss, double dAnswer, double gAnswer, Objective d, Objective g) {
        return new LossNumbers(loss, Map.of(), dAnswer, gAnswer, d, g);
    }

    private LossNumbers with(String option, String value) {
        var more = new TreeMap<>(options);
        more.put(option, value);
        return new LossNumbers(loss, more, dAnswer, gAnswer, d, g);
    }

    AdversarialLoss create() {
        return LossCatalog.create(loss, options);
    }

    @Override
    public String toString() {
        return options.isEmpty() ? loss : loss + " " + options;
    }

    /** An objective with its gradients. */
    interface Objective {
        double value(double[] real, double[] fake);

        double[] gradReal(double[] real, double[] fake);

        double[] gradFake(double[] real, double[] fake);

        Objective times(double factor);
    }

    /** {@code E a(r) + E b(f)}. */
    private record Means(Term real, Term fake) implements Objective {
        @Override
        public double value(double[] r, double[] f) {
            return mean(real.value, r) + mean(fake.value, f);
        }

        @Override
        public double[] gradReal(double[] r, double[] f) {
            return slopes(real, r);
        }

        @Override
        public double[] gradFake(double[] r, double[] f) {
            return slopes(fake, f);
        }

        @Override
        public Objective times(double factor) {
            return new Means(real.times(factor), fake.times(factor));
        }

        private static double mean(DoubleUnaryOperator term, double[] scores) {
            return Arrays.stream(scores).map(term).average().orElseThrow();
        }

        private static double[] slopes(Term term, double[] scores) {
            return Arrays.stream(scores)
                    .map(x -> term.slope.applyAsDouble(x) / scores.length)
                    .toArray();
        }
    }

    /** A function of one score with its derivative. */
    private record Term(DoubleUnaryOperator value, DoubleUnaryOperator slope) {
        Term times(double factor) {
            return new Term(x -> factor * value.applyAsDouble(x), x -> factor * slope.applyAsDouble(x));
        }
    }

    private static final Term ZERO = linear(0);

    private static Term linear(double slope) {
        return new Term(x -> slope * x, x -> slope);
    }

    private static Term square(double target) {
        return new Term(x -> (x - target) * (x - target) / 2, x -> x - target);
    }

    /** {@code relu(1 - sign·x)}. */
    private static Term margin(int sign) {
        return new Term(x -> Math.max(0, 1 - sign * x), x -> sign * x < 1 ? -sign : 0);
    }

    private static Term crossEntropy(double target) {
        return new Term(
                x -> target * softplus(-x) + (1 - target) * softplus(x),
                x -> (1 - target) * sigmoid(x) - target * sigmoid(-x));
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    private static double sigmoid(double x) {
        return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
    }
}
