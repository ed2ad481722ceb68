package org.gan4j.losses.penalty;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * Weight clipping: every weight of the critic is kept in [-c, c].
 *
 * <pre>
 * w ← min(c, max(-c, w))
 * </pre>
 *
 * <p>To be applied <em>after</em> each of the critic's steps. A whole network is clipped in one engine call, in place.
 *
 * <pre>{@code
 * WeightClipping clipping = new WeightClipping(0.01);
 * optimizer.step();
 * clipping.apply(criticWeights);
 * }</pre>
 *
 * <p>Source: Arjovsky et al. 2017, "Wasserstein GAN", algorithm 1; c 0.01.
 *
 * @param bound the largest magnitude {@code c} of a weight, finite and above 0
 */
public record WeightClipping(double bound) {

    private static final TorchScriptFunction CLAMP = new TorchScriptFunction(
            "bound: Tensor, weights: Tensor[n]",
            "c = float(bound)",
            // Detached views: a weight that requires gradients may not be changed in place while they are recorded.
            "views = annotate(List[Tensor], [])",
            "for i in range(torch.len(weights)):",
            "  views.append(torch.detach(weights[i]))",
            "torch._foreach_clamp_max_(views, c)",
            "torch._foreach_clamp_min_(views, -c)",
            // Not the bound: unless the result depends on its own list, the compiler drops changes to the elements.
            "return views[0]");

    /**
     * Checks the bound.
     *
     * @param bound the largest magnitude {@code c} of a weight, finite and above 0
     * @throws IllegalArgumentException if the bound is not
     */
    public WeightClipping {
        if (!(bound > 0 && bound < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("clip (" + bound + ") must be finite and above 0");
        }
    }

    /**
     * Clips weights in place.
     *
     * @param weights the weights
     */
    public void apply(List<NDArray> weights) {
        try (var scope = weights.get(0).getManager().newSubManager(Device.cpu())) {
            // The bound goes first: results belong to the first argument's manager, and the weights' lives long.
            CLAMP.run(new NDList(scope.create(bound)).addAll(new NDList(weights)));
        }
    }
}
