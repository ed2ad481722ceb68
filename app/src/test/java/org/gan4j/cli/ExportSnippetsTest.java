package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Model;
import ai.djl.ModelException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.gan4j.export.ExportedBlock;
import org.gan4j.run.TrainedPlayer;
import org.gan4j.testing.Cli;
import org.gan4j.train.GeneratorInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java that app/doc/export.md shows for exported files, compiled and run: what stands between the two marks. */
class ExportSnippetsTest {

    // snippet begin
    /** A network of the file {@code generator.pt}. */
    static Model torchScript(Path exports) throws IOException, ModelException {
        Model model = Model.newInstance("generator", "PyTorch");
        model.load(exports);
        return model;
    }

    /** The same of {@code generator-0000.params}, with the block of {@code ExportedBlock.java}. */
    static Model parameters(Path exports) throws IOException, ModelException {
        Model model = Model.newInstance("generator", "PyTorch");
        model.setBlock(ExportedBlock.read(exports.resolve("generator-0000.params.json")));
        model.load(exports);
        return model;
    }

    /** The same by hand, with the layers that the JSON names. */
    static Model byHand(Path exports) throws IOException, ModelException {
        Model model = Model.newInstance("generator", "PyTorch");
        model.setBlock(new SequentialBlock()
                .add(Linear.builder().setUnits(256).build())
                .add(Activation.leakyReluBlock(0.2f))
                .add(Linear.builder().setUnits(512).build())
                .add(Activation.leakyReluBlock(0.2f))
                .add(Linear.builder().setUnits(784).build())
                .add(Activation::tanh));
        model.load(exports);
        return model;
    }

    static NDArray samples(Model model, NDArray latent) throws TranslateException {
        try (Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator(null))) {
            return predictor.predict(new NDList(latent)).head();
        }
    }
    // snippet end

    @Test
    void theShownCodeMakesTheRunsSamples(@TempDir Path temp) throws Exception {
        // The page's run, shorter: the same preset, and so the same layers.
        Path run = temp.resolve("run");
        assertDone(Cli.run("train", "--steps", "1", "--quiet", "--out", run.toString()));
        for (String format : new String[] {"torchscript", "djl"}) {
            assertDone(Cli.run("export", run.toString(), "--format", format));
        }
        Path exports = run.resolve("exports");
        try (NDManager manager = NDManager.newBaseManager();
                TrainedPlayer generator = TrainedPlayer.generator(run, Optional.empty(), manager);
                Model torchScript = torchScript(exports);
                Model parameters = parameters(exports);
                Model byHand = byHand(exports)) {
            NDArray latent = generator.input(0, 64, GeneratorInput.EVERY_CLASS);
            float[] expected = generator.network().forward(latent).toFloatArray();
            assertEquals(64 * 784, expected.length);
            assertArrayEquals(expected, samples(torchScript, latent).toFloatArray(), 1e-5f);
            assertArrayEquals(expected, samples(parameters, latent).toFloatArray(), 1e-5f);
            assertArrayEquals(expected, samples(byHand, latent).toFloatArray(), 1e-5f);
        }
    }

    private static void assertDone(Cli.Result result) {
        assertEquals(0, result.code(), result.err());
    }
}
