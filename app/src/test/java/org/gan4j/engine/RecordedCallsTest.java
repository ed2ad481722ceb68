package org.gan4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.gan4j.torchscript.TorchScriptFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordedCallsTest {

    private static final TorchScriptFunction DOUBLED = new TorchScriptFunction("x: Tensor", "return torch.mul(x, 2)");

    private static final TorchScriptFunction PARTS =
            new TorchScriptFunction("xs: Tensor[2]", "return [torch.add(xs[0], xs[1]), torch.sub(xs[0], xs[1])]");

    private static final TorchScriptFunction ONE_IN_A_LIST =
            new TorchScriptFunction("x: Tensor", "return [torch.neg(x)]");

    private static final Program KEEP_SQUARE = new Program(
            "x: Tensor, weights: List[Tensor]",
            List.of("square = torch.mul(x, x)", "return ([torch.add(square, weights[0])], [square])"));

    private static final Program ADD_UP = new Program(
            "sum: Tensor, kept: List[Tensor], y: Tensor, factor: float, shift: int",
            List.of("torch.add_(sum, torch.add(torch.mul(torch.add(kept[0], y), factor), shift))", "return sum"));

    private static final Program ADD =
            new Program("sum: Tensor, y: Tensor", List.of("torch.add_(sum, y)", "return sum"));

    private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    private final NDArray sum = manager.zeros(new Shape(2));

    @AfterEach
    void close() {
        manager.close();
    }

    /** Does some work on an array of its scope. */
    private Optional<RecordedCalls> record(float x, Consumer<NDArray> work) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray input = scope.create(new float[] {x, -x});
            return RecordedCalls.record(manager, scope, List.of(input), () -> work.accept(input));
        }
    }

    private void repeat(RecordedCalls calls, float x) {
        try (NDManager scope = manager.newSubManager()) {
            calls.repeat(List.of(scope.create(new float[] {x, -x})));
        }
    }

    private void add(NDArray y) {
        ADD.perform(List.of(sum, y));
    }

    @Test
    void doesAgainWhatTheCallsDid() {
        NDArray weight = manager.create(new float[] {10, 20});
        Bundle weights = Bundle.of(manager, List.of(weight));
        AtomicReference<Double> factor = new AtomicReference<>(1.);
        AtomicReference<Long> shift = new AtomicReference<>(0L);
        Consumer<NDArray> work = input -> {
            NDArray x = DOUBLED.apply(input);
            Program.Results squared = KEEP_SQUARE.call(x.getManager(), List.of(x, weights));
            NDList parts = PARTS.call(new NDList(squared.arrays().head(), x));
            NDArray y = ONE_IN_A_LIST.call(new NDList(parts.get(1))).head();
            ADD_UP.perform(
                    List.of(sum, squared.kept(), y, (Supplier<Double>) factor::get, (Supplier<Long>) shift::get));
            ADD_UP.perform(List.of(sum, squared.kept(), parts.get(0), 0.5, 7L));
        };
        // By hand: x is 2 and -2 for 1, its square s 4 and 4; y is x - s - w, or -12 and -26; the other part s + w + x,
        // or 16 and 22.
        // So sum is s + y, or -8 and -22, and (s + 16)/2 + 7, or 17, and (4 + 22)/2 + 7, or 20.
        RecordedCalls calls = record(1, work).orElseThrow();
        assertArrayEquals(new float[] {9, -2}, sum.toFloatArray());

        factor.set(0.25);
        shift.set(-3L);
        weight.addi(weight);
        repeat(calls, 3);
        NDArray repeated = sum.duplicate();
        sum.subi(sum).addi(manager.create(new float[] {9, -2}));
        record(3, work);
        assertArrayEquals(sum.toFloatArray(), repeated.toFloatArray());
    }

    @Test
    void drawsAsTheCallsDid() {
        TorchScriptFunction draw = new TorchScriptFunction("x: Tensor", "return torch.add(x, torch.randn_like(x))");
        manager.getEngine().setRandomSeed(5);
        RecordedCalls calls = record(1, input -> add(draw.apply(input))).orElseThrow();
        float[] first = sum.toFloatArray();
        sum.subi(sum);
        manager.getEngine().setRandomSeed(5);
        repeat(calls, 1);
        assertArrayEquals(first, sum.toFloatArray());
    }

    /** What no call has made would be missing the next time. */
    @Test
    void isNothingWhereACallReadsWhatAnotherOperationMade() {
        assertEquals(Optional.empty(), record(1, input -> add(DOUBLED.apply(input.add(input)))));
        assertEquals(
                Optional.empty(),
                record(
                        1,
                        input -> KEEP_SQUARE.call(
                                input.getManager(),
                                List.of(input, Bundle.of(input.getManager().newSubManager(), List.of(sum))))));
        assertEquals(
                Optional.empty(), record(1, input -> add(DOUBLED.apply(sum.add(sum)))), "made by the manager of sum");
        assertTrue(record(1, input -> add(DOUBLED.apply(sum))).isPresent(), "what was there before stays there");
    }

    @Test
    void isNothingWhereAutogradIsNeeded() {
        NDArray weight = manager.ones(new Shape(2));
        weight.setRequiresGradient(true);
        try (GradientCollector recording = manager.getEngine().newGradientCollector()) {
            assertEquals(Optional.empty(), record(1, input -> {
                NDArray loss = DOUBLED.apply(weight).sum();
                recording.backward(loss);
            }));
        }
        assertArrayEquals(new float[] {2, 2}, weight.getGradient().toFloatArray());
    }

    @Test
    void isNothingWhereItIsToldSo() {
        assertEquals(Optional.empty(), record(1, input -> {
            add(input);
            RecordedCalls.miss();
        }));
        RecordedCalls.miss(); // and nobody records
    }

    /** A function may be called for what it does; and what it gives may be a list by its name, which its text does not tell. */
    @Test
    void aFunctionWhoseResultNobodyReadsIsCalledAgain() {
        TorchScriptFunction halve =
                new TorchScriptFunction("weights: Tensor[n]", "torch._foreach_mul_(weights, 0.5)", "return weights[0]");
        NDList weights = new NDList(manager.create(new float[] {8, 16}), manager.create(new float[] {4}));
        assertEquals(Optional.empty(), record(1, input -> halve.run(weights)), "an element is no call of torch's");

        TorchScriptFunction half = new TorchScriptFunction(
                "weights: Tensor[n]", "torch._foreach_mul_(weights, 0.5)", "return torch.neg(weights[0])");
        RecordedCalls calls = record(1, input -> half.run(weights)).orElseThrow();
        repeat(calls, 1);
        assertArrayEquals(new float[] {1, 2}, weights.get(0).toFloatArray());
        assertArrayEquals(new float[] {0.5f}, weights.get(1).toFloatArray());

        TorchScriptFunction named = new TorchScriptFunction("x: Tensor", "xs = [torch.neg(x)]", "return xs");
        assertEquals(Optional.empty(), record(1, input -> add(named.apply(input))));
    }

    @Test
    void isNothingWhereAListIsClosedInTheWork() {
        assertEquals(Optional.empty(), record(1, input -> {
            try (Bundle list = Bundle.of(manager, List.of(sum))) {
                ADD_UP.perform(List.of(sum, list, input, 1., 0L));
            }
        }));
    }

    @Test
    void drawsRandomNumbersAgain() {
        Consumer<NDArray> work = input -> {
            add(RandomNumbers.normal(input.getManager(), 3, 2, 2));
            add(DOUBLED.apply(RandomNumbers.integers(input.getManager(), 1000, 2)));
        };
        manager.getEngine().setRandomSeed(5);
        RecordedCalls calls = record(1, work).orElseThrow();
        float[] first = sum.toFloatArray();
        sum.subi(sum);
        manager.getEngine().setRandomSeed(5);
        repeat(calls, 1);
        assertArrayEquals(first, sum.toFloatArray());
        assertTrue(first[0] != first[1], "random numbers " + first[0] + " and " + first[1]);
    }

    /** The next work of a thread must not find a recorder that some work has left there. */
    @Test
    void anErrorInTheWorkEndsTheRecording() {
        IllegalStateException thrown = new IllegalStateException("by the test");
        assertSame(
                thrown,
                assertThrows(
                        IllegalStateException.class,
                        () -> record(1, input -> {
                            throw thrown;
                        })));
        assertEquals(Optional.empty(), CallRecorder.atWork());
        assertTrue(record(1, this::add).isPresent());
    }
}
