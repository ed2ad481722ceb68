package org.gan4j.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import org.gan4j.data.MixtureData;
import org.junit.jupiter.api.Test;

class ModeMetricsTest {

    private static final float[][] CENTRES = {{0, 0}, {10, 0}, {0, 10}, {10, 10}};

    @Test
    void countsByHand() {
        // Mode 0: one good sample, one 3.5 deviations away; mode 1:
        // one good on the edge; mode 2: one far off; mode 3: none.
        float[] samples = {0, 0, 3.5f, 0, 10, 3, 0, 15};
        Map<Metric, Double> metrics = ModeMetrics.of(samples, CENTRES, 1);
        assertEquals(2, metrics.get(Metric.MODES_HIT));
        assertEquals(0.5, metrics.get(Metric.HIGH_QUALITY));
        // Shares ½, ¼, ¼, 0 against ¼ each: ½ log 2.
        assertEquals(0.5 * Math.log(2), metrics.get(Metric.REVERSE_KL), 1e-12);
    }

    @Test
    void realSamplesHaveTheShareOfThreeDeviations() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            manager.getEngine().setRandomSeed(1);
            for (MixtureData data : new MixtureData[] {MixtureData.ring(manager), MixtureData.grid(manager)}) {
                float[] samples =
                        data.batch(manager, 0, 20_000, false).samples().toFloatArray();
                Map<Metric, Double> metrics = ModeMetrics.of(samples, data.centres(), data.std());
                assertEquals(data.classes(), metrics.get(Metric.MODES_HIT));
                // The Rayleigh distribution: P(radius <= 3σ) = 1 - exp(-9/2), ± 4 deviations of the share.
                assertEquals(1 - Math.exp(-4.5), metrics.get(Metric.HIGH_QUALITY), 0.003);
                // In the mean (modes - 1)/(2N): Wilks' theorem.
                assertEquals((data.classes() - 1) / 40_000.0, metrics.get(Metric.REVERSE_KL), 0.0008);
            }
        }
    }
}
