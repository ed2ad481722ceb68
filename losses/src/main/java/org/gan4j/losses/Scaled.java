package org.gan4j.losses;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Multiplication by a number where gradients are recorded.
 *
 * <p><b>Never write {@code x.mul(0.5)} or {@code x.div(2)} there.</b> DJL makes such a number an array over Java's memory and closes
 * it at once, while the engine keeps it for the backward pass. If Java collects garbage in between, the gradient is
 * multiplied by whatever lies there by then; the value of the loss is right all the same. A number in the engine's own memory
 * stays as long as the graph needs it.
 *
 * <pre>{@code
 * NDArray penalty = Scaled.by(critic.score(real).square().mean(), 1e-3);
 * NDArray norms = InputGradient.norms(gradient);
 * NDArray above = norms.sub(Scaled.constant(norms, 1));
 * }</pre>
 */
public final class Scaled {

    private Scaled() {}

    /**
     * An array times a number.
     *
     * @param array any array of a floating-point type
     * @param factor the number
     * @return an array of the same shape and type
     */
    public static NDArray by(NDArray array, double factor) {
        return array.mul(constant(array, factor));
    }

    /**
     * A number as an array of the engine's own memory, to be used where one is kept for the backward pass.
     *
     * <p>It lies on the CPU, wherever the other array is: a scalar there becomes an argument of the GPU's kernel. DJL's own
     * {@code x.add(1)} sends its number to the GPU, which waits for all that was asked of it before.
     *
     * @param like tells the type and the manager
     * @param value the number
     * @return a scalar on the CPU, to be the right operand
     */
    public static NDArray constant(NDArray like, double value) {
        if (like.getDataType() == DataType.FLOAT32) {
            return like.getManager().full(new Shape(), (float) value, DataType.FLOAT32, Device.cpu());
        }
        // In place on an array that records nothing: the number that DJL makes for it is not kept.
        return like.getManager()
                .ones(new Shape(), like.getDataType(), Device.cpu())
                .muli(value);
    }
}
