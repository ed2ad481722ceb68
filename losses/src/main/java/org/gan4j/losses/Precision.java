package org.gan4j.losses;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * Scores in float64 and back, with the gradient flowing through: DJL's {@code toType} cuts the graph.
 *
 * <p>For losses in which scores are compared with the batch, or exponentials are summed. In float32 a mean near 1000 is known to
 * 3e-5, which is a relative error of 3e-5 in every exponential of a difference from it; and 64 values of e^88 have a finite mean
 * but an infinite sum. One rounding at the end costs a few microseconds, since there is one number a sample.
 */
final class Precision {

    private static final TorchScriptFunction WIDEN =
            TorchScriptFunction.compile("Widen", "x: Tensor", "return torch.to(x, 7)"); // 7 is float64

    private static final TorchScriptFunction NARROW =
            TorchScriptFunction.compile("Narrow", "x: Tensor, like: Tensor", "return torch.type_as(x, like)");

    private Precision() {}

    /** The scores in float64. */
    static NDArray widened(NDArray scores) {
        return scores.getDataType() == DataType.FLOAT64
                ? scores
                : WIDEN.call(new NDList(scores)).singletonOrThrow();
    }

    /** The value in the type of the scores. */
    static NDArray narrowed(NDArray value, NDArray scores) {
        return scores.getDataType() == value.getDataType()
                ? value
                : NARROW.call(new NDList(value, scores)).singletonOrThrow();
    }
}
