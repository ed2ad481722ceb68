package org.gan4j.losses;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * Scores in float64 and back, with the gradient flowing through: DJL's {@code toType} cuts the graph.
 *
 * <p>For losses in which something cancels: means of scores of both signs, scores that are compared with each other or with the
 * batch, gradients that have a zero of their own. In float32 a mean near 1000 is known to 3e-5, which is a relative error of 3e-5 in
 * every exponential of a difference from it; scores of ±1000 with a mean of 1 leave four digits of it; and 64 values of e^88 have a
 * finite mean but an infinite sum. Losses whose terms are all of one sign need none of this. One rounding at the end costs some
 * microseconds, since there is one number a sample.
 */
final class Precision {

    private static final TorchScriptFunction WIDEN =
            TorchScriptFunction.compile("Widen", "x: Tensor", "return torch.to(x, 7)"); // 7 is float64

    private static final TorchScriptFunction MEAN =
            TorchScriptFunction.compile("WideMean", "x: Tensor", "return torch.mean(x, dtype=7)");

    private static final TorchScriptFunction NARROW =
            TorchScriptFunction.compile("Narrow", "x: Tensor, like: Tensor", "return torch.type_as(x, like)");

    private Precision() {}

    /** The scores in float64. */
    static NDArray widened(NDArray scores) {
        return scores.getDataType() == DataType.FLOAT64
                ? scores
                : WIDEN.call(new NDList(scores)).singletonOrThrow();
    }

    /** The mean of the scores, added up and returned in float64. */
    static NDArray mean(NDArray scores) {
        return MEAN.call(new NDList(scores)).singletonOrThrow();
    }

    /** The value in the type of the scores. */
    static NDArray narrowed(NDArray value, NDArray scores) {
        return scores.getDataType() == value.getDataType()
                ? value
                : NARROW.call(new NDList(value, scores)).singletonOrThrow();
    }
}
