package org.gan4j.losses;

import static org.gan4j.losses.WideMeans.fromMeans;
import static org.gan4j.losses.WideMeans.meanSum;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.Optional;

/**
 * What the relativistic average losses share: each score is compared with the mean of the other kind.
 *
 * <pre>
 * D: E real(r - f̄) + E fake(f - r̄)
 * G: E real(f - r̄) + E fake(r - f̄)          the roles of r and f swapped
 * </pre>
 */
abstract class RelativisticAverage extends AdversarialLoss {

    private static final String REAL_ABOVE = "torch.sub(real, torch.mean(fake, [0], True))";
    private static final String FAKE_ABOVE = "torch.sub(fake, torch.mean(real, [0], True))";

    /** What D minimises for real scores, less the mean of the generated ones. */
    abstract NDArray real(NDArray above);

    /** What D minimises for generated scores, less the mean of the real ones. */
    abstract NDArray fake(NDArray above);

    /** What {@link #real} says, with its slope. */
    abstract StatedSlopes.Each ofReal();

    /** What {@link #fake} says, with its slope. */
    abstract StatedSlopes.Each ofFake();

    /** Of {@code E φ(r - f̄)}, each score in the mean gets the mean slope of φ, negated. */
    @Override
    public final Optional<StatedSlopes> discriminatorSlopes() {
        return Optional.of(StatedSlopes.ofBoth(
                terms(REAL_ABOVE, FAKE_ABOVE),
                List.of(
                        ofReal().slopeAt(REAL_ABOVE, "toReal"),
                        ofFake().slopeAt(FAKE_ABOVE, "toFake"),
                        "ofMeanReal = torch.mean(toFake, [0], True)",
                        "torch.sub_(toFake, torch.mean(toReal, [0], True))",
                        "torch.sub_(toReal, ofMeanReal)")));
    }

    @Override
    public final Optional<StatedSlopes> generatorSlopes() {
        return Optional.of(StatedSlopes.ofFake(
                true,
                terms(FAKE_ABOVE, REAL_ABOVE),
                List.of(
                        ofReal().slopeAt(FAKE_ABOVE, "slopes"),
                        "others = torch.empty_like(fake)",
                        ofFake().slopeAt(REAL_ABOVE, "others"),
                        "torch.sub_(slopes, torch.mean(others, [0], True))")));
    }

    private String terms(String real, String fake) {
        return "torch.add(" + ofReal().valueAt(real) + ", " + ofFake().valueAt(fake) + ")";
    }

    @Override
    public final boolean generatorUsesReal() {
        return true;
    }

    @Override
    protected final NDArray discriminator(NDArray real, NDArray fake) {
        NDList above = fromMeans(real, fake);
        return meanSum(real(above.get(0)), fake(above.get(1)), fake);
    }

    @Override
    protected final NDArray generator(NDArray real, NDArray fake) {
        return discriminator(fake, real);
    }
}
