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
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.gan4j.engine.Program;
import org.gan4j.train.TotalLoss.Reported;

/** Means of what the steps report, kept on the device: a step notes its numbers in one kernel, and a tick adds them up. */
final class RunningMeans {

    /** The steps whose numbers are noted before they are added up. */
    private static final int ROWS = 64;

    /**
     * A mean over some of a step's numbers, or over terms of them.
     *
     * @param places of which arrays
     * @param names what the terms call each array
     * @param terms an expression; empty if the numbers are the terms
     * @param factor times the mean it is the value
     */
    private record Mean(List<Integer> places, List<String> names, String terms, double factor) {

        /** The statements that set {@code mean} for each step of {@code noted}. */
        List<String> statements(List<Long> lengths) {
            List<String> body = new ArrayList<>();
            for (int i = 0; i < places.size(); i++) {
                long from = lengths.subList(0, places.get(i)).stream()
                        .mapToLong(Long::longValue)
                        .sum();
                // A column a step, as terms have a row a sample.
                body.add(String.format(
                        Locale.ROOT,
                        "%s = torch.t(torch.narrow(noted, 1, %d, %d))",
                        names.isEmpty() ? "terms" : names.get(i),
                        from,
                        lengths.get(places.get(i))));
            }
            if (!names.isEmpty()) {
                body.add("terms = " + terms);
            }
            body.add(String.format(Locale.ROOT, "means.append(torch.mul(torch.mean(terms, [0]), %.17e))", factor));
            return body;
        }
    }

    /** The numbers of one step in a row: how many each array has, and the means. */
    private record Layout(List<Long> lengths, List<Mean> means) {

        /** The layout of some values, whose arrays are gathered, each once. */
        static Layout of(List<Reported> values, List<NDArray> arrays) {
            List<Mean> means = new ArrayList<>();
            for (Reported value : values) {
                List<Integer> places = new ArrayList<>();
                value.arrays().forEach(array -> places.add(placeOf(array, arrays)));
                means.add(new Mean(places, value.names(), value.terms(), value.factor()));
            }
            List<Long> lengths = new ArrayList<>();
            arrays.forEach(array -> lengths.add(array.size()));
            return new Layout(lengths, means);
        }

        private static int placeOf(NDArray array, List<NDArray> arrays) {
            for (int i = 0; i < arrays.size(); i++) {
                if (arrays.get(i) == array) {
                    return i;
                }
            }
            arrays.add(array);
            return arrays.size() - 1;
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
                    "means = annotate(List[Tensor], [])"));
            means.forEach(mean -> body.addAll(mean.statements(lengths)));
            // One after the other, so that it does not matter when they are added up.
            body.add("added = torch.cumsum(torch.cat([torch.unsqueeze(sums, 0), torch.stack(means, 1)], 0), 0)");
            // A sum that is NaN or infinite stays so, and less itself is NaN, not 0: this counts the steps before.
            body.add("steps = torch.narrow(added, 0, 1, rows)");
            body.add("torch.add_(finite, torch.sum(torch.eq(torch.sub(steps, steps), 0), [0]))");
            body.add("torch.copy_(sums, torch.select(added, 0, rows))");
            body.add("return sums");
            return new Program("notes: Tensor, rows: int, sums: Tensor, finite: Tensor", body);
        }
    }

    /** Where the numbers of steps of one layout are noted. */
    final class Notes {

        private final Layout layout;
        private final Program note;
        private final Program addUp;
        private NDArray numbers;
        private boolean kept;

        private Notes(Layout layout) {
            this.layout = layout;
            this.note = layout.note();
            this.addUp = layout.addUp();
        }

        /** Has the numbers stay where they are when steps of another layout come. */
        void keep() {
            kept = true;
        }

        private void open() {
            if (numbers == null) {
                numbers = manager.zeros(new Shape(ROWS, layout.width()));
            }
        }

        private void leave() {
            if (!kept) {
                numbers.close();
                numbers = null;
            }
        }

        private void write(List<NDArray> arrays) {
            // A step that is repeated as a program is noted in the row of then.
            List<Object> arguments = new ArrayList<>(List.of(numbers, (Supplier<Long>) () -> rows));
            arguments.addAll(arrays);
            note.perform(arguments);
        }

        private void addUp() {
            addUp.perform(List.of(numbers, rows, sums, finite));
        }
    }

    /** A value that is no longer finite, and how many steps it was. */
    record NotFinite(String name, double value, long stepsBefore) {}

    private final List<String> names;
    private final NDManager manager;
    private final Reported none;
    private final NDArray sums;
    private final NDArray finite;
    private final Map<Layout, Notes> noted = new HashMap<>();

    private Notes current;
    private long rows;

    RunningMeans(List<String> names, NDManager manager) {
        this.names = names;
        this.manager = manager;
        this.none = Reported.mean(manager.zeros(new Shape()), 1);
        this.sums = manager.zeros(new Shape(names.size()), DataType.FLOAT64);
        this.finite = manager.zeros(new Shape(names.size()), DataType.INT64);
    }

    /**
     * Adds one step's values; a name without a value counts with 0.
     *
     * @param values by name
     * @return where values of this form are noted
     */
    Notes add(Map<String, Reported> values) {
        List<Reported> inOrder = new ArrayList<>();
        names.forEach(name -> inOrder.add(values.getOrDefault(name, none)));
        List<NDArray> arrays = new ArrayList<>();
        Notes notes = noted.computeIfAbsent(Layout.of(inOrder, arrays), Notes::new);
        add(notes, () -> notes.write(arrays));
        return notes;
    }

    /**
     * Adds one step's values, which something else writes where {@link #add(Map)} has written such values before.
     *
     * @param notes where that was; they are {@linkplain Notes#keep kept}
     * @param writing does again what it did
     */
    void add(Notes notes, Runnable writing) {
        if (notes != current || rows == ROWS) {
            settle();
        }
        if (notes != current) {
            if (current != null) {
                current.leave();
            }
            notes.open();
            current = notes;
        }
        writing.run();
        rows++;
    }

    /** Adds up what was noted. */
    void settle() {
        if (rows > 0) {
            current.addUp();
            rows = 0;
        }
    }

    /**
     * The means over some steps. Waits for the device: this is where a run synchronises.
     *
     * @param count the steps since the last {@link #clear}, at least 1
     */
    Map<String, Double> over(long count) {
        settle();
        Map<String, Double> means = new LinkedHashMap<>();
        double[] totals = sums.toDoubleArray();
        for (int i = 0; i < totals.length; i++) {
            means.put(names.get(i), totals[i] / count);
        }
        return means;
    }

    /** The value that was the first to become NaN or infinite since the last {@link #clear}, if one did. Waits for the device. */
    Optional<NotFinite> firstNotFinite() {
        settle();
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
        settle();
        sums.muli(0); // NaN would stay NaN, but a run with one ends
        finite.muli(0);
    }

    /** What a resumed run goes on from: the arrays themselves. */
    Map<String, NDArray> state() {
        settle();
        return Map.of("sums", sums, "finite", finite);
    }
}
