package org.gan4j.losses;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * Means and differences of scores in float64, with the gradient flowing through: DJL's {@code toType} cuts the graph.
 *
 * <p>For losses in which something cancels: means of scores of both signs, scores that are compared with each other or with
 * the batch, gradients that have a zero of their own. Losses whose terms are all of one sign need none of this. Three
 * examples of float32:
 *
 * <ul>
 *   <li>a mean near 1000 is known to 3e-5, a relative error of 3e-5 in every exponential of a difference from it;
 *   <li>scores of ±1000 with a mean of 1 leave four digits of it;
 *   <li>64 values of e^88 have a finite mean but an infinite sum.
 * </ul>
 *
 * <p>One rounding at the end costs some microseconds, since there is one number a sample. Each function is one engine call:
 * on a GPU a call, not a number, is what costs.
 */
final class WideMeans {

    // 7 is PyTorch's number for float64.

    private static final TorchScriptFunction WIDEN = new TorchScriptFunction("x: Tensor", "return torch.to(x, 7)");

    private static final TorchScriptFunction DIFFERENCE =
            new TorchScriptFunction("x: Tensor, y: Tensor", "return torch.sub(torch.to(x, 7), torch.to(y, 7))");

    private static final TorchScriptFunction FROM_MEANS = new TorchScriptFunction(
            "real: Tensor, fake: Tensor",
            // Each widened once: the two parts of a gradient cancel, and must meet before they are rounded.
            "r = torch.to(real, 7)",
            "f = torch.to(fake, 7)",
            "return [torch.sub(r, torch.mean(f)), torch.sub(f, torch.mean(r))]");

    private static final TorchScriptFunction NARROW =
            new TorchScriptFunction("x: Tensor, like: Tensor", "return torch.type_as(x, like)");

    private static final TorchScriptFunction MEAN =
            new TorchScriptFunction("x: Tensor, like: Tensor", "return torch.type_as(torch.mean(x, dtype=7), like)");

    private static final TorchScriptFunction NEGATED_MEAN = new TorchScriptFunction(
            "x: Tensor, like: Tensor", "return torch.type_as(torch.neg(torch.mean(x, dtype=7)), like)");

    private static final TorchScriptFunction MEAN_SUM = new TorchScriptFunction(
            "x: Tensor, y: Tensor, like: Tensor",
            "return torch.type_as(torch.add(torch.mean(x, dtype=7), torch.mean(y, dtype=7)), like)");

    private static final TorchScriptFunction MEAN_DIFFERENCE = new TorchScriptFunction(
            "x: Tensor, y: Tensor, like: Tensor",
            "return torch.type_as(torch.sub(torch.mean(x, dtype=7), torch.mean(y, dtype=7)), like)");

    private WideMeans() {}

    /** The scores in float64. */
    static NDArray widened(NDArray scores) {
        return scores.getDataType() == DataType.FLOAT64 ? scores : WIDEN.apply(scores);
    }

    /** {@code x - y}, in float64. */
    static NDArray difference(NDArray x, NDArray y) {
        return DIFFERENCE.apply(x, y);
    }

    /** {@code r - E f} and {@code f - E r}, in float64. */
    static NDList fromMeans(NDArray real, NDArray fake) {
        return FROM_MEANS.call(new NDList(real, fake));
    }

    /** The value in the type of the scores. */
    static NDArray narrowed(NDArray value, NDArray scores) {
        return scores.getDataType() == value.getDataType() ? value : NARROW.apply(value, scores);
    }

    /** {@code E x}, in the type of the scores. */
    static NDArray mean(NDArray x, NDArray scores) {
        return MEAN.apply(x, scores);
    }

    /** {@code -E x}, in the type of the scores. */
    static NDArray negatedMean(NDArray x, NDArray scores) {
        return NEGATED_MEAN.apply(x, scores);
    }

    /** {@code E x + E y}, in the type of the scores. */
    static NDArray meanSum(NDArray x, NDArray y, NDArray scores) {
        return MEAN_SUM.apply(x, y, scores);
    }

    /** {@code E x - E y}, in the type of the scores. */
    static NDArray meanDifference(NDArray x, NDArray y, NDArray scores) {
        return MEAN_DIFFERENCE.apply(x, y, scores);
    }
}
