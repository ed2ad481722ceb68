package org.gan4j.torchscript;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SymbolBlock;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.gan4j.losses.Constants;
import org.gan4j.testing.EngineTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TorchScriptFunctionTest extends EngineTest {

    private static final TorchScriptFunction WEIGHTED =
            new TorchScriptFunction("x: Tensor, weights: Tensor[n]", "return x * x * weights[0]");

    @Test
    void callsAFunctionOfSeveralArguments() {
        var function = new TorchScriptFunction("x: Tensor, y: Tensor", "z = x + 10 * y", "return z");
        NDArray sum = function.apply(float32(1, 2), float32(3, 4));
        assertArrayEquals(new double[] {31, 42}, numbers(sum));
    }

    @Test
    void aNumberTravelsAsAnArray() {
        var function = new TorchScriptFunction("x: Tensor, by: Tensor", "return x * float(by)");
        NDArray scaled = function.apply(float64(1, 2), manager.create(0.1));
        assertArrayEquals(new double[] {0.1, 0.2}, numbers(scaled));
    }

    @Test
    void aListOfFixedLengthIsAsManyArraysInARow() {
        var function = new TorchScriptFunction(
                "a: Tensor[2], x: Tensor, b: Tensor[1]",
                "return [a[0] * x, a[1] * x, b[0] - x, torch.tensor(len(a) * 10 + len(b))]");
        NDList results = function.call(new NDList(float32(2), float32(3, 4), float32(10), float32(1)));
        assertArrayEquals(new double[] {20}, numbers(results.get(0)));
        assertArrayEquals(new double[] {30, 40}, numbers(results.get(1)));
        assertArrayEquals(new double[] {-9}, numbers(results.get(2)));
        assertEquals(21, results.get(3).getLong());
        assertThrows(
                IllegalArgumentException.class,
                () -> function.call(new NDList(float32(2), float32(3), float32(10))),
                "one missing");
    }

    /** As {@link TorchScriptFunction#call} says: changes to a list's arrays are kept if the result depends on the list. */
    @Test
    void aListOfFixedLengthIsChangedInPlace() {
        String[] body = {"torch._foreach_add_(a, 1)", "torch._foreach_mul_(a, 3)"};
        var kept = new TorchScriptFunction("a: Tensor[2]", body[0], body[1], "return a[0]");
        var dropped = new TorchScriptFunction("x: Tensor, a: Tensor[2]", body[0], body[1], "return x");
        NDArray first = float32(1);
        NDArray second = float32(2);
        for (int i = 0; i < 3; i++) { // PyTorch may rewrite a function after its first calls
            kept.run(new NDList(first, second));
            dropped.run(new NDList(float32(0), first, second));
        }
        assertEquals(66, number(first)); // ((1 + 1)·3 + 1)·3 = 21, (21 + 1)·3
        assertEquals(93, number(second)); // ((2 + 1)·3 + 1)·3 = 30, (30 + 1)·3
    }

    @Test
    void aListMayBeOfAnyLengthFromOneOn() {
        var function = new TorchScriptFunction(
                "x: Tensor, a: Tensor[n], b: Tensor[n]", "return x + torch.sum(torch.stack(a)) - b[len(b) - 1]");
        assertEquals(12, number(function.apply(float32(10), float32(3), float32(1))));
        assertEquals(15, number(function.apply(float32(10), float32(3), float32(4), float32(1), float32(2))));
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> function.apply(float32(10), float32(3), float32(4), float32(1)));
        assertEquals(
                "a TorchScript function of (x: Tensor, a: Tensor[n], b: Tensor[n]) takes 1 + 2·n arrays, n at least 1,"
                        + " not 4",
                e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> function.apply(float32(10)), "n = 0");
    }

    @Test
    void anArgumentIsATensorOrAListOfThem() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> new TorchScriptFunction("x: Tensor, by: float", "return x * by"));
        assertTrue(e.getMessage().startsWith("argument 'by: float' of a TorchScript function must be"), e.getMessage());
    }

    @Test
    void manyThreadsMayMakeTheFirstCall() {
        var function = new TorchScriptFunction("x: Tensor", "return x * 17");
        double[] results = IntStream.range(0, 16)
                .parallel()
                .mapToDouble(i -> {
                    try (NDManager own = NDManager.newBaseManager("PyTorch")) {
                        return function.apply(own.create((float) i)).getFloat();
                    }
                })
                .toArray();
        assertArrayEquals(IntStream.range(0, 16).mapToDouble(i -> 17 * i).toArray(), results);
    }

    @Test
    @SuppressWarnings("try") // the collector is never called: while it is open, the engine records
    void aGradientMayBeAskedOfAnArrayOfAnyName() {
        var slope = new TorchScriptFunction(
                "y: Tensor, x: Tensor", "return torch._unwrap_optional(torch.grad([y], [x])[0])");
        NDArray x = float32(3);
        x.setName("layer.weights[]");
        x.setRequiresGradient(true);
        try (GradientCollector collector = collect()) {
            assertEquals(6, number(slope.apply(x.square().sum(), x))); // 2x
        }
        assertEquals("layer.weights[]", x.getName());
    }

    /** DJL takes such names for lists, dictionaries, tuples and methods. */
    @ParameterizedTest
    @ValueSource(
            strings = {"x[]", "weights[]", "layer.weight", "pair()", "pair(1,2)", "pair[0/x]", "module_method:other"})
    void anArrayMayHaveAnyName(String name) {
        NDArray x = float32(2);
        x.setName(name);
        x.setRequiresGradient(true);
        long before = liveArrays();
        try (NDManager step = manager.newSubManager();
                GradientCollector collector = collect()) {
            NDArray y = WEIGHTED.apply(x, step.create(new float[] {3}));
            y.attach(step);
            assertEquals(12, number(y)); // by hand: 2·2·3
            collector.backward(y);
        }
        assertArrayEquals(new double[] {12}, numbers(x.getGradient())); // 2·2·3
        assertEquals(name, x.getName());
        assertEquals(before + 2, liveArrays()); // its gradient, and the same as doubles
    }

    @Test
    void aTupleIsSeveralResults() {
        var function = new TorchScriptFunction("x: Tensor", "return x + 1, x * 2");
        NDList results = function.call(new NDList(float32(5)));
        assertEquals(2, results.size());
        assertEquals(6, number(results.get(0)));
        assertEquals(10, number(results.get(1)));
    }

    @Test
    void resultsBelongToTheManagerOfTheFirstArgument() {
        var function = new TorchScriptFunction("x: Tensor, y: Tensor", "return x + y");
        try (NDManager step = manager.newSubManager()) {
            NDArray sum = function.apply(step.create(1f), manager.create(2f));
            assertSame(step, sum.getManager());
        }
    }

    @Test
    void callIsRecordedForABackwardPass() {
        var function = new TorchScriptFunction("x: Tensor", "return x * x * x");
        NDArray x = float64(2, -1);
        x.setRequiresGradient(true);
        try (GradientCollector collector = collect()) {
            collector.backward(function.apply(x).sum());
        }
        assertArrayEquals(new double[] {12, 3}, numbers(x.getGradient()), 1e-12); // 3x²
    }

    /** d/dx of Σ(3x²) is 6x: the inner gradient has a graph of its own. */
    @Test
    void torchGradGivesTheSecondOrder() {
        var slope = new TorchScriptFunction(
                "y: Tensor, x: Tensor",
                "g = torch.grad([y], [x], None, True, True, False)",
                "return torch._unwrap_optional(g[0])");
        NDArray x = float64(2, -1);
        x.setRequiresGradient(true);
        try (GradientCollector collector = collect()) {
            NDArray first = slope.apply(x.square().mul(x).sum(), x);
            assertArrayEquals(new double[] {12, 3}, numbers(first), 1e-12);
            collector.backward(first.sum());
        }
        assertArrayEquals(new double[] {12, -6}, numbers(x.getGradient()), 1e-12);
    }

    @Test
    void aDetachedViewChangesALeafInPlace() {
        var function =
                new TorchScriptFunction("p: Tensor[n]", "view = torch.detach(p[0])", "return torch.add_(view, 1.5)");
        NDArray leaf = float32(1, 2);
        leaf.setRequiresGradient(true);
        try (GradientCollector collector = collect()) {
            function.apply(leaf);
            assertArrayEquals(new double[] {2.5, 3.5}, numbers(leaf));
            // Still a leaf that learns.
            collector.backward(leaf.square().sum());
        }
        assertArrayEquals(new double[] {5, 7}, numbers(leaf.getGradient()));
    }

    @Test
    void withoutACollectorNothingIsRecorded() {
        var function = new TorchScriptFunction("x: Tensor", "return x * 2");
        NDArray x = float32(1);
        x.setRequiresGradient(true);
        NDArray unrecorded = function.apply(x);
        try (GradientCollector collector = collect()) {
            assertThrows(EngineException.class, () -> collector.backward(unrecorded));
            collector.backward(function.apply(x));
        }
        assertEquals(2, number(x.getGradient()));
    }

    @Test
    void aTextThatDoesNotCompileIsShownWithTheEnginesReason() {
        var broken = new TorchScriptFunction("x: Tensor", "y = torch.no_such_function(x)", "return y");
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> broken.apply(float32(1)));
        assertTrue(e.getMessage().startsWith("TorchScript does not compile: "), e.getMessage());
        assertTrue(e.getMessage().contains("no_such_function"), e.getMessage());
        assertTrue(
                e.getMessage().endsWith("(x: Tensor):\n    y = torch.no_such_function(x)\n    return y\n"),
                e.getMessage());
        assertNotNull(e.getCause());
    }

    @Test
    void aTextThatIsNoPythonIsShown() {
        var garbled = new TorchScriptFunction("x: Tensor", "return ((x");
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> garbled.apply(float32(1)));
        assertTrue(e.getMessage().contains("return ((x"), e.getMessage());
    }

    /** An observer is told enough to write what it saw as one text, until the work ends, be it by an error. */
    @Test
    void callsCanBeObserved() {
        var sum = new TorchScriptFunction("xs: Tensor[n], y: Tensor", "return xs[0] + xs[1] * y");
        List<Method> methods = new ArrayList<>();
        List<NDArray> seen = new ArrayList<>();
        NDArray two = float32(2);
        NDArray three = float32(3);
        TorchScriptFunction.observe(
                (method, arguments, results) -> {
                    methods.add(method);
                    seen.addAll(arguments);
                    seen.addAll(results);
                },
                () -> seen.add(sum.apply(two, three, three)));
        assertSame(seen.get(3), seen.get(4));
        assertEquals(List.of(two, three, three), seen.subList(0, 3));

        RuntimeException thrown = new RuntimeException("by the test");
        assertSame(
                thrown,
                assertThrows(
                        RuntimeException.class,
                        () -> TorchScriptFunction.observe((method, arguments, results) -> methods.clear(), () -> {
                            throw thrown;
                        })));
        sum.apply(two, three, three);

        NDManager owner = manager.newSubManager();
        SymbolBlock twice = TorchScriptFunction.compile(
                new Method("a: Tensor, b: Tensor", List.of("c = (self).m0(a, b, b)", "return (self).m1(c)")),
                List.of(methods.get(0), new Method("x: Tensor", List.of("return x * 2"))),
                owner);
        NDArray result = twice.forward(new ParameterStore(manager, false), new NDList(two, three), true)
                .head();
        assertArrayEquals(new double[] {2 * (2 + 3 * 3)}, numbers(result));
        owner.close();
        assertThrows(
                RuntimeException.class,
                () -> twice.forward(new ParameterStore(manager, false), new NDList(two, three), true),
                "its owner has freed it");
    }

    @Test
    void oneFunctionServesManyCallsOfManyShapesAndTypes() {
        var function = new TorchScriptFunction("x: Tensor", "return torch.sum(x * x)");
        long before = liveArrays();
        for (int i = 0; i < 300; i++) {
            try (NDManager step = manager.newSubManager();
                    GradientCollector collector = collect()) {
                int n = 1 + i % 7;
                NDArray x = Constants.times(step.ones(i % 2 == 0 ? new Shape(n, 3) : new Shape(3, 1, n)), i % 3);
                x.setRequiresGradient(true);
                NDArray y = function.apply(x);
                assertEquals(3.0 * n * (i % 3) * (i % 3), number(y));
                collector.backward(y);
                assertEquals(2 * (i % 3), numbers(x.getGradient())[3 * n - 1]);
            }
        }
        assertEquals(before, liveArrays());
        assertEquals(5, number(function.apply(float64(1, 2))));
    }
}
