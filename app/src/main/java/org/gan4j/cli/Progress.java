package org.gan4j.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import org.gan4j.eval.Evaluation;
import org.gan4j.page.NumberText;
import org.gan4j.run.RunListener;
import org.gan4j.train.Tick;

/** A line a tick, a row an evaluation, and below them a bar with the current losses or metrics, if someone is looking. */
final class Progress implements RunListener {

    private final PrintWriter out;
    private final long totalSteps;
    private final PrintStream terminal;
    private final ProgressBar bar;
    private final boolean conditional;
    private String losses = "";
    private String metrics = "";

    /**
     * Begins.
     *
     * @param out for the lines
     * @param totalSteps the length of the run
     * @param terminal where the bar is drawn; {@code null} for none
     * @param conditional whether the generator is told classes
     */
    Progress(PrintWriter out, long totalSteps, PrintStream terminal, boolean conditional) {
        this.conditional = conditional;
        this.out = out;
        this.totalSteps = totalSteps;
        this.terminal = terminal;
        this.bar = terminal == null
                ? null
                : Bar.of("", totalSteps, terminal)
                        .showSpeed(new DecimalFormat("0"))
                        .build();
    }

    @Override
    public void stepped(long step) {
        if (bar != null) {
            bar.stepTo(step);
        }
    }

    @Override
    public void ticked(Tick tick) {
        println(line(tick));
        losses = String.format(
                Locale.ROOT,
                "  D %.3f  G %.3f",
                tick.means().getOrDefault(Tick.D_LOSS, Double.NaN),
                tick.means().getOrDefault(Tick.G_LOSS, Double.NaN));
        describe();
    }

    /** The first metrics of an evaluation stay at the end of the bar until the next; 80 columns have no room for losses too. */
    @Override
    public void evaluated(Evaluation evaluation, double epoch) {
        if (metrics.isEmpty()) {
            EvaluationTable.head(evaluation).forEach(this::println);
            if (conditional && evaluation.generated().classHistogram() != null) {
                println("note: " + Evaluation.CLASSES_IN_TURN);
            }
        }
        println(EvaluationTable.generated("step " + evaluation.step(), evaluation));
        metrics = evaluation.generated().values().entrySet().stream()
                .limit(2)
                .map(value ->
                        "  " + value.getKey().column() + " " + value.getKey().text(value.getValue()))
                .collect(Collectors.joining());
        describe();
    }

    private void describe() {
        if (bar != null) {
            bar.setExtraMessage(metrics.isEmpty() ? losses : metrics);
        }
    }

    /** A line above the bar. */
    private void println(String line) {
        if (bar != null) {
            // The bar draws itself again, below the line.
            terminal.print(Bar.CLEAR_LINE);
            terminal.flush();
        }
        out.println(line);
        out.flush();
    }

    private String line(Tick tick) {
        StringBuilder line = new StringBuilder();
        line.append(String.format(Locale.ROOT, "step %6d/%d  epoch %6.2f", tick.step(), totalSteps, tick.epoch()));
        for (Map.Entry<String, Double> mean : tick.means().entrySet()) {
            String name = switch (mean.getKey()) {
                case Tick.D_LOSS -> "D";
                case Tick.G_LOSS -> "G";
                case Tick.SCORE_REAL -> "D(real)";
                case Tick.SCORE_FAKE -> "D(fake)";
                default -> mean.getKey();
            };
            line.append(String.format(Locale.ROOT, "  %s %7.4f", name, mean.getValue()));
        }
        long left = Math.round((totalSteps - tick.step()) / tick.stepsPerSecond());
        line.append(String.format(
                Locale.ROOT, "  %5.0f steps/s  left %s", tick.stepsPerSecond(), NumberText.duration(left)));
        return line.toString();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
