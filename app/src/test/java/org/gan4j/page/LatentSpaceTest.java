package org.gan4j.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.gan4j.model.ActivationFunction;
import org.gan4j.model.Initialization;
import org.gan4j.model.Mlp;
import org.gan4j.model.Network;
import org.gan4j.model.Precision;
import org.junit.jupiter.api.Test;

class LatentSpaceTest {

    /** By hand: the squares' sums of the columns are 4 and 9, and the columns are orthogonal; the third is a class. */
    @Test
    void directionsAreThoseOfTheStrongestReaction() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            Network network = new Network(
                    Mlp.of(List.of(3, 2, 1), ActivationFunction.TANH, Initialization.PYTORCH, false),
                    Precision.FLOAT32,
                    manager);
            List<NDArray> weights = new ArrayList<>(network.weights().values());
            weights.set(0, manager.create(new float[][] {{0, 3, 50}, {2, 0, -50}}));
            network.setWeights(weights);
            float[][] directions = LatentSpace.directions(network, 2, 8);
            assertEquals(2, directions.length);
            assertArrayEquals(new float[] {0, 1}, absolute(directions[0]), 1e-6f);
            assertArrayEquals(new float[] {1, 0}, absolute(directions[1]), 1e-6f);
            assertEquals(1, LatentSpace.directions(network, 2, 1).length);
        }
    }

    /** A direction and its opposite are the same slider. */
    private static float[] absolute(float[] direction) {
        return new float[] {Math.abs(direction[0]), Math.abs(direction[1])};
    }

    /** By hand: a third of a right angle is 30 degrees. */
    @Test
    void theArcKeepsItsDistance() {
        float[][] points = LatentSpace.interpolate(new float[] {2, 0}, new float[] {0, 2}, 4);
        assertArrayEquals(new float[] {2, 0}, points[0], 1e-6f);
        assertArrayEquals(new float[] {(float) Math.sqrt(3), 1}, points[1], 1e-6f);
        assertArrayEquals(new float[] {1, (float) Math.sqrt(3)}, points[2], 1e-6f);
        assertArrayEquals(new float[] {0, 2}, points[3], 1e-6f);
    }

    @Test
    void onOneLineTheWayIsStraight() {
        float[][] points = LatentSpace.interpolate(new float[] {-1}, new float[] {2}, 4);
        for (int i = 0; i < 4; i++) {
            assertEquals(i - 1, points[i][0], 1e-6f);
        }
    }
}
