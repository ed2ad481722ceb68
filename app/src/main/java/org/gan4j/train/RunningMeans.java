package org.gan4j.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gan4j.engine.Program;
import org.gan4j.train.TotalLoss.Reported;

/** Means of what the steps report, kept on the device: a step notes its numbers in one kernel, and a tick adds them up. */
final class RunningMeans {

    /** The steps whose numbers are noted before they are added up. */
    private static final int ROWS = 64;

    /** The numbers of one step in a row: how many of each name, and the factor of their mean. */
    private record Layout(List<Long> lengths, List<Double> factors) {

        static Layout of(List<Reported> values) {
            return new Layout(
                    values.stream().map(value -> value.values().size()).toList(),
                    values.stream().map(Reported::factor).toList());
        }

        long width() {
            return lengths.stream().mapToLong(Long::longValue).sum();
        }

        /** Writes a step's numbers into a row. */
        Program note() {
            List<String> names =
                    IntStream.range(0, lengths.size()).mapToObj(i -> "v" + i).toList();
            List<String> flat =
                    names.stream().map(name -> "torch.flatten(" + name + ")").toList();
            return new Program(
                    "notes: Tensor, row: int, " + String.join(": Tensor, ", names) + ": Tensor",
                    List.of(
                            "torch.cat([" + String.join(", ", flat) + "], 0, out=torch.select(notes, 0, row))",
                            "return notes"));
        }

        /** Adds up the first rows. */
        Program addUp() {
            List<String> body = new ArrayList<>(List.of(
                    "noted = torch.to(torch.narrow(notes, 0, 0, rows), 7)", // 7 is float64
                    "means = annotate(List[Tensor], [torch.unsqueeze(sums, 0)])"));
            List<String> means = new ArrayList<>();
            long from = 0;
            for (int i = 0; i < lengths.size(); i++) {
                means.add(String.format(
                        Locale.ROOT,
                        "torch.mul(torch.mean(torch.narrow(noted, 1, %d, %d), [1]), %.17e)",
                        from,
                        lengths.get(i),
                        factors.get(i)));
                from += lengths.get(i);
            }
            body.add("means.append(torch.stack([" + String.join(", ", means) + "], 1))");
            // One after the other, so that it does not matter when they are added up.
            body.add("added = torch.cumsum(torch.cat(means, 0), 0)");
            // A sum that is NaN or infinite stays so, and less itself is NaN, not 0: this counts the steps before.
            body.add("steps = torch.narrow(added, 0, 1, rows)");
            body.add("torch.add_(finite, torch.sum(torch.eq(torch.sub(steps, steps), 0), [0]))");
            body.add("torch.copy_(sums, torch.select(added, 0, rows))");
            body.add("return sums");
            return new Program("notes: Tensor, rows: int, sums: Tensor, finite: Tensor", body);
        }
    }

    /** A value that is no longer finite, and how many steps it was. */
    record NotFinite(String name, double value, long stepsBefore) {}

    private final List<String> names;
    private final NDManager manager;
    private final Reported none;
    private final NDArray sums;
    private final NDArray finite;
    private final Map<Layout, Program> noting = new HashMap<>();
    private final Map<Layout, Program> adding = new HashMap<>();

    private Layout layout;
    private NDArray notes;
    private long rows;

    RunningMeans(List<String> names, NDManager manager) {
        this.names = names;
        this.manager = manager;
        this.none = new Reported(manager.zeros(new Shape()), 1);
        this.sums = manager.zeros(new Shape(names.size()), DataType.FLOAT64);
        this.finite = manager.zeros(new Shape(names.size()), DataType.INT64);
    }

    /** Adds one step's values; a name without a value counts with 0. */
    void add(Map<String, Reported> values) {
        List<Reported> inOrder =
                names.stream().map(name -> values.getOrDefault(name, none)).toList();
        Layout wanted = Layout.of(inOrder);
        if (!wanted.equals(layout) || rows == ROWS) {
            addUp();
        }
        if (!wanted.equals(layout)) {
            if (notes != null) {
                notes.close();
            }
            layout = wanted;
            notes = manager.zeros(new Shape(ROWS, layout.width()));
        }
        List<Object> arguments = new ArrayList<>(List.of(notes, rows));
        inOrder.forEach(value -> arguments.add(value.values()));
        noting.computeIfAbsent(layout, Layout::note).perform(arguments);
        rows++;
    }

    private void addUp() {
        if (rows > 0) {
            adding.computeIfAbsent(layout, Layout::addUp).perform(List.of(notes, rows, sums, finite));
            rows = 0;
        }
    }

    /**
     * The means over some steps. Waits for the device: this is where a run synchronises.
     *
     * @param count the steps since the last {@link #clear}, at least 1
     */
    Map<String, Double> over(long count) {
        addUp();
        Map<String, Double> means = new LinkedHashMap<>();
        double[] totals = sums.toDoubleArray();
        for (int i = 0; i < totals.length; i++) {
            means.put(names.get(i), totals[i] / count);
        }
        return means;
    }

    /** The value that was the first to become NaN or infinite since the last {@link #clear}, if one did. Waits for the device. */
    Optional<NotFinite> firstNotFinite() {
        addUp();
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
        addUp();
        sums.muli(0); // NaN would stay NaN, but a run with one ends
        finite.muli(0);
    }

    /** What a resumed run goes on from: the arrays themselves. */
    Map<String, NDArray> state() {
        addUp();
        return Map.of("sums", sums, "finite", finite);
    }
}
