package org.gan4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.gan4j.config.Configs;
import org.gan4j.config.TrainConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Operations counted by hand. */
class FloorTest {

    private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");

    @AfterEach
    void close() {
        manager.close();
    }

    /** The floating-point operations of one step's products. */
    private long operations(TrainConfig config) {
        try (Floor floor = new Floor(config, 10, manager)) {
            NDList left = floor.products().get(0);
            NDList right = floor.products().get(1);
            long operations = 0;
            for (int i = 0; i < left.size(); i++) {
                operations += 2 * left.get(i).size() * right.get(i).getShape().get(1);
            }
            return operations;
        }
    }

    /** Multiply-adds of one row: G is latent-16-10, D 10-16-1. */
    private static final long G1 = Configs.small().build().model().latent() * 16;

    private static final long G2 = 16 * 10;
    private static final long D1 = 10 * 16;
    private static final long D2 = 16;
    private static final long ROWS = 32;

    private static final long PLAIN = 2
            * ROWS
            * ((G1 + G2) // G forward
                    + 2 * (D1 + D2) // D forward on real and generated
                    + 2 * (D1 + D2 + D2) // back to its weights
                    + (D1 + D2) // D forward for G
                    + (D1 + D2) // back to the samples
                    + (G1 + G2 + G2)); // back to G's weights

    @Test
    void plain() {
        assertEquals(PLAIN, operations(Configs.small().build()));
    }

    @Test
    void r1() {
        long slopes = (D2 + D1) // back to the samples
                + (D1 + D2) // the weights' part in that
                + D1; // and the part of what lies above the first layer
        assertEquals(
                PLAIN + 2 * ROWS * slopes,
                operations(Configs.small().penalties("r1:1").build()));
    }

    @Test
    void gpHasAPassOfItsOwnToo() {
        long slopes = (D1 + D2) + (D2 + D1) + (D1 + D2) + D1;
        assertEquals(
                PLAIN + 2 * ROWS * slopes,
                operations(Configs.small().loss("wgan-gp").penalties("gp:10").build()));
    }

    @Test
    void anotherPenaltyIsRefused() {
        TrainConfig config = Configs.small().penalties("r2:1").build();
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> new Floor(config, 10, manager));
        assertTrue(refusal.getMessage().contains("r2"), refusal.getMessage());
    }

    /** The compiler drops what it thinks nobody reads. */
    @Test
    void everyProductIsComputed() {
        try (Floor floor = new Floor(Configs.small().penalties("r1:1").build(), 10, manager)) {
            floor.run(2);
            List<NDList> products = floor.products();
            for (int i = 0; i < products.get(0).size(); i++) {
                NDArray expected = products.get(0).get(i).matMul(products.get(1).get(i));
                assertTrue(expected.allClose(products.get(2).get(i)), "product " + i);
            }
            int one = EngineCallsTest.count(() -> floor.run(1)).kernels();
            int three = EngineCallsTest.count(() -> floor.run(3)).kernels();
            assertEquals(2 * (products.get(0).size() + 1), three - one, "of every step, and Adam");
        }
    }
}
