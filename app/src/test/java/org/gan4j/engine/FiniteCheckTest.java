package org.gan4j.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FiniteCheckTest {

    /** The sum of infinities may be NaN, and that of large numbers infinite. */
    @Test
    void findsTheFirstArrayThatIsNotFinite() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            float largest = Float.MAX_VALUE;
            Map<String, NDArray> arrays = new LinkedHashMap<>();
            arrays.put("large", manager.create(new float[] {largest, largest, -1}));
            arrays.put("count", manager.create(new long[] {3, -4}));
            arrays.put("empty", manager.zeros(new Shape(0)));
            arrays.put("half", manager.create(new float[] {60_000, 60_000}).toType(DataType.FLOAT16, true));
            arrays.put("flags", manager.create(new boolean[] {true, false}));
            arrays.put("scalar", manager.create(2f));
            assertEquals(Optional.empty(), FiniteCheck.firstNotFinite(arrays));
            for (float[] bad : new float[][] {
                {1, Float.NaN},
                {Float.POSITIVE_INFINITY, 1},
                {Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY},
                {0, Float.NEGATIVE_INFINITY}
            }) {
                arrays.put("bad", manager.create(bad));
                arrays.put("worse", manager.create(new float[] {Float.NaN}));
                assertEquals(Optional.of("bad"), FiniteCheck.firstNotFinite(arrays));
            }
        }
    }
}
