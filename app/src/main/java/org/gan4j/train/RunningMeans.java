package org.gan4j.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gan4j.torchscript.TorchScriptFunction;

/** Means of what the steps report, kept on the device: a step adds in one engine call, a tick reads. */
final class RunningMeans {

    private static final TorchScriptFunction ADD = new TorchScriptFunction(
            "sums: Tensor, finite: Tensor, values: Tensor[n]",
            "means = annotate(List[Tensor], [])",
            "for i in range(torch.len(values)):",
            "  value = torch.detach(values[i])",
            "  means.append(torch.mean(value) if torch.dim(value) > 0 else value)",
            "torch.add_(sums, torch.stack(means))",
            // A sum that is NaN or infinite stays so, and less itself is NaN, not 0: this counts the steps before.
            "return torch.add_(finite, torch.eq(torch.sub(sums, sums), 0))");

    /** A value that is no longer finite, and how many steps it was. */
    record NotFinite(String name, double value, long stepsBefore) {}

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

    /** The value that was the first to become NaN or infinite since the last {@link #clear}, if one did. Waits for the device. */
    Optional<NotFinite> firstNotFinite() {
        double[] totals = sums.toDoubleArray();
        if (Arrays.stream(totals).allMatch(Double::isFinite)) {
            return Optional.empty();
        }
        long[] steps = finite.toLongArray();
        return IntStream.range(0, totals.length)
                .filter(i -> !Double.isFinite(totals[i]))
                .mapToObj(i -> new NotFinite(names.get(i), totals[i], steps[i]))
                .min(Comparator.comparingLong(NotFinite::stepsBefore));
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
}
