package org.gan4j.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gan4j.torchscript.TorchScriptFunction;

/** Means of what the steps report, kept on the device: a step adds in one engine call, a tick reads. */
final class RunningMeans implements AutoCloseable {

    private static final TorchScriptFunction ADD = new TorchScriptFunction(
            "sums: Tensor, finite: Tensor, values: Tensor[n]",
            "means = annotate(List[Tensor], [])",
            "for i in range(torch.len(values)):",
            "  value = torch.detach(values[i])",
            "  means.append(torch.mean(value) if torch.dim(value) > 0 else value)",
            "torch.add_(sums, torch.stack(means))",
            // A sum that was once no number stays none, and has no difference of 0 to itself: this counts the steps
            // before.
            "return torch.add_(finite, torch.eq(torch.sub(sums, sums), 0))");

    private final List<String> names;
    private final NDArray zero;
    private final NDArray sums;
    private final NDArray finite;

    RunningMeans(List<String> names, NDManager manager) {
        this.names = names;
        this.zero = manager.zeros(new Shape());
        this.sums = manager.zeros(new Shape(names.size()), DataType.FLOAT64);
        this.finite = manager.zeros(new Shape(names.size()), DataType.INT64);
    }

    /** Adds one step's values; arrays count with the mean of their elements, and a name without a value with 0. */
    void add(Map<String, NDArray> values) {
        NDList arguments = new NDList(2 + names.size());
        arguments.add(sums);
        arguments.add(finite);
        names.forEach(name -> arguments.add(values.getOrDefault(name, zero)));
        ADD.run(arguments);
    }

    /**
     * The means over some steps. Waits for the device: this is where a run synchronises.
     *
     * @param count the steps since the last {@link #clear}, at least 1
     */
    Map<String, Double> over(long count) {
        Map<String, Double> means = new LinkedHashMap<>();
        double[] totals = sums.toDoubleArray();
        for (int i = 0; i < totals.length; i++) {
            means.put(names.get(i), totals[i] / count);
        }
        return means;
    }

    /** How many steps there were before a value first was NaN or infinite. */
    long finiteSteps(String name) {
        return finite.toLongArray()[names.indexOf(name)];
    }

    /** Starts anew. */
    void clear() {
        sums.muli(0); // NaN would stay NaN, but a run with one ends
        finite.muli(0);
    }

    /** What a resumed run goes on from: the arrays themselves. */
    Map<String, NDArray> state() {
        return Map.of("sums", sums, "finite", finite);
    }

    @Override
    public void close() {
        sums.close();
        finite.close();
        zero.close();
    }
}
