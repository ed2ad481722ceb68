package org.gan4j.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.gan4j.torchscript.Method;

/** Random numbers of the engine's generator, which {@link RecordedCalls} draw again. */
public final class RandomNumbers {

    private RandomNumbers() {}

    /**
     * Draws from a normal distribution.
     *
     * @param owner owns the numbers, and tells the device
     * @param mean the mean
     * @param deviation the standard deviation
     * @param sizes the shape
     * @return float32
     */
    public static NDArray normal(NDManager owner, float mean, float deviation, long... sizes) {
        NDArray drawn = owner.randomNormal(mean, deviation, new Shape(sizes), DataType.FLOAT32);
        return noted(
                "there: Tensor, mean: float, deviation: float",
                "torch.normal(mean, deviation, " + Arrays.toString(sizes) + ", generator=None, dtype=6",
                List.of((double) mean, (double) deviation),
                drawn);
    }

    /**
     * Draws whole numbers, all alike.
     *
     * @param owner owns the numbers, and tells the device
     * @param below from 0 to below this
     * @param count how many
     * @return int64
     */
    public static NDArray integers(NDManager owner, long below, long count) {
        NDArray drawn = owner.randomInteger(0, below, new Shape(count), DataType.INT64);
        return noted(
                "there: Tensor, below: int", "torch.randint(0, below, [" + count + "], dtype=4", List.of(below), drawn);
    }

    private static NDArray noted(String arguments, String text, List<?> values, NDArray drawn) {
        CallRecorder.atWork()
                .ifPresent(recorder -> recorder.drawn(
                        new Method(
                                arguments,
                                List.of("return " + text
                                        + ", layout=None, device=ops.prim.device(there), pin_memory=None)")),
                        values,
                        drawn));
        return drawn;
    }
}
