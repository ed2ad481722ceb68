package org.gan4j.losses;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.gan4j.torchscript.TorchScriptFunction;

/** {@code E x + E y}, the critic's two terms, in the type of the scores; {@link Precision} has the same added up in float64. */
final class MeanSum {

    private static final TorchScriptFunction OF_TERMS = TorchScriptFunction.compile(
            "MeanSum", "x: Tensor, y: Tensor", "return torch.add(torch.mean(x), torch.mean(y))");

    private MeanSum() {}

    static NDArray of(NDArray x, NDArray y) {
        return OF_TERMS.call(new NDList(x, y)).singletonOrThrow();
    }
}
