package org.gan4j.losses;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Arithmetic of an array and a number, where gradients are recorded.
 *
 * <p><b>Never write {@code x.mul(0.5)} or {@code x.div(2)} there.</b> DJL makes such a number an array over Java's memory and
 * closes it at once, while the engine keeps it for the backward pass. If Java collects garbage in between, the gradient is
 * multiplied by what then lies there. The value of the loss is right all the same. A number in the engine's own memory stays
 * as long as the graph needs it.
 *
 * <pre>{@code
 * NDArray drift = Constants.times(critic.score(real).square().mean(), 1e-3);
 * NDArray margin = Activation.relu(Constants.minus(1, critic.score(real)));
 * NDArray above = Constants.minus(InputGradient.norms(gradient), 1);
 * }</pre>
 */
public final class Constants {

    /** Numbers that differ from call to call are not kept beyond this many. */
    private static final int MOST_KNOWN = 1024;

    private static final Map<Constant, NDArray> KNOWN = new ConcurrentHashMap<>();

    private static NDManager owner;

    private Constants() {}

    /**
     * An array times a number.
     *
     * @param array any array of a floating-point type
     * @param factor the number
     * @return an array of the same shape and type
     */
    public static NDArray times(NDArray array, double factor) {
        return array.mul(constant(array, factor));
    }

    /**
     * An array plus a number.
     *
     * @param array any array of a floating-point type
     * @param number the number
     * @return an array of the same shape and type
     */
    public static NDArray plus(NDArray array, double number) {
        return array.add(constant(array, number));
    }

    /**
     * An array minus a number.
     *
     * @param array any array of a floating-point type
     * @param number the number
     * @return an array of the same shape and type
     */
    public static NDArray minus(NDArray array, double number) {
        return array.sub(constant(array, number));
    }

    /**
     * A number minus an array.
     *
     * @param number the number
     * @param array any array of a floating-point type
     * @return an array of the same shape and type
     */
    public static NDArray minus(double number, NDArray array) {
        return plus(array.neg(), number);
    }

    /**
     * A number as an array of the engine's own memory, to be used where one is kept for the backward pass.
     *
     * <p>It lies on the CPU, wherever the other array is: a scalar there becomes an argument of the GPU's kernel. DJL's own
     * {@code x.add(1)} sends its number to the GPU, which waits for all that was asked of it before.
     *
     * <p>Equal numbers are one array, made once in the process, so that it is for this package alone: as a right operand, neither
     * changed nor closed.
     *
     * @param like tells the type
     * @param value the number
     * @return a scalar on the CPU, to be the right operand
     */
    static NDArray constant(NDArray like, double value) {
        return known(like, new Constant(like.getDataType(), value, Device.cpu()));
    }

    /**
     * The same where the other array lies, for a kernel that takes none from the CPU.
     *
     * @param like tells the type and the device
     * @param value the number
     * @return a scalar there, neither to be changed nor closed
     */
    static NDArray constantThere(NDArray like, double value) {
        return known(like, new Constant(like.getDataType(), value, like.getDevice()));
    }

    private static NDArray known(NDArray like, Constant number) {
        NDArray known = KNOWN.get(number);
        if (known != null && !known.isReleased()) {
            return known;
        }
        if (known == null && KNOWN.size() >= MOST_KNOWN) {
            return number.in(like.getManager());
        }
        return KNOWN.compute(number, (key, there) -> there == null || there.isReleased() ? key.in(owner()) : there);
    }

    /** Made for the first number, so that reading a class does not start the engine. Made anew if somebody has closed it. */
    private static synchronized NDManager owner() {
        if (owner == null || !owner.isOpen()) {
            owner = NDManager.newBaseManager(Device.cpu(), "PyTorch");
            owner.setName("constants"); // DJL's lists of living arrays show it
        }
        return owner;
    }

    private record Constant(DataType type, double value, Device device) {

        NDArray in(NDManager manager) {
            if (type == DataType.FLOAT32) {
                return manager.full(new Shape(), (float) value, DataType.FLOAT32, device);
            }
            // In place on an array that records nothing: the number that DJL makes for it is not kept.
            return manager.ones(new Shape(), type, device).muli(value);
        }
    }
}
