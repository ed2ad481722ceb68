package org.gan4j.losses;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.loss.Loss;

/**
 * Softmax cross-entropy on logits.
 *
 * <pre>
 * index labels y:    -log softmax(x)[y]
 * one-hot labels t:  -Σ_c t_c · log softmax(x)_c
 * </pre>
 *
 * <p>Predictions are logits {@code [N, C]}. Labels are class indices {@code [N]}, or rows {@code [N, C]} that sum to 1
 * (one-hot or soft); their shape tells which, and others are refused. The reduction, mean or sum, runs over the samples;
 * values lie in [0, ∞).
 *
 * <pre>{@code
 * Loss loss = new SoftmaxCrossEntropy(Reduction.MEAN);
 * NDArray classIndices = manager.create(new long[] {3, 0, 7});
 * NDArray value = loss.evaluate(new NDList(classIndices), new NDList(logits));
 * }</pre>
 *
 * <p>Source: PyTorch's {@code cross_entropy}.
 */
public final class SoftmaxCrossEntropy extends Loss {

    private final Reduction reduction;

    /**
     * Makes the loss.
     *
     * @param reduction mean or sum over the samples
     */
    public SoftmaxCrossEntropy(Reduction reduction) {
        super("SoftmaxCrossEntropy");
        this.reduction = reduction;
    }

    /**
     * Evaluates the loss.
     *
     * @param labels one array: indices {@code [N]} or rows {@code [N, C]}
     * @param predictions one array of logits {@code [N, C]}
     * @return a scalar
     * @throws IllegalArgumentException if the shapes do not fit
     */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDArray label = labels.singletonOrThrow();
        NDArray logits = predictions.singletonOrThrow();
        Shape shape = logits.getShape();
        boolean indices = shape.dimension() == 2 && label.getShape().equals(new Shape(shape.get(0)));
        boolean rows = shape.dimension() == 2 && label.getShape().equals(shape);
        if (!indices && !rows) {
            throw new IllegalArgumentException(
                    "SoftmaxCrossEntropy: labels have shape " + label.getShape() + ", logits " + shape
                            + "; allowed are logits [N, C] with labels [N] (indices) or [N, C] (one-hot)");
        }
        NDArray logProbabilities = logits.logSoftmax(1);
        NDArray perSample = indices
                ? logProbabilities.gather(label.toType(DataType.INT64, false).reshape(-1, 1), 1)
                : logProbabilities.mul(label).sum(new int[] {1});
        return reduction.of(perSample.neg());
    }
}
