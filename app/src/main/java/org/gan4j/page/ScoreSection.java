package org.gan4j.page;

import static org.gan4j.page.NumberText.epochs;
import static org.gan4j.page.NumberText.number;
import static org.gan4j.page.NumberText.percent;
import static org.gan4j.page.NumberText.text;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.gan4j.eval.Evaluation;
import org.gan4j.eval.Metric;
import org.gan4j.eval.MetricValues;

/** What the generator is worth: a few numbers for the top of the page, and all of them with their course. */
final class ScoreSection {

    private static final int WIDEST_BAR = 100;

    private final LoadedRun run;
    private final Optional<Evaluation> evaluation;

    ScoreSection(LoadedRun run) {
        this.run = run;
        this.evaluation = run.history().newest();
    }

    /** The metrics that say whether a run is good, each with its question; each kind of data has three or four of them. */
    List<RunPage.Headline> headlines() {
        return rows().stream()
                .flatMap(row -> row.metric().question().map(asked -> new RunPage.Headline(asked, row)).stream())
                .toList();
    }

    /** All scores; {@code null} if there are none. */
    RunPage.Scores scores() {
        return evaluation
                .map(found -> new RunPage.Scores(when(found), how(found), rows(), bars(found), curves()))
                .orElse(null);
    }

    private List<RunPage.Score> rows() {
        List<RunPage.Score> rows = new ArrayList<>();
        evaluation.ifPresent(found -> found.generated().values().forEach((metric, value) -> {
            Double real = found.real().values().get(metric);
            rows.add(new RunPage.Score(metric, shown(metric, value), real == null ? "–" : shown(metric, real)));
        }));
        return rows;
    }

    private static String shown(Metric metric, double value) {
        return metric.unit() == Metric.Unit.SHARE ? percent(value) : number(value);
    }

    private String when(Evaluation found) {
        double epoch = run.epochAt(found.step());
        return text("step %,d", found.step()) + (Double.isFinite(epoch) ? ", epoch " + epochs(epoch) : "");
    }

    /** What the scores depend on: how many samples of what, measured how. */
    private String how(Evaluation found) {
        StringBuilder hint = new StringBuilder();
        hint.append("Scored at ").append(when(found)).append(": ");
        hint.append(samples(found.generated(), "generated"));
        if (!found.against().isEmpty()) {
            hint.append(" against ").append(found.against());
        }
        hint.append(". The column “real” has the same numbers for ").append(samples(found.real(), "real"));
        hint.append(": what a perfect generator would have.");
        if (!found.featureExtractor().isEmpty()) {
            hint.append(" Feature extractor: ").append(found.featureExtractor()).append('.');
        }
        if (run.conditional() && found.generated().classHistogram() != null) {
            hint.append(" This generator is told the class, and ")
                    .append(Evaluation.CLASSES_IN_TURN)
                    .append('.');
        }
        return hint.toString();
    }

    private static String samples(MetricValues scores, String kind) {
        return scores.count() == 0 ? kind + " samples" : text("%,d %s samples", scores.count(), kind);
    }

    /** The samples of each class, in shares, as sets may differ in size. */
    private static List<RunPage.Bar> bars(Evaluation found) {
        long[] generated = found.generated().classHistogram();
        long[] real = found.real().classHistogram();
        if (generated == null || real == null || generated.length != real.length) {
            return List.of();
        }
        double[] generatedShares = shares(generated);
        double[] realShares = shares(real);
        double largest = DoubleStream.concat(DoubleStream.of(generatedShares), DoubleStream.of(realShares))
                .max()
                .orElse(1);
        List<RunPage.Bar> bars = new ArrayList<>();
        for (int i = 0; i < generated.length; i++) {
            bars.add(new RunPage.Bar(
                    String.valueOf(i),
                    percent(generatedShares[i]),
                    text("%.1f", WIDEST_BAR * generatedShares[i] / largest),
                    percent(realShares[i]),
                    text("%.1f", WIDEST_BAR * realShares[i] / largest)));
        }
        return bars;
    }

    private static double[] shares(long[] histogram) {
        double sum = LongStream.of(histogram).sum();
        return LongStream.of(histogram).mapToDouble(count -> count / sum).toArray();
    }

    /** The scores over the training; a single point is no curve. */
    private List<RunPage.Chart> curves() {
        List<Evaluation> evaluations = run.history().alongTheWay();
        if (evaluations.size() < 2) {
            return List.of();
        }
        Set<Metric> metrics = EnumSet.noneOf(Metric.class);
        evaluations.forEach(taken -> metrics.addAll(taken.generated().values().keySet()));
        return metrics.stream()
                .map(metric -> new RunPage.Chart(
                        metric.title(),
                        metric.direction().sign() + " " + metric.direction().text(),
                        evaluations.stream().map(Evaluation::step).toList(),
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
                        .mapToDouble(taken -> scores.apply(taken).values().getOrDefault(metric, Double.NaN))
                        .toArray());
    }
}
