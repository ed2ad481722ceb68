package org.gan4j.losses;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.gan4j.torchscript.TorchScriptFunction;

/** {@code lse(x) = log Σ e^x}, which the contrastive losses compare a score with. */
final class LogSumExp {

    private static final TorchScriptFunction OVER_ALL = TorchScriptFunction.compile(
            "LogSumExp",
            "x: Tensor",
            // The engine's own logsumexp has a gradient of e^(x-lse), which is not quite 1 where there is one element.
            "largest = torch.amax(torch.detach(x))",
            "return torch.add(torch.log(torch.sum(torch.exp(torch.sub(x, largest)))), largest)");

    private LogSumExp() {}

    /** Over all elements; the largest is taken out first, so that no exponential overflows. A constant has no gradient. */
    static NDArray of(NDArray scores) {
        return OVER_ALL.call(new NDList(scores)).singletonOrThrow();
    }
}
