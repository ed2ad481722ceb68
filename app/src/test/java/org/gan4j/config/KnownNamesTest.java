package org.gan4j.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class KnownNamesTest {

    private static final List<String> NAMES = List.of("minimax", "lsgan", "wgan", "wgan-gp", "hinge");

    private static String refusal(String name) {
        return assertThrows(IllegalArgumentException.class, () -> new KnownNames("loss", () -> NAMES).check(name))
                .getMessage();
    }

    @Test
    void whatIsThereMayBeChosen() {
        NAMES.forEach(name -> new KnownNames("loss", () -> NAMES).check(name));
    }

    @Test
    void aSlipIsAnsweredWithTheNearestNamesFirst() {
        assertEquals(
                "unknown loss 'wgna'; did you mean wgan? All: minimax, lsgan, wgan, wgan-gp, hinge", refusal("wgna"));
        assertEquals(List.of("hinge"), KnownNames.nearest("hing", NAMES));
        assertEquals(List.of("wgan-gp", "wgan"), KnownNames.nearest("wgan_gp", NAMES));
    }

    @Test
    void whatWasNotMeantIsNotSuggested() {
        List<String> flags = List.of("--latent", "--quiet", "--momentum", "--batch-size", "--g-lr", "--d-lr");
        assertEquals(List.of(), KnownNames.nearest("--augment", flags));
        assertEquals(List.of(), KnownNames.nearest("--lr", flags));
        assertEquals(List.of("--batch-size"), KnownNames.nearest("--bacth-szie", flags));
        assertEquals(List.of("--batch-size"), KnownNames.nearest("--batch", flags));
        assertEquals(List.of(), KnownNames.nearest("-", flags));
        assertEquals(List.of("hinge"), KnownNames.nearest("hnige", NAMES));
    }

    @Test
    void aStrangerIsAnsweredWithTheList() {
        assertEquals("unknown loss 'xyz'; there are minimax, lsgan, wgan, wgan-gp, hinge", refusal("xyz"));
        assertEquals("unknown loss ''; there are minimax, lsgan, wgan, wgan-gp, hinge", refusal(""));
    }
}
