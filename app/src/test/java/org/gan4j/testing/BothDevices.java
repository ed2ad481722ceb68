package org.gan4j.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.function.Function;

/** What is computed on a device is what is computed on the CPU, but for sums in another order. */
public final class BothDevices {

    /** Of the largest number of an array. */
    private static final double TOLERANCE = 1e-4;

    private BothDevices() {}

    /** Fails if arrays have other numbers on a device than on the CPU. */
    public static void assertEqual(String what, Device device, Function<NDManager, List<float[]>> compute) {
        try (NDManager host = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                NDManager other = NDManager.newBaseManager(device, "PyTorch")) {
            List<float[]> expected = compute.apply(host);
            List<float[]> actual = compute.apply(other);
            assertEquals(expected.size(), actual.size(), what);
            for (int i = 0; i < expected.size(); i++) {
                assertNear(what + " " + i, expected.get(i), actual.get(i));
            }
        }
    }

    private static void assertNear(String what, float[] expected, float[] actual) {
        assertEquals(expected.length, actual.length, what);
        double scale = 1e-6;
        for (float value : expected) {
            scale = Math.max(scale, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], TOLERANCE * scale, what + "[" + i + "]");
        }
    }
}
