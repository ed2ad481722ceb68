package org.gan4j.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.gan4j.report.Readable;
import org.gan4j.train.Tick;
import org.gan4j.train.TrainingListener;

/** A line a tick, and below them a bar if someone is looking. */
final class Progress implements TrainingListener, AutoCloseable {

    private static final String CLEAR_LINE = "\r\033[K";
    private static final int BAR_WIDTH = 78;

    private final PrintWriter out;
    private final long totalSteps;
    private final ProgressBar bar;

    Progress(PrintWriter out, long totalSteps, boolean interactive) {
        this.out = out;
        this.totalSteps = totalSteps;
        this.bar = interactive
                ? new ProgressBarBuilder()
                        .setTaskName("training")
                        .setUnit(" steps", 1)
                        .setInitialMax(totalSteps)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(500)
                        .showSpeed()
                        // The plain one draws on its own line alone; the interactive one would go up into the ticks.
                        .setConsumer(new ConsoleProgressBarConsumer(System.err, BAR_WIDTH))
                        .build()
                : null;
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
    }

    /** A line above the bar. */
    void println(String line) {
        if (bar != null) {
            // The bar draws itself again, below the line.
            System.err.print(CLEAR_LINE);
            System.err.flush();
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
        line.append(
                String.format(Locale.ROOT, "  %5.0f steps/s  left %s", tick.stepsPerSecond(), Readable.duration(left)));
        return line.toString();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
