package org.gan4j.page;

import static org.gan4j.page.NumberText.epochs;
import static org.gan4j.page.NumberText.number;
import static org.gan4j.page.NumberText.percent;
import static org.gan4j.page.NumberText.text;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.gan4j.eval.ColumnValues;
import org.gan4j.eval.Evaluation;
import org.gan4j.eval.Metric;
import org.gan4j.eval.MetricValues;

/**
 * What the generator is worth: a few numbers for the top of the page, and all of them with their course.
 *
 * @param run the run
 * @param newest its newest evaluation
 */
record ScoreSection(LoadedRun run, Evaluation newest) {

    /** More than anybody compares. */
    private static final int MOST_BARS = 100;

    /** The scores of a run; {@code null} if there are none. */
    static ScoreSection of(LoadedRun run) {
        return run.history().newest().map(found -> new ScoreSection(run, found)).orElse(null);
    }

    /**
     * What the generator is worth in one respect.
     *
     * @param metric the respect
     * @param generated the value of generated samples
     * @param real that of real ones
     */
    record Score(Metric metric, String generated, String real) {}

    /** Every score. */
    List<Score> rows() {
        return newest.generated().values().keySet().stream()
                .map(metric -> new Score(metric, shown(metric, newest.generated()), shown(metric, newest.real())))
                .toList();
    }

    /**
     * A column of rows of numbers.
     *
     * @param name its name
     * @param generated its numbers in generated rows
     * @param real those in real ones
     */
    record ColumnScore(String name, ColumnTexts generated, ColumnTexts real) {}

    /**
     * The numbers of a column as a person reads them, in the unit of the data.
     *
     * @param mean the mean
     * @param std the standard deviation
     * @param distance the Wasserstein-1 distance to real values
     */
    record ColumnTexts(String mean, String std, String distance) {
        private static ColumnTexts of(ColumnValues values) {
            return new ColumnTexts(number(values.mean()), number(values.std()), number(values.wasserstein1()));
        }
    }

    /** The columns of rows of numbers; empty for other samples. */
    List<ColumnScore> columns() {
        List<ColumnValues> generated = newest.generated().columns();
        List<ColumnValues> real = newest.real().columns();
        if (generated == null || real == null || generated.size() != real.size()) {
            return List.of();
        }
        return IntStream.range(0, generated.size())
                .mapToObj(i -> new ColumnScore(
                        generated.get(i).name(), ColumnTexts.of(generated.get(i)), ColumnTexts.of(real.get(i))))
                .toList();
    }

    private static String shown(Metric metric, MetricValues scores) {
        Double value = scores.values().get(metric);
        if (value == null) {
            return "–";
        }
        return metric.isShare() ? percent(value) : number(value);
    }

    /** Where in the run it was scored. */
    String when() {
        double epoch = run.epochAt(newest.step());
        return text("step %,d", newest.step()) + (Double.isFinite(epoch) ? ", epoch " + epochs(epoch) : "");
    }

    boolean toldClasses() {
        return run.conditional() && newest.noteOnClasses() != null;
    }

    /**
     * How often a class comes.
     *
     * @param name the class
     * @param generated its share of generated samples
     * @param real its share of real samples
     */
    record ClassBars(String name, Bar generated, Bar real) {}

    /**
     * A share as a bar.
     *
     * @param share the share
     * @param width the same in percent of the widest bar
     */
    record Bar(String share, String width) {
        private static Bar of(double share, double largest) {
            return new Bar(percent(share), text("%.1f", 100 * share / largest));
        }
    }

    /** The samples of each class, in shares, as sets may differ in size; empty for samples without classes. */
    List<ClassBars> classes() {
        long[] generated = newest.generated().classHistogram();
        long[] real = newest.real().classHistogram();
        if (generated == null || real == null || generated.length != real.length || generated.length > MOST_BARS) {
            return List.of();
        }
        List<String> names = run.record().classNames();
        double[] generatedShares = shares(generated);
        double[] realShares = shares(real);
        double largest = DoubleStream.concat(DoubleStream.of(generatedShares), DoubleStream.of(realShares))
                .max()
                .orElse(1);
        return IntStream.range(0, generated.length)
                .mapToObj(i -> new ClassBars(
                        names.get(i), Bar.of(generatedShares[i], largest), Bar.of(realShares[i], largest)))
                .toList();
    }

    private static double[] shares(long[] histogram) {
        double sum = LongStream.of(histogram).sum();
        return LongStream.of(histogram).mapToDouble(count -> count / sum).toArray();
    }

    /** The metrics that have a course over the training; a single point is no curve. */
    Set<Metric> curved() {
        Set<Metric> metrics = EnumSet.noneOf(Metric.class);
        List<Evaluation> evaluations = run.history().alongTheWay();
        if (evaluations.size() > 1) {
            evaluations.forEach(
                    taken -> metrics.addAll(taken.generated().values().keySet()));
        }
        return metrics;
    }

    /** The charts of those. */
    List<RunPage.Chart> charts() {
        List<Long> steps =
                run.history().alongTheWay().stream().map(Evaluation::step).toList();
        return curved().stream()
                .map(metric -> new RunPage.Chart(
                        steps,
                        List.of(
                                series("generated samples", metric, Evaluation::generated),
                                series("real samples", metric, Evaluation::real)),
                        List.of()))
                .toList();
    }

    private RunPage.Series series(String name, Metric metric, Function<Evaluation, MetricValues> scores) {
        return RunPage.Series.of(
                name,
                run.history().alongTheWay().stream()
                        .mapToDouble(taken -> scores.apply(taken).values().getOrDefault(metric, Double.NaN)));
    }
}
