package org.gan4j.losses.penalty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.gan4j.testing.EngineTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Numbers by PyTorch 2.7.1, float64:
 *
 * <pre>
 * m = torch.nn.utils.spectral_norm(torch.nn.Linear(3, 2))
 * m.weight_orig = [[.5, -.3, .8], [-.2, .7, .1]], m.bias = [.1, -.2], m.weight_u = [.6, .8], m.weight_v = [1, 0, 0]
 * x = torch.tensor([[1., 2, -1], [.5, -.4, .3]]); c = torch.tensor([[1., -2], [3, .5]])
 * m.eval(); m(x)
 * m.train(); y = m(x); (y * c).sum().backward()
 * m(x); m.eval(); m(x)
 * </pre>
 */
final class SpectralNormTest extends EngineTest {

    private static final double[] FIRST = {-1.14482168071, 1.32144872087, 0.943712472484, -0.684097320278};
    private static final double[] SECOND = {-0.947892770097, 1.08075783012, 0.810238433065, -0.607513855038};

    private final Linear linear = Linear.builder().setUnits(2).build();
    private final SpectralNorm block = new SpectralNorm(linear);
    private ParameterStore store;

    @BeforeEach
    void setTheWeights() {
        store = new ParameterStore(manager, false);
        block.initialize(manager, DataType.FLOAT64, new Shape(2, 3));
        array("weight").set(new double[] {.5, -.3, .8, -.2, .7, .1});
        array("bias").set(new double[] {.1, -.2});
        array("u").set(new double[] {.6, .8});
        array("v").set(new double[] {1, 0, 0});
    }

    private NDArray array(String name) {
        return block.getParameters().stream()
                .filter(parameter -> parameter.getKey().endsWith(name))
                .findFirst()
                .orElseThrow()
                .getValue()
                .getArray();
    }

    private NDArray samples() {
        return float64(1, 2, -1, .5, -.4, .3).reshape(2, 3);
    }

    private NDArray forward(NDArray x, boolean training) {
        return block.forward(store, new NDList(x), training).singletonOrThrow();
    }

    @Test
    void equalsPyTorch() {
        assertArrayEquals(
                new double[] {-6.32857142857, 7.65714285714, 4.45714285714, -2.7},
                numbers(forward(samples(), false)),
                1e-10);
        try (GradientCollector collector = collect()) {
            NDArray y = forward(samples(), true);
            assertArrayEquals(FIRST, numbers(y), 1e-10);
            collector.backward(y.mul(float64(1, -2, 3, .5).reshape(2, 2)).sum());
        }
        assertArrayEquals(
                new double[] {3.910638434, 2.33553790467, 1.67288820797, -2.09097341572, -4.91477491079, 4.29179342439},
                numbers(array("weight").getGradient()),
                1e-10);
        assertArrayEquals(new double[] {4, -1.5}, numbers(array("bias").getGradient()), 1e-12);
        assertArrayEquals(new double[] {0.808562955794, 0.588409675751}, numbers(array("u")), 1e-10);
        assertArrayEquals(new double[] {0.202579678061, 0.549859126165, 0.810318712243}, numbers(array("v")), 1e-10);
        assertArrayEquals(SECOND, numbers(forward(samples(), true)), 1e-10);
        assertArrayEquals(SECOND, numbers(forward(samples(), false)), 1e-10);
    }

    /** As a batch that an optimizer or DJL itself has named, and a weight that another function has taken in a list. */
    @Test
    void namesDoNotMatter() {
        NDArray x = samples();
        x.setName("data[]");
        array("weight").setName("p[]");
        assertArrayEquals(FIRST, numbers(forward(x, true)), 1e-10);
        x.setName("weights[]");
        assertArrayEquals(FIRST, numbers(forward(x, false)), 1e-10);
        assertEquals("weights[]", x.getName());
    }

