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

    private static final TorchScriptFunction ADD = TorchScriptFunction.compile(
            "AddMeans",
            "sums: Tensor, values: List[Tensor]",
            "means = annotate(List[Tensor], [])",
            "for i in range(torch.len(values)):",
            "  means.append(torch.mean(torch.detach(values[i])))",
            "return torch.add_(sums, torch.stack(means))");

    private final List<String> names;
    private final NDArray zero;
    private final NDArray sums;
    private long count;

    RunningMeans(List<String> names, NDManager manager) {
        this.names = names;
        this.zero = manager.zeros(new Shape());
        this.sums = manager.zeros(new Shape(names.size()), DataType.FLOAT64);
    }

    /** Adds one step's values; arrays count with the mean of their elements, and a name without a value with 0. */
    void add(Map<String, NDArray> values) {
        NDList arguments = new NDList(1 + names.size());
        arguments.add(sums);
        arguments.addAll(TorchScriptFunction.list(
                "values",
                names.stream().map(name -> values.getOrDefault(name, zero)).toList()));
        ADD.run(arguments);
        count++;
    }

    /** The means so far, or none. Waits for the device: this is where a run synchronises. */
    Map<String, Double> peek() {
        Map<String, Double> means = new LinkedHashMap<>();
        if (count > 0) {
            double[] totals = sums.toDoubleArray();
            for (int i = 0; i < totals.length; i++) {
                means.put(names.get(i), totals[i] / count);
            }
        }
        return means;
    }

    /** The same, and starts anew. */
    Map<String, Double> read() {
        Map<String, Double> means = peek();
        sums.muli(0);
        count = 0;
        return means;
    }

    @Override
    public void close() {
        sums.close();
        zero.close();
    }
}
