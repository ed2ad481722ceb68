package org.gan4j.cli;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
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

    /** What a person calls the means that every run has. */
    private static final Map<String, String> NAMES =
            Map.of(Tick.D_LOSS, "D", Tick.G_LOSS, "G", Tick.SCORE_REAL, "D(real)", Tick.SCORE_FAKE, "D(fake)");

    private static final double WIDEST = 1e6;

    private final Terminal terminal;
    private final long totalSteps;
    private final ProgressBar bar;
    private final boolean conditional;
    private boolean scored;

    /**
     * Begins.
     *
     * @param terminal where to
     * @param totalSteps the length of the run
     * @param conditional whether the generator is told classes
     */
    Progress(Terminal terminal, long totalSteps, boolean conditional) {
        this.terminal = terminal;
        this.totalSteps = totalSteps;
        this.conditional = conditional;
        this.bar = terminal.bar("", totalSteps)
                .showSpeed(new DecimalFormat("0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
                .build();
    }

    @Override
    public void stepped(long step) {
        bar.stepTo(step);
    }

    @Override
    public void ticked(Tick tick) {
        terminal.sayAbove(line(tick));
        if (!scored) {
            bar.setExtraMessage(
                    "  D " + number("%.3f", tick.mean(Tick.D_LOSS)) + "  G " + number("%.3f", tick.mean(Tick.G_LOSS)));
        }
    }

    /** The first metrics of an evaluation stay at the end of the bar until the next; 80 columns have no room for losses too. */
    @Override
    public void evaluated(Evaluation evaluation, double epoch) {
        if (!scored) {
            EvaluationTable.head(evaluation).forEach(terminal::sayAbove);
            if (conditional && evaluation.generated().classHistogram() != null) {
                terminal.sayAbove("note: " + Evaluation.CLASSES_IN_TURN);
            }
        }
        terminal.sayAbove(EvaluationTable.row("step " + evaluation.step(), evaluation.generated(), evaluation));
        scored = true;
        bar.setExtraMessage(evaluation.generated().values().entrySet().stream()
                .limit(2)
                .map(value ->
                        "  " + value.getKey().column() + " " + value.getKey().text(value.getValue()))
                .collect(Collectors.joining()));
    }

    /** A number of a run that ran away would be wider than a line. */
    private static String number(String format, double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= WIDEST ? "%.1e" : format, value);
    }

    private String line(Tick tick) {
        String means = tick.means().entrySet().stream()
                .map(mean -> "  " + NAMES.getOrDefault(mean.getKey(), mean.getKey()) + " "
                        + number("%7.4f", mean.getValue()))
                .collect(Collectors.joining());
        long left = Math.round((totalSteps - tick.step()) / tick.stepsPerSecond());
        return String.format(
                Locale.ROOT,
                "step %6d/%d  epoch %6.2f%s  %5.0f steps/s  left %s",
                tick.step(),
                totalSteps,
                tick.epoch(),
                means,
                tick.stepsPerSecond(),
                NumberText.duration(left));
    }

    @Override
    public void close() {
        bar.close();
    }
}
