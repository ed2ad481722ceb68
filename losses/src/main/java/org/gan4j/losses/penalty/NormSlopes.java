package org.gan4j.losses.penalty;

import java.util.List;
import org.gan4j.losses.StatedSlopes;

/** Means of functions of slopes' norms with what they send back to the slopes. */
final class NormSlopes {

    private NormSlopes() {}

    /** {@code weight·E‖g‖²}, whose derivative is {@code 2·weight·g/N}. */
    static StatedSlopes squared(double weight) {
        return StatedSlopes.ofRows(
                0.5,
                List.of(
                        "slopes = torch.mul(x, " + StatedSlopes.number(2 * weight) + " * scale)",
                        // Half of g times its derivative is the value itself.
                        "terms = torch.sum(torch.mul(x, slopes))"));
    }

    /** {@code weight·E(‖g‖-1)²}, whose derivative is {@code 2·weight·(‖g‖-1)/‖g‖·g/N}, and 0 where g is. */
    static StatedSlopes fromOne(double weight) {
        return fromOne(weight, "torch.sub(norms, 1)");
    }

    /** {@code weight·E max(0, ‖g‖-1)²}. */
    static StatedSlopes aboveOne(double weight) {
        return fromOne(weight, "torch.clamp_min_(torch.sub(norms, 1), 0)");
    }

    private static StatedSlopes fromOne(double weight, String distance) {
        return StatedSlopes.ofRows(
                weight,
                List.of(
                        "norms = torch.linalg_vector_norm(x, 2, [1], True)",
                        "distance = " + distance,
                        "terms = torch.mul(distance, distance)",
                        "torch.clamp_min_(norms, 1e-30)",
                        "factors = torch.div(torch.mul_(distance, " + StatedSlopes.number(2 * weight)
                                + " * scale), norms)",
                        "slopes = torch.mul(x, factors)"));
    }
}
