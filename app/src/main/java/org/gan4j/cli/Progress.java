package org.gan4j.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import org.gan4j.eval.Scores;
import org.gan4j.page.NumberText;
import org.gan4j.train.Tick;
import org.gan4j.train.TrainingListener;

/** A line a tick, and below them a bar with the current losses, or scores once there are some, if someone is looking. */
final class Progress implements TrainingListener, AutoCloseable {

    private final PrintWriter out;
    private final long totalSteps;
    private final PrintStream terminal;
    private final ProgressBar bar;
    private String losses = "";
    private String scores = "";

    /**
     * Begins.
     *
     * @param out for the lines
     * @param totalSteps the length of the run
     * @param terminal where the bar is drawn; {@code null} for none
     */
    Progress(PrintWriter out, long totalSteps, PrintStream terminal) {
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

    /** The first scores of an evaluation stay at the end of the bar until the next; 80 columns have no room for losses too. */
    void scored(Scores generated) {
        scores = generated.values().entrySet().stream()
                .limit(2)
                .map(score ->
                        "  " + score.getKey().column() + " " + score.getKey().text(score.getValue()))
                .collect(Collectors.joining());
        describe();
    }

    private void describe() {
        if (bar != null) {
            bar.setExtraMessage(scores.isEmpty() ? losses : scores);
        }
    }

    /** A line above the bar. */
    void println(String line) {
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
