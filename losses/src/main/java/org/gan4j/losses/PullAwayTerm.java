package org.gan4j.losses;

import static org.gan4j.losses.Constants.constant;
import static org.gan4j.losses.Constants.minus;
import static org.gan4j.losses.Constants.times;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * The pull-away term: codes of generated samples are driven to be orthogonal, so that the samples differ.
 *
 * <pre>
 * w·1/(N(N-1)) Σ_{i≠j} cos²(c_i, c_j)
 * </pre>
 *
 * <p>Codes are {@code [N, d]}, the critic's hidden representation of generated samples. The value lies in [0, w]: 0 where the
 * codes are orthogonal, w where they are parallel. A code of zeros has cosine 0 with all others; a single code has nothing to be
 * pulled away from, and gives 0. The term is added to the <em>generator's</em> objective.
 *
 * <pre>{@code
 * PullAwayTerm pullAway = new PullAwayTerm(0.1);
 * NDArray codes = encoder.forward(fake);
 * NDArray gLoss = energyBased.generatorLoss(null, fakeEnergies).add(pullAway.evaluate(codes));
 * }</pre>
 *
 * <p>Source: Zhao et al. 2016, "Energy-based Generative Adversarial Network", equation 4; weight 0.1.
 *
 * @param weight the factor {@code w}, finite and at least 0
 */
public record PullAwayTerm(double weight) {

    /** Shorter codes count as zeros; a division by their length would have no finite gradient. */
    private static final double SHORTEST = 1e-12;

    /** The term with the paper's weight 0.1. */
    public PullAwayTerm() {
        this(0.1);
    }

    /**
     * Checks the weight.
     *
     * @param weight the factor {@code w}, finite and at least 0
     * @throws IllegalArgumentException if the weight is not
     */
    public PullAwayTerm {
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("weight (" + weight + ") must be finite and at least 0");
        }
    }

    /**
     * Evaluates the term.
     *
     * @param codes {@code [N, d]}
     * @return a scalar of the codes' type
     * @throws IllegalArgumentException if the codes are not of two dimensions
     */
    public NDArray evaluate(NDArray codes) {
        Shape shape = codes.getShape();
        if (shape.dimension() != 2) {
            throw new IllegalArgumentException("PullAwayTerm: codes have shape " + shape + "; they must be [N, d]");
        }
        long n = shape.get(0);
        NDArray lengths = codes.norm(new int[] {1}, true);
        NDArray directions = codes.div(lengths.maximum(constant(lengths, SHORTEST)));
        NDArray others = minus(1, codes.getManager().eye((int) n));
        // The own cosines go before the sum: they are 1 up to rounding, and would drown the others.
        NDArray cosines = directions.matMul(directions.transpose()).mul(others);
        return times(cosines.square().sum(), weight / Math.max(1, n * (n - 1)));
    }
}
