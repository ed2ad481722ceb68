package org.gan4j.losses;

import static org.gan4j.losses.Constants.minus;
import static org.gan4j.losses.Constants.times;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import org.gan4j.torchscript.TorchScriptFunction;

/** The terms that losses are made of. */
final class Terms {

    private static final TorchScriptFunction SUM_OF_MEANS =
            new TorchScriptFunction("x: Tensor, y: Tensor", "return torch.add(torch.mean(x), torch.mean(y))");

    private static final TorchScriptFunction LOG_SUM_EXP = new TorchScriptFunction(
            "x: Tensor",
            // The engine's own logsumexp has a gradient of e^(x-lse), which is not quite 1 where there is one element.
            "largest = torch.amax(torch.detach(x))",
            "return torch.add(torch.log(torch.sum(torch.exp(torch.sub(x, largest)))), largest)");

    private Terms() {}

    /** {@code E x + E y}, in the type of the scores; {@link WideMeans#meanSum} has the same added up in float64. */
    static NDArray sumOfMeans(NDArray x, NDArray y) {
        return SUM_OF_MEANS.apply(x, y);
    }

    /**
     * {@code softplus(x) = log(1 + e^x) = -log σ(-x)}, element by element.
     *
     * <p>Its gradient {@code σ(x)} neither overflows nor vanishes early. The common {@code log(σ(x) + 1e-8)} has no gradient
     * left below -18. Above 20 the engine takes {@code x} itself.
     */
    static NDArray softplus(NDArray x) {
        return Activation.softPlus(x);
    }

    /**
     * The cross-entropy of logits against a target in [0, 1], element by element: {@code t·sp(-x) + (1-t)·sp(x)}.
     *
     * <p>The shorter {@code sp(x) - t·x} subtracts two nearly equal numbers where the logit is large and right, and keeps
     * no digit of a loss of 1e-7.
     */
    static NDArray crossEntropy(NDArray logits, double target) {
        if (target == 1) {
            return softplus(logits.neg());
        }
        if (target == 0) {
            return softplus(logits);
        }
        return times(softplus(logits.neg()), target).add(times(softplus(logits), 1 - target));
    }

    /** The same with a target an element. */
    static NDArray crossEntropy(NDArray logits, NDArray targets) {
        return softplus(logits.neg()).mul(targets).add(softplus(logits).mul(minus(1, targets)));
    }

    /**
     * {@code lse(x) = log Σ e^x} over all elements, which the contrastive losses compare a score with. The largest is taken
     * out first, so that no exponential overflows; as a constant it has no gradient.
     */
    static NDArray logSumExp(NDArray x) {
        return LOG_SUM_EXP.apply(x);
    }
}
