package org.gan4j.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gan4j.config.Configs;
import org.gan4j.data.MixtureData;
import org.gan4j.model.Network;
import org.junit.jupiter.api.Test;

class CollapseSignsTest {

    private final List<Sign> warnings = new ArrayList<>();

    private CollapseSigns signs(String loss) {
        return new CollapseSigns(Configs.small().loss(loss).build().objective(), List.copyOf(warnings), warnings::add);
    }

    private static Tick tick(double loss, double real, double fake) {
        return new Tick(5, 0, Map.of(Tick.D_LOSS, loss, Tick.SCORE_REAL, real, Tick.SCORE_FAKE, fake), 1, 1);
    }

    @Test
    void aDiscriminatorThatHasWonIsSaidOnce() {
        CollapseSigns signs = signs("non-saturating");
        signs.ticked(tick(0.69, 0, 0));
        assertEquals(List.of(), warnings);
        signs.ticked(tick(1e-5, 20, -20));
        signs.ticked(tick(1e-6, 20, -20));
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0)
                .toString()
                .startsWith("at step 5 the discriminator's loss is 0: it tells every sample apart"));
        assertTrue(warnings.get(0).advice().contains("--penalty r1:10"), warnings.toString());
    }

    @Test
    void aDiscriminatorThatTellsNothingIsSaid() {
        signs("rsgan").ticked(tick(0, 1, 1));
        assertTrue(warnings.get(0).what().contains("tells nothing apart"), warnings.toString());
    }

    /** Adam with a rate of 50 ends with such scores, and with finite weights. */
    @Test
    void scoresThatRunAwayAreSaidOnce() {
        CollapseSigns signs = signs("wgan");
        signs.ticked(tick(3, 9e5, -9e5));
        assertEquals(List.of(), warnings);
        signs.ticked(tick(3, 0, -1e12));
        signs.ticked(tick(3, 0, -1e12));
        assertEquals(
                "at step 5 the scores are beyond reason (mean scores 0.0 on real, -1.0E12 on generated samples);"
                        + " try lower rates (--g-lr, --d-lr), --penalty r1:10, or --spectral-norm",
                warnings.get(0).toString());
        assertEquals(1, warnings.size());
    }

    @Test
    void aRunThatGoesOnDoesNotSayItAgain() {
        signs("wgan").ticked(tick(3, 2e6, 0));
        signs("wgan").ticked(tick(3, 2e6, 0));
        assertEquals(1, warnings.size());
    }

    @Test
    void aWassersteinDistanceMayBeZero() {
        signs("wgan").ticked(tick(0, 1, 1));
        signs("began").ticked(tick(0, 1, 1));
        assertEquals(List.of(), warnings);
    }

    @Test
    void samplesThatAreAllTheSameAreSaidOnce() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                GanTrainer trainer =
                        new GanTrainer(Configs.small().steps(1).build(), MixtureData.ring(manager), manager)) {
            CollapseSigns signs = signs("non-saturating");
            trainer.train(List.of()); // to its end, where it is looked at whatever the epoch
            signs.epochEnded(trainer);
            assertEquals(List.of(), warnings);

            for (String name : List.of("2.weight", "2.bias")) {
                NDArray last = trainer.generator().weights().get(name);
                Network.overwrite(List.of(last), List.of(manager.zeros(last.getShape())));
            }
            signs.epochEnded(trainer);
            signs.epochEnded(trainer);
            assertEquals(1, warnings.size());
            assertTrue(warnings.get(0).what().contains("all generated samples are the same (standard deviation 0.0)"));
        }
    }
}
