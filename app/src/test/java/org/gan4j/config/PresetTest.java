package org.gan4j.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.gan4j.losses.LossCatalog;
import org.gan4j.losses.LossDescription;
import org.junit.jupiter.api.Test;

/** Which recipe is taken; that each is a valid configuration is in {@code TrainCommandTest}. */
class PresetTest {

    @Test
    void areFoundByName() {
        for (Preset preset : Preset.all()) {
            assertSame(preset, Preset.find(preset.name()));
            assertFalse(preset.summary().isBlank() || preset.source().isBlank(), preset.name());
        }
        assertNull(Preset.find("nothing"));
    }

    @Test
    void everyLossHasARecipeThatTrainsIt() {
        for (LossDescription loss : LossCatalog.all()) {
            Preset preset = Preset.find(loss.name());
            assertEquals(loss.name(), preset.values().get("loss"));
            assertTrue(preset.isOfALoss(), loss.name());
        }
        assertFalse(Preset.DEFAULT.isOfALoss());
    }

    @Test
    void dataBringTheirOwn() {
        assertEquals("ring", Preset.matching("ring").name());
        assertEquals("grid", Preset.matching("grid").name());
        assertEquals("gaussian-1d", Preset.matching("gaussian").name());
        assertEquals("mnist", Preset.matching("mnist").name());
        assertEquals("mnist", Preset.matching("fashion-mnist").name());
        assertEquals("images", Preset.matching("cifar10").name());
        assertSame(Preset.DEFAULT, Preset.matching(null));
    }

    /** The settings that the project's task demands of these two, from the notes that they reproduce. */
    @Test
    void reproduceTheSourceNotes() {
        Map<String, String> mnist = Preset.find("mnist-mlp").values();
        assertEquals("mnist", mnist.get("dataset"));
        assertEquals("non-saturating", mnist.get("loss"));
        assertEquals("100", mnist.get("latent"));
        assertEquals("128,256", mnist.get("g-hidden"));
        assertEquals("256,128", mnist.get("d-hidden"));
        assertEquals("relu", mnist.get("g-activation"));
        assertEquals("leaky-relu:0.2", mnist.get("d-activation"));
        assertEquals("adam", mnist.get("optimizer"));
        assertEquals(2e-4, Double.parseDouble(mnist.get("g-lr")));
        assertEquals(2e-4, Double.parseDouble(mnist.get("d-lr")));
        assertEquals("64", mnist.get("batch-size"));
        assertEquals("20", mnist.get("epochs"));

        Map<String, String> gaussian = Preset.find("gaussian-1d").values();
        assertEquals("gaussian", gaussian.get("dataset"));
        assertEquals("20", gaussian.get("latent"));
        assertEquals("32,32", gaussian.get("g-hidden"));
        assertEquals("32,64,32", gaussian.get("d-hidden"));
        assertEquals("relu", gaussian.get("g-activation"));
        assertEquals("relu", gaussian.get("d-activation"));
        assertEquals("normal:0.02", gaussian.get("init"));
        assertEquals(1e-3, Double.parseDouble(gaussian.get("d-lr")));
        assertEquals(5e-4, Double.parseDouble(gaussian.get("g-lr")));
        assertEquals("linear:0.001", gaussian.get("schedule"));
        assertEquals("3000", gaussian.get("steps"));
        assertEquals("512", gaussian.get("batch-size"));
    }
}