    /** Two threads in one layer: nothing of a call is kept where the other sees it. */
    @Test
    void threadsShareALayer() throws Exception {
        double[] expected = numbers(forward(samples(), false));
        CompletableFuture<?>[] threads = new CompletableFuture<?>[2];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = CompletableFuture.runAsync(() -> {
                try (NDManager own = manager.newSubManager()) {
                    for (int n = 0; n < 300; n++) {
                        NDArray x = own.create(new double[] {1, 2, -1, .5, -.4, .3}, new Shape(2, 3));
                        assertArrayEquals(expected, numbers(forward(x, false)), 0);
                    }
                }
            });
        }
        CompletableFuture.allOf(threads).get(60, TimeUnit.SECONDS);
    }

    @Test
    void onlyATrainingForwardIterates() {
        forward(samples(), true);
        double[] u = numbers(array("u"));
        double[] v = numbers(array("v"));
        forward(samples(), false);
        assertArrayEquals(u, numbers(array("u")), 0);
        assertArrayEquals(v, numbers(array("v")), 0);
        forward(samples(), true);
        assertTrue(Math.abs(u[0] - numbers(array("u"))[0]) > 1e-3);
    }

    /** PyTorch's {@code linalg.svdvals}: 1.0384. */
    @Test
    void theIterationFindsTheLargestSingularValue() {
        for (int i = 0; i < 60; i++) {
            forward(samples(), true);
        }
        double[] y = numbers(forward(float64(1, 0, 0).reshape(1, 3), false));
        assertEquals(.5 / 1.0384 + .1, y[0], 1e-4);
        assertEquals(-.2 / 1.0384 - .2, y[1], 1e-4);
    }

    /** A critic may be asked before its first step. */
    @Test
    void isRightFromTheStart() {
        seed(5);
        Linear wide = Linear.builder().setUnits(4).optBias(false).build();
        SpectralNorm fresh = new SpectralNorm(wide);
        fresh.initialize(manager, DataType.FLOAT32, new Shape(1, 6));
        NDArray x = manager.randomNormal(new Shape(200, 6));
        NDArray y = fresh.forward(store, new NDList(x), false).singletonOrThrow();
        double[] lengths = numbers(y.norm(new int[] {1}).div(x.norm(new int[] {1})));
        double longest = Arrays.stream(lengths).max().orElseThrow();
        assertTrue(longest > 0.7 && longest < 1.02, "the layer stretches by " + longest);
    }

    /** The critic sees two batches before the first backward pass; the second must not disturb the graph of the first. */
    @Test
    void twoForwardPassesMayShareABackwardPass() {
        try (GradientCollector collector = collect()) {
            NDArray first = forward(samples(), true);
            NDArray second = forward(samples(), true);
            collector.backward(first.sum().add(second.sum()));
        }
        assertArrayEquals(new double[] {4, 4}, numbers(array("bias").getGradient()), 1e-12);
    }

    /** W/σ(W) with the vectors fixed; the difference moves the weight and sets the vectors to where the iteration has led. */
    @Test
    void theGradientFlowsThroughSigma() {
        forward(samples(), true);
        double[] weight = numbers(array("weight"));
        try (GradientCollector collector = collect()) {
            collector.backward(forward(samples(), false).square().sum());
        }
        double[] actual = numbers(array("weight").getGradient());
        double step = 1e-6;
        for (int i = 0; i < weight.length; i++) {
            double slope = (at(weight, i, step) - at(weight, i, -step)) / (2 * step);
            assertEquals(slope, actual[i], 1e-7, "weight " + i);
        }
    }

    private double at(double[] weight, int index, double by) {
        double[] moved = weight.clone();
        moved[index] += by;
        array("weight").set(moved);
        return number(forward(samples(), false).square().sum());
    }

    /** A gradient penalty through the block: PenaltyTest's central differences, with W/σ(W) between. */
    @Test
    void carriesAPenaltysSecondOrder() {
        forward(samples(), true);
        Critic critic = x -> forward(x, false).tanh();
        double[] weight = numbers(array("weight"));
        Penalty penalty = new R1Penalty(1);
        try (GradientCollector collector = collect()) {
            collector.backward(penalty.evaluate(critic, samples(), samples()));
        }
        double[] actual = numbers(array("weight").getGradient());
        double step = 1e-5;
        for (int i = 0; i < weight.length; i++) {
            double slope = (penaltyAt(weight, i, step, critic, penalty) - penaltyAt(weight, i, -step, critic, penalty))
                    / (2 * step);
            assertEquals(slope, actual[i], 1e-8, "weight " + i);
            assertTrue(Math.abs(slope) > 1e-4, "a flat place would prove nothing");
        }
    }

    private double penaltyAt(double[] weight, int index, double by, Critic critic, Penalty penalty) {
        double[] moved = weight.clone();
        moved[index] += by;
        array("weight").set(moved);
        return recorded(() -> number(penalty.evaluate(critic, samples(), samples())));
    }

    @Test
    void theVectorsAreParametersThatDoNotLearn() {
        assertEquals(
                List.of("u", "v", "01linear_weight", "01linear_bias"),
                block.getParameters().keys());
        for (String name : new String[] {"u", "v"}) {
            Parameter vector = block.getDirectParameters().get(name);
            assertFalse(vector.requiresGradient());
            assertFalse(vector.getArray().hasGradient());
        }
        assertTrue(array("weight").hasGradient());
    }

    @Test
    void theVectorsTravelWithTheParameters() throws IOException, MalformedModelException {
        forward(samples(), true);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        block.saveParameters(new DataOutputStream(bytes));
        SpectralNorm loaded = new SpectralNorm(Linear.builder().setUnits(2).build());
        loaded.loadParameters(manager, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        NDArray y = loaded.forward(store, new NDList(samples()), true).singletonOrThrow();
        assertArrayEquals(SECOND, numbers(y), 1e-10);
    }

    @Test
    void stacksAsAnyBlock() {
        SequentialBlock critic = new SequentialBlock()
                .add(new SpectralNorm(Linear.builder().setUnits(8).build()))
                .add(Activation::relu)
                .add(new SpectralNorm(Linear.builder().setUnits(1).build()));
        critic.initialize(manager, DataType.FLOAT32, new Shape(5, 3));
        assertArrayEquals(new Shape[] {new Shape(5, 1)}, critic.getOutputShapes(new Shape[] {new Shape(5, 3)}));
        NDArray y = critic.forward(store, new NDList(manager.ones(new Shape(5, 3))), true)
                .singletonOrThrow();
        assertEquals(new Shape(5, 1), y.getShape());
    }

    @Test
    void nothingIsLeftBehind() {
        NDArray u = array("u");
        step();
        long before = liveArrays();
        for (int i = 0; i < 200; i++) {
            step();
        }
        assertEquals(before, liveArrays());
        assertSame(u, array("u"));
        assertSame(manager, u.getManager());
    }

    private void step() {
        try (NDManager step = manager.newSubManager();
                GradientCollector collector = collect()) {
            NDArray x = step.create(new double[] {1, 2, -1, .5, -.4, .3}, new Shape(2, 3));
            NDArray y = forward(x, true);
            assertSame(step, y.getManager());
            collector.backward(y.add(forward(x, false)).sum());
        }
    }
}
