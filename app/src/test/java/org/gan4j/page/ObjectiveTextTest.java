package org.gan4j.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.gan4j.config.Configs;
import org.junit.jupiter.api.Test;

class ObjectiveTextTest {

    /** What the page and {@code compare} say is what the flags said. */
    @Test
    void namesAllThatIsAddedToTheLoss() {
        assertEquals("hinge", ObjectiveText.of(Configs.small().loss("hinge").build()));
        assertEquals(
                "hinge + gp:10 + drift:0.001 + spectral-norm",
                ObjectiveText.of(Configs.small()
                        .loss("hinge")
                        .penalties("gp:10", "drift:0.001")
                        .spectralNorm()
                        .build()));
    }
}
