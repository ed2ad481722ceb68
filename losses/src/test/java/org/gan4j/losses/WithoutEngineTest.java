package org.gan4j.losses;

import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.engine.Engine;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.gan4j.losses.penalty.LatentConsistency;
import org.gan4j.losses.penalty.PenaltyCatalog;
import org.gan4j.losses.penalty.WeightClipping;
import org.junit.jupiter.api.Test;

/** A program settles how the engine runs before it starts. Until then it may name, describe and make losses. */
final class WithoutEngineTest {

    @Test
    void lossesAndPenaltiesAreMadeWithoutTheEngine() throws Exception {
        URL[] withoutPyTorch = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("pytorch"))
                .map(WithoutEngineTest::url)
                .toArray(URL[]::new);
        ClassLoader usual = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(withoutPyTorch, ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader); // where DJL looks for engines
            Class.forName(Program.class.getName(), true, loader)
                    .getMethod("run")
                    .invoke(null);
        } finally {
            Thread.currentThread().setContextClassLoader(usual);
        }
    }

    private static URL url(String path) {
        try {
            return Path.of(path).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs with classes of its own, among which there is no engine. */
    public static final class Program {
        public static void run() {
            LossCatalog.all().forEach(loss -> loss.create(Map.of()));
            PenaltyCatalog.all().forEach(penalty -> penalty.create(penalty.defaultWeight()));
            BinaryCrossEntropy.onProbabilities(Reduction.MEAN);
            new SoftmaxCrossEntropy(Reduction.MEAN);
            new PullAwayTerm();
            new LatentConsistency();
            new WeightClipping(0.01);
            assertThrows(IllegalArgumentException.class, () -> Engine.getEngine("PyTorch"));
        }
    }
}
