package org.gan4j.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the banner, the page and {@code compare} say is what the flags said. */
class ObjectiveTextTest {

    private static void assertSaid(String expected, Configs config) {
        assertEquals(expected, ObjectiveText.of(config.build()));
    }

    @Test
    void namesAllThatIsAddedToTheLoss() {
        assertSaid("hinge", Configs.small().loss("hinge"));
        assertSaid(
                "hinge + gp:10 + drift:0.001 + spectral-norm",
                Configs.small().loss("hinge").penalties("gp:10", "drift:0.001").spectralNorm());
        assertSaid(
                "lsgan a=-1 c=0 + clip:0.01",
                Configs.small()
                        .loss("lsgan")
                        .options(Map.of("c", "0", "a", "-1"))
                        .clip(0.01));
    }

    @Test
    void namesTheTechniques() {
        assertSaid(
                "non-saturating + r1:1000 + penalty-every:16 + conditional:1 + top-k:0.5 + instance-noise:0.00001"
                        + " + zcr:5,0.5",
                Configs.small()
                        .penalties("r1:1000")
                        .penaltyEvery(16)
                        .classes(1)
                        .topK(0.5, 0.99)
                        .instanceNoise(0.00001, 1)
                        .consistency(5, 0.5));
        assertSaid("non-saturating + pack:2", Configs.small().packing(2));
        assertSaid("ebgan + pull-away:0.1", Configs.small().loss("ebgan").pullAway(0.1));
    }

    /** Without penalties it changes nothing. */
    @Test
    void isSilentOnHowOftenNoPenaltyComes() {
        assertSaid("non-saturating", Configs.small().penaltyEvery(16));
    }
}
