package org.gan4j.losses;

import static org.gan4j.losses.Terms.crossEntropy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * Binary cross-entropy against any targets in [0, 1].
 *
 * <pre>
 * on logits x:          t·sp(-x) + (1-t)·sp(x)
 * on probabilities p:  -t·max(log p, -100) - (1-t)·max(log(1-p), -100)
 * </pre>
 *
 * <p>Labels (targets) and predictions have the same shape, any, or are refused. The reduction, mean or sum, runs over all
 * elements. Values lie in [0, ∞), and are finite for finite logits. Prefer logits: a probability that rounds to 0 or 1 has
 * lost what it knew. The clamp at -100 and its gradient are PyTorch's.
 *
 * <pre>{@code
 * Loss bce = BinaryCrossEntropy.onLogits(Reduction.MEAN);
 * NDArray targets = logits.onesLike();
 * NDArray loss = bce.evaluate(new NDList(targets), new NDList(logits));
 * }</pre>
 *
 * <p>Source: PyTorch's {@code binary_cross_entropy_with_logits} and {@code binary_cross_entropy}.
 */
public final class BinaryCrossEntropy extends Loss {

    /** PyTorch's own kernel: log and clamp in single steps give a gradient of 0·∞ at p = 0 and p = 1. */
    private static final TorchScriptFunction ON_PROBABILITIES =
            new TorchScriptFunction("p: Tensor, t: Tensor", "return torch.binary_cross_entropy(p, t, None, 0)");

    private final boolean logits;
    private final Reduction reduction;

    private BinaryCrossEntropy(String name, boolean logits, Reduction reduction) {
        super(name);
        this.logits = logits;
        this.reduction = reduction;
    }

    /**
     * Cross-entropy of raw scores.
     *
     * @param reduction mean or sum
     * @return the loss
     */
    public static BinaryCrossEntropy onLogits(Reduction reduction) {
        return new BinaryCrossEntropy("BinaryCrossEntropyOnLogits", true, reduction);
    }

    /**
     * Cross-entropy of probabilities.
     *
     * @param reduction mean or sum
     * @return the loss; a prediction outside [0, 1] makes the engine fail
     */
    public static BinaryCrossEntropy onProbabilities(Reduction reduction) {
        return new BinaryCrossEntropy("BinaryCrossEntropyOnProbabilities", false, reduction);
    }

    /**
     * Evaluates the loss.
     *
     * @param labels one array of targets in [0, 1]
     * @param predictions one array of logits or probabilities of the same shape
     * @return a scalar
     * @throws IllegalArgumentException if the shapes differ
     */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDArray targets = labels.singletonOrThrow();
        NDArray predicted = predictions.singletonOrThrow();
        if (!targets.getShape().equals(predicted.getShape())) {
            throw new IllegalArgumentException("BinaryCrossEntropy: targets have shape " + targets.getShape()
                    + ", predictions " + predicted.getShape() + "; they must be equal");
        }
        return reduction.of(logits ? crossEntropy(predicted, targets) : ON_PROBABILITIES.apply(predicted, targets));
    }
}
