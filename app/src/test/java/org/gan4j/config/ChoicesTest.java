package org.gan4j.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a recipe gives up for a flag that it does not go with. */
class ChoicesTest {

    private static Map<String, String> origins(Map<String, String> given, String... settings) {
        Choices choices = Choices.of(given);
        choices.config(List.of()); // goes together
        Map<String, String> origins = new TreeMap<>();
        for (String name : settings) {
            choices.value(Settings.find(name))
                    .ifPresent(value -> origins.put(name, value.text() + ", " + value.origin()));
        }
        return origins;
    }

    @Test
    void networksOfAnotherKindStartAsTheyDo() {
        Map<String, String> r3gan = Map.of("arch", "r3gan");
        assertEquals(Map.of("init", "pytorch, default"), origins(r3gan, "init"));
        assertEquals(Map.of("init", "he, data set digits"), origins(Map.of("arch", "dcgan"), "init"));
        assertEquals(
                Map.of("init", "he, preset mnist-dcgan", "d-head", "0, default"),
                origins(Map.of("preset", "mnist-dcgan", "arch", "resnet"), "init", "d-head"));
    }

    @Test
    void networksWithoutASpectralNormKeepThePenaltyOfTheRecipe() {
        String[] bounds = {"spectral-norm", "penalty"};
        Map<String, String> plain = Map.of("loss", "fgan-kl", "dataset", "shapes");
        assertEquals(
                Map.of("spectral-norm", "true, loss fgan-kl", "penalty", "none, loss fgan-kl"), origins(plain, bounds));
        Map<String, String> r3gan = Map.of("loss", "fgan-kl", "dataset", "shapes", "arch", "r3gan");
        Map<String, String> r1 = Map.of("spectral-norm", "false, default", "penalty", "r1:1.5, data set shapes");
        assertEquals(r1, origins(r3gan, bounds));
        Map<String, String> coarse = Map.of("loss", "lsgan", "dataset", "shapes", "precision", "bfloat16");
        assertEquals(r1, origins(coarse, bounds));
        Map<String, String> refused = Map.of("loss", "softmax", "dataset", "shapes", "spectral-norm", "false");
        assertEquals(
                Map.of("spectral-norm", "false, flag", "penalty", "r1:1.5, data set shapes"), origins(refused, bounds));
    }

    @Test
    void ratesForConvolutionsAreNotThoseOfPerceptrons() {
        Map<String, String> perceptrons = Map.of("preset", "mnist-mlp", "loss", "wgan-gp");
        assertEquals(Map.of("g-lr", "2e-4, preset mnist-mlp"), origins(perceptrons, "g-lr"));
        Map<String, String> convolutions = Map.of("preset", "mnist-dcgan", "loss", "wgan-gp");
        assertEquals(Map.of("g-lr", "2e-3, loss wgan-gp"), origins(convolutions, "g-lr"));
    }

    @Test
    void aWeightIsThatOfAClassifier() {
        assertEquals(
                Map.of("class-by", "auxiliary, default"),
                origins(Map.of("preset", "mnist-dcgan", "conditional", "2", "dataset", "digits"), "class-by"));
        assertEquals(
                Map.of("class-by", "score, preset mnist-dcgan"),
                origins(Map.of("preset", "mnist-dcgan", "conditional", "1", "dataset", "digits"), "class-by"));
    }

    @Test
    void packsHaveNoClass() {
        assertEquals(
                Map.of("class-by", "auxiliary, default", "clusters", "0, default", "conditional", "0, default"),
                origins(Map.of("preset", "mnist-dcgan", "pack", "4"), "class-by", "clusters", "conditional"));
        assertEquals(
                Map.of("conditional", "1, preset mnist-dcgan"),
                origins(Map.of("preset", "mnist-dcgan", "pack", "1"), "conditional"));
    }
}
