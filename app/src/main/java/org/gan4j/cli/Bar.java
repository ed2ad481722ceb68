package org.gan4j.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Where bars are drawn, and how: in one line of standard error, below what is printed, without colour. */
final class Bar {

    /** Takes the bar away; it draws itself again below what is printed next. */
    static final String CLEAR_LINE = "\r\033[K";

    /** For bars that nobody sees. */
    static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

    /** What fits the narrowest terminals. */
    private static final int COMMON_WIDTH = 78;

    private Bar() {}

    /** Where somebody looks at a bar: standard error, if it is a terminal. */
    static PrintStream terminal() {
        return width() > 0 ? System.err : NOWHERE;
    }

    /** The launcher knows it, and says 0 for no terminal; without the launcher Java knows at least whether there is one. */
    private static int width() {
        return Integer.getInteger("gan4j.columns", System.console() == null ? 0 : COMMON_WIDTH);
    }

    /**
     * Begins a bar.
     *
     * @param task what is done, in a word
     * @param total how many parts it has
     * @param terminal where to
     * @return the bar
     */
    static ProgressBarBuilder of(String task, long total, PrintStream terminal) {
        return ProgressBar.builder()
                .setTaskName(task)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(500)
                // The plain one draws on its own line alone; the interactive one would go up into what is printed.
                .setConsumer(new ConsoleProgressBarConsumer(terminal, width() > 0 ? width() - 1 : COMMON_WIDTH));
    }
}
