package org.gan4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gan4j.data.ImageShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The players of every architecture: from noise to pictures of every size, and from there to scores. */
class ArchitectureSizesTest {

    private static Blueprint blueprint(Player player, ImageShape picture, int pack, List<Integer> channels, int head) {
        return new Blueprint(
                player,
                player == Player.GENERATOR ? 20 : 11,
                picture.size(),
                picture,
                pack,
                List.of(16),
                channels,
                head,
                1,
                ActivationFunction.parse("leaky-relu:0.2"),
                Norm.NONE,
                Initialization.PYTORCH,
                false);
    }

    @ParameterizedTest
    @CsvSource({"1, 8, 8", "3, 8, 8", "1, 20, 36", "1, 28, 28", "3, 30, 30", "3, 32, 32", "1, 64, 48", "3, 256, 256"})
    void everySizeIsReached(int colours, int height, int width) {
        ImageShape picture = new ImageShape(colours, height, width);
        for (Architecture arch : Architecture.values()) {
            Layer generator = arch.generator(blueprint(Player.GENERATOR, picture, 1, List.of(), 0));
            assertEquals(new Shape(picture.size()), generator.output(new Shape(20)), arch + " G");
            Layer discriminator = arch.discriminator(blueprint(Player.DISCRIMINATOR, picture, 2, List.of(), 0));
            assertEquals(new Shape(11), discriminator.output(new Shape(2 * picture.size())), arch + " D");
            assertTrue(discriminator.multiplyAdds(new Shape(2 * picture.size())) > 0);
        }
    }

    private static Map<String, String> shapes(Layer layer) {
        return layer.weights().stream()
                .collect(Collectors.toMap(
                        Layer.Weight::name, weight -> weight.shape().toString()));
    }

    /** The networks of a recipe for MNIST: 64x7x7, transposed convolutions to 32 and 1; convolutions to 32 and 64, linear to 256. */
    @Test
    void dcganIsWhatItsFlagsSay() {
        ImageShape picture = new ImageShape(1, 28, 28);
        Layer generator = Architecture.DCGAN.generator(blueprint(Player.GENERATOR, picture, 1, List.of(64, 32), 0));
        assertEquals(
                Map.of(
                        "0.weight", "(3136, 20)",
                        "0.bias", "(3136)",
                        "3.weight", "(64, 32, 4, 4)",
                        "3.bias", "(32)",
                        "5.weight", "(32, 1, 4, 4)",
                        "5.bias", "(1)"),
                shapes(generator));
        Layer discriminator =
                Architecture.DCGAN.discriminator(blueprint(Player.DISCRIMINATOR, picture, 1, List.of(32, 64), 256));
        assertEquals(
                Map.of(
                        "1.weight", "(32, 1, 4, 4)",
                        "1.bias", "(32)",
                        "3.weight", "(64, 32, 4, 4)",
                        "3.bias", "(64)",
                        "6.weight", "(256, 3136)",
                        "6.bias", "(256)",
                        "8.weight", "(11, 256)",
                        "8.bias", "(11)"),
                shapes(discriminator));
    }

    /**
     * Counted by the authors' code: {@code Generator(64, [768]*4, [96]*4, [2]*4, 2)} and {@code Discriminator([768]*4, [96]*4, [2]*4, 2)}
     * of R3GAN/Networks.py at commit 19a7ddf, whose CIFAR-10 preset it is; three colours, 32x32, one score.
     */
    @Test
    void r3ganHasAsManyWeightsAsTheAuthorsCode() {
        List<Integer> channels = List.of(768, 768, 768, 768);
        ImageShape picture = new ImageShape(3, 32, 32);
        for (Player player : Player.values()) {
            boolean generates = player == Player.GENERATOR;
            Blueprint blueprint = new Blueprint(
                    player,
                    generates ? 64 : 1,
                    picture.size(),
                    picture,
                    1,
                    List.of(),
                    channels,
                    0,
                    2,
                    ActivationFunction.parse("leaky-relu:0.2"),
                    Norm.NONE,
                    Initialization.PYTORCH,
                    false);
            Layer layer =
                    generates ? Architecture.R3GAN.generator(blueprint) : Architecture.R3GAN.discriminator(blueprint);
            long weights = layer.weights().stream()
                    .mapToLong(weight -> weight.shape().size())
                    .sum();
            assertEquals(generates ? 20_732_160 : 20_683_776, weights, player.toString());
        }
    }

    /** In a block the last convolution is 0, so that it begins as the identity; the others have the variance that the paper says. */
    @Test
    void r3ganStartsAsItsPaperSays() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            manager.getEngine().setRandomSeed(1);
            ImageShape picture = new ImageShape(3, 32, 32);
            Layer layer = Architecture.R3GAN.discriminator(
                    blueprint(Player.DISCRIMINATOR, picture, 1, List.of(64, 64, 64, 64), 0));
            Network network = new Network(layer, Precision.FLOAT32, manager);
            Map<String, NDArray> arrays = network.weights();
            // 64 inputs, four blocks: variance 2/1.04 / √4 / 64.
            double variance =
                    arrays.get("2.body.0.weight").stopGradient().square().mean().getFloat();
            assertEquals(2 / 1.04 / 2 / 64, variance, 0.05 * variance);
            assertEquals(
                    0, arrays.get("2.body.4.weight").stopGradient().abs().max().getFloat());
            assertEquals(
                    0, arrays.get("2.body.0.bias").stopGradient().abs().max().getFloat());
        }
    }
}
