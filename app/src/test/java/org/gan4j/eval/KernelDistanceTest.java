package org.gan4j.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KernelDistanceTest {

    private static double distance(NDArray x, NDArray y) {
        return KernelDistance.of(x, y);
    }

    @Test
    void isUnbiased() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            NDArray x = manager.create(new double[] {0, 1}, new Shape(2, 1));
            NDArray y = manager.create(new double[] {1, 2}, new Shape(2, 1));
            // By hand, k = (xy + 1)³: within x 1, within y 27, across (1 + 1 + 8 + 27)/4.
            assertEquals(1 + 27 - 2 * 37 / 4.0, distance(x, y), 1e-12);
        }
    }

    @Test
    void meetsItsExpectation() {
        // By hand, E k = 1 + 3 E x E y + 3 E x² E y² + E x³ E y³, with the moments 0, 1, 0 of
        // N(0, 1) and 1, 2, 4 of N(1, 1): 4 within the first, 32 within the second, 7 across.
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            Random random = new Random(1);
            double[] x = random.doubles(3000).map(u -> random.nextGaussian()).toArray();
            double[] y =
                    random.doubles(2500).map(u -> 1 + random.nextGaussian()).toArray();
            double distance =
                    distance(manager.create(x, new Shape(x.length, 1)), manager.create(y, new Shape(y.length, 1)));
            assertEquals(4 + 32 - 2 * 7, distance, 2);
        }
    }
}
