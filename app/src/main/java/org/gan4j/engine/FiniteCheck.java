package org.gan4j.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Map;
import java.util.Optional;
import org.gan4j.torchscript.TorchScriptFunction;

/** Looks for NaN and infinities in weights and states. */
public final class FiniteCheck {

    /** Whether each array's sum is finite. A sum reads memory once; a test of each number goes through it four times. */
    private static final TorchScriptFunction FINITE_SUMS = new TorchScriptFunction(
            "weights: Tensor[n]",
            "found = annotate(List[Tensor], [])",
            "for i in range(torch.len(weights)):",
            // Counts lie on the CPU, wherever the weights are.
            "  finite = torch.isfinite(torch.sum(weights[i]))",
            "  found.append(torch.to(finite, torch.device(\"cpu\"), 11))", // 11 is bool
            "return torch.stack(found)");

    private static final TorchScriptFunction FINITE =
            new TorchScriptFunction("values: Tensor", "return torch.all(torch.isfinite(values))");

    private FiniteCheck() {}

    /**
     * Looks for NaN and infinities. Waits for the device.
     *
     * @param arrays arrays by name, of any type
     * @return the name of the first one that holds NaN or an infinity; empty if none does
     */
    public static Optional<String> firstNotFinite(Map<String, NDArray> arrays) {
        // Views, so that nothing is recorded.
        NDList views = new NDList();
        arrays.values().forEach(array -> views.add(array.stopGradient()));
        try (views;
                NDArray found = FINITE_SUMS.call(views).singletonOrThrow()) {
            boolean[] finite = found.toBooleanArray();
            int i = 0;
            for (String name : arrays.keySet()) {
                // Large finite numbers may have an infinite sum.
                if (!finite[i] && !isFinite(views.get(i))) {
                    return Optional.of(name);
                }
                i++;
            }
            return Optional.empty();
        }
    }

    private static boolean isFinite(NDArray array) {
        try (NDArray found = FINITE.apply(array)) {
            return found.getBoolean();
        }
    }
}
