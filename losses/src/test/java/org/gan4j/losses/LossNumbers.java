package org.gan4j.losses;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
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
 * ls(f, 0)                                            # 20.32125     bgan, G
 * sp(f - r).mean(), sp(r - f).mean()                  # 4.82243539, 4.59743539   rsgan
 * fb, rb = f.mean(), r.mean()
 * sp(fb - r).mean() + sp(f - rb).mean()               # 5.21201303   rasgan, D; G with r and f swapped: 4.76201303
 * (r - fb - 1).square().mean() + (f - rb + 1).square().mean()       # 73.093125, swapped 71.293125   ralsgan
 * F.relu(1 - (r - fb)).mean() + F.relu(1 + f - rb).mean()           # 6.39375, swapped 5.1625        rahinge
 * Z = torch.logsumexp(torch.cat([r, f]), 0)
 * Z - rb, Z - (rb + fb)/2                             # 9.67936143, 9.56686143   softmax
 * lse = torch.logsumexp
 * sp(lse(f, 0) - r).mean() + sp(lse(-r, 0) + f).mean()              # 16.1194163   dual-contrastive
 * rb + F.relu(5 - f).mean()                           # 6.025        ebgan with margin 5; 4.525 with 1
 * </pre>
 *
 * <p>Those of the f-GANs come from the two steps of the paper, not from the closed form:
 *
 * <pre>
 * T, c = lambda v: v,                        lambda t: torch.exp(t - 1)          # kl
 * T, c = lambda v: -torch.exp(-v),           lambda t: -1 - torch.log(-t)        # reverse-kl
 * T, c = lambda v: v,                        lambda t: t*t/4 + t                 # pearson
 * T, c = lambda v: 1 - torch.exp(-v),        lambda t: t/(1 - t)                 # squared-hellinger
 * T, c = lambda v: math.log(2) - sp(-v),     lambda t: -torch.log(2 - torch.exp(t))   # js
 * T, c = lambda v: -sp(-v),                  lambda t: -torch.log(1 - torch.exp(t))   # gan
 * -(T(r).mean() - c(T(f)).mean()), -c(T(f)).mean()
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
        Objective energy = new Means(ZERO, linear(1));
        Term above = crossEntropy(1);
        Term below = crossEntropy(0);
        Objective paired = new Paired(above);
        Objective pairedBack = new Paired(below);
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
                of("hinge-v1", 3.375, 1.625, hinge.times(0.5), hingeOfFake).with("halve-d-loss", "true"),
                // by hand: leaky(1 - f) = -0.9, -0.34, 6.5, -0.26
                of("hinge-v1", 6.75, 1.25, hinge, new Means(ZERO, leakyMargin(0.1)))
                        .with("slope", "0.1"),
                // as non-saturating, wgan and rsgan; the penalties stand apart
                of("dragan", 5.83386589, 1.38582, goodfellow, nonSaturating),
                of("wgan-lp", 0.225, -3.125, wasserstein, upwards),
                of("wgan-div", 0.225, -3.125, wasserstein, upwards),
                of("r3gan", 4.82243539, 4.59743539, paired, pairedBack),
                of("bgan", 5.83386589, 20.32125, goodfellow, new Means(ZERO, square(0))),
                // log Z is 0 at the beginning
                of("bgan", 5.83386589, 20.32125, goodfellow, new Means(ZERO, square(0)))
                        .with("log-z", "true"),
                of("rsgan", 4.82243539, 4.59743539, paired, pairedBack),
                of("rasgan", 5.21201303, 4.76201303, new Averages(above, below), new Averages(below, above)),
                of(
                        "ralsgan",
                        73.093125,
                        71.293125,
                        new Averages(square(1).times(2), square(-1).times(2)),
                        new Averages(square(-1).times(2), square(1).times(2))),
                of(
                        "rahinge",
                        6.39375,
                        5.1625,
                        new Averages(margin(1), margin(-1)),
                        new Averages(margin(-1), margin(1))),
                of("fgan-kl", 2033.72832, -2036.62832, linear(-1), exp(1, -1)),
                of("fgan-reverse-kl", 39.3067413, -2.125, exp(-1, 0), linear(1).plus(-1)),
                of("fgan-pearson", 10.385625, -13.285625, linear(-1), quadratic()),
                of(
                        "fgan-squared-hellinger",
                        5571.31149,
                        -5535.12975,
                        exp(-1, 0).plus(-1),
                        exp(1, 0).plus(-1)),
                of("fgan-js", 4.44757153, -3.8176737, above.plus(-Math.log(2)), below.plus(-Math.log(2))),
                of("fgan-gan", 5.83386589, -4.51082088, above, below),
                // -E T(f): as wgan, non-saturating, and by hand E e^-f = 61.1828947, less 1 and ln 2 where T has them
                alternative("fgan-kl", 2033.72832, -3.125, linear(-1), exp(1, -1)),
                alternative(
                        "fgan-reverse-kl",
                        39.3067413,
                        61.1828947,
                        exp(-1, 0),
                        linear(1).plus(-1)),
                alternative("fgan-pearson", 10.385625, -3.125, linear(-1), quadratic()),
                alternative(
                        "fgan-squared-hellinger",
                        5571.31149,
                        60.1828947,
                        exp(-1, 0).plus(-1),
                        exp(1, 0).plus(-1)),
                alternative("fgan-js", 4.44757153, 0.692673702, above.plus(-Math.log(2)), below.plus(-Math.log(2))),
                alternative("fgan-gan", 5.83386589, 1.38582088, above, below),
                of("softmax", 9.67936143, 9.56686143, new Softmax(false), new Softmax(true)),
                of("dual-contrastive", 16.1194163, -16.1194163, new Contrast(1), new Contrast(-1)),
                of("ebgan", 4.525, 3.125, new Means(linear(1), margin(1)), energy),
                of("ebgan", 6.025, 3.125, new Means(linear(1), marginOf(5)), energy)
                        .with("margin", "5"),
                // k is 0 at the beginning: the means of REAL and FAKE
                of("began", 2.9, 3.125, new Means(linear(1), ZERO), energy),
                of("began", 1.45, 3.125, new Means(linear(1), ZERO).times(0.5), energy)
                        .with("halve-d-loss", "true"));
    }

    private static LossNumbers of(String loss, double dAnswer, double gAnswer, Objective d, Objective g) {
        return new LossNumbers(loss, Map.of(), dAnswer, gAnswer, d, g);
    }

    /** {@code D: E a(r) + E b(f)} with {@code a = -T} and {@code b} the conjugate; {@code G: -E b(f)}. */
    private static LossNumbers of(String loss, double dAnswer, double gAnswer, Term a, Term b) {
        return of(loss, dAnswer, gAnswer, new Means(a, b), new Means(ZERO, b.times(-1)));
    }

    /** The same with {@code G: E a(f)}. */
    private static LossNumbers alternative(String loss, double dAnswer, double gAnswer, Term a, Term b) {
        return of(loss, dAnswer, gAnswer, new Means(a, b), new Means(ZERO, a)).with("alternative", "true");
    }

    private LossNumbers with(String option, String value) {
        var more = new TreeMap<>(options);
        more.put(option, value);
        return new LossNumbers(loss, more, dAnswer, gAnswer, d, g);
    }

    AdversarialLoss create() {
        return LossCatalog.create(loss, options);
    }

    LossDescription description() {
        return LossCatalog.describe(loss);
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

        /** Whether the i-th real score meets the i-th generated one. */
        default boolean pairs() {
            return false;
        }

        /** Whether a batch repeated gives the same value. */
        default boolean ignoresSize() {
            return true;
        }
    }

    /** An objective that no option halves. */
    private interface Whole extends Objective {
        @Override
        default Objective times(double factor) {
            throw new UnsupportedOperationException();
        }
    }

    /** {@code E a(r - f)}. */
    private record Paired(Term term) implements Whole {
        @Override
        public double value(double[] r, double[] f) {
            return mean(term.value, differences(r, f));
        }

        @Override
        public double[] gradReal(double[] r, double[] f) {
            return Means.slopes(term, differences(r, f));
        }

        @Override
        public double[] gradFake(double[] r, double[] f) {
            return Means.slopes(term.times(-1), differences(r, f));
        }

        @Override
        public boolean pairs() {
            return true;
        }

        private static double[] differences(double[] r, double[] f) {
            return IntStream.range(0, r.length).mapToDouble(i -> r[i] - f[i]).toArray();
        }
    }

    /** {@code E a(r - f̄) + E b(f - r̄)}. */
    private record Averages(Term a, Term b) implements Whole {
        @Override
        public double value(double[] r, double[] f) {
            return mean(a.value, minus(r, f)) + mean(b.value, minus(f, r));
        }

        @Override
        public double[] gradReal(double[] r, double[] f) {
            return slopes(a, minus(r, f), b, minus(f, r));
        }

        @Override
        public double[] gradFake(double[] r, double[] f) {
            return slopes(b, minus(f, r), a, minus(r, f));
        }

        private static double[] slopes(Term own, double[] x, Term other, double[] y) {
            double throughMean = mean(other.slope, y);
            return Arrays.stream(x)
                    .map(e -> (own.slope.applyAsDouble(e) - throughMean) / x.length)
                    .toArray();
        }

        private static double[] minus(double[] x, double[] others) {
            double center = mean(e -> e, others);
            return Arrays.stream(x).map(e -> e - center).toArray();
        }
    }

    /** {@code lse(r, f) - E r}, or minus the mean over both. */
    private record Softmax(boolean meanOfBoth) implements Whole {
        @Override
        public double value(double[] r, double[] f) {
            double[] all = join(r, f);
            double[] own = meanOfBoth ? all : r;
            // lse(all) - own_i = sp(lse(all but i) - own_i), which keeps a value of e^-50; the real ones stand first.
            return IntStream.range(0, own.length)
                    .mapToDouble(i -> softplus(lse(without(all, i)) - own[i]))
                    .average()
                    .orElseThrow();
        }

        @Override
        public double[] gradReal(double[] r, double[] f) {
            return slopes(r, join(r, f), meanOfBoth ? join(r, f) : r, meanOfBoth ? new double[0] : f);
        }

        @Override
        public double[] gradFake(double[] r, double[] f) {
            if (meanOfBoth) {
                return slopes(f, join(r, f), join(r, f), new double[0]);
            }
            return Arrays.stream(f).map(x -> Math.exp(x - lse(join(r, f)))).toArray();
        }

        /** With p the softmax, {@code p_i - 1/n = (Σ_own (p_i - p_j) - Σ_rest p_j)/n}: 0 and e^-50 stay what they are. */
        private static double[] slopes(double[] at, double[] all, double[] own, double[] rest) {
            double z = lse(all);
            double spent = Arrays.stream(rest).map(x -> Math.exp(x - z)).sum();
            return Arrays.stream(at)
                    .map(x -> (Arrays.stream(own)
                                            .map(y -> Math.exp(x - z) - Math.exp(y - z))
                                            .sum()
                                    - spent)
                            / own.length)
                    .toArray();
        }

        @Override
        public boolean ignoresSize() {
            return false;
        }
    }

    /** {@code sign·(E sp(lse(f) - r) + E sp(lse(-r) + f))}. */
    private record Contrast(int sign) implements Whole {
        @Override
        public double value(double[] r, double[] f) {
            return sign * (mean(x -> softplus(lse(f) - x), r) + mean(x -> softplus(lse(negated(r)) + x), f));
        }

        @Override
        public double[] gradReal(double[] r, double[] f) {
            return Arrays.stream(slopes(negated(f), negated(r))).map(x -> -x).toArray();
        }

        @Override
        public double[] gradFake(double[] r, double[] f) {
            return slopes(r, f);
        }

        private double[] slopes(double[] r, double[] f) {
            double lseFake = lse(f);
            double lseReal = lse(negated(r));
            double meanSlope = mean(x -> sigmoid(lseFake - x), r);
            return Arrays.stream(f)
                    .map(x -> sign * (sigmoid(lseReal + x) / f.length + Math.exp(x - lseFake) * meanSlope))
                    .toArray();
        }

        @Override
        public boolean ignoresSize() {
            return false;
        }
    }

    private static double[] join(double[] r, double[] f) {
        return DoubleStream.concat(Arrays.stream(r), Arrays.stream(f)).toArray();
    }

    private static double[] without(double[] x, int index) {
        return IntStream.range(0, x.length)
                .filter(i -> i != index)
                .mapToDouble(i -> x[i])
                .toArray();
    }

    private static double[] negated(double[] x) {
        return Arrays.stream(x).map(e -> -e).toArray();
    }

    private static double lse(double[] x) {
        double largest = Arrays.stream(x).max().orElseThrow();
        return largest
                + Math.log(Arrays.stream(x).map(e -> Math.exp(e - largest)).sum());
    }

    private static double mean(DoubleUnaryOperator term, double[] scores) {
        return Arrays.stream(scores).map(term).average().orElseThrow();
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

        Term plus(double constant) {
            return new Term(x -> value.applyAsDouble(x) + constant, slope);
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

    /** {@code 1 - x} below 1, and {@code slope·(1 - x)} above. */
    private static Term leakyMargin(double slope) {
        return new Term(x -> (x < 1 ? 1 : slope) * (1 - x), x -> x < 1 ? -1 : -slope);
    }

    /** {@code relu(m - x)}. */
    private static Term marginOf(double m) {
        return new Term(x -> Math.max(0, m - x), x -> x < m ? -1 : 0);
    }

    /** {@code e^(sign·x + shift)}. */
    private static Term exp(int sign, double shift) {
        return new Term(x -> Math.exp(sign * x + shift), x -> sign * Math.exp(sign * x + shift));
    }

    /** {@code x²/4 + x}. */
    private static Term quadratic() {
        return new Term(x -> x * x / 4 + x, x -> x / 2 + 1);
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
