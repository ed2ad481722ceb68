package org.gan4j.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine;

/**
 * What a command tells a person while it works: lines, and below them a bar in one line of standard error, if someone is looking.
 *
 * @param out for what it does
 * @param err for warnings
 * @param bars where bars are drawn
 * @param quiet whether only warnings are wanted
 */
record Terminal(PrintWriter out, PrintWriter err, PrintStream bars, boolean quiet) {

    /** Takes the bar away; it draws itself again below what is printed next. */
    private static final String CLEAR_LINE = "\r\033[K";

    private static final Pattern NO_CHARACTERS =
            Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\u202a-\\u202e\\u2066-\\u2069]");

    /** What fits the narrowest terminals. */
    private static final int COMMON_WIDTH = 78;

    Terminal(CommandLine command, boolean quiet) {
        this(command.getOut(), command.getErr(), quiet);
    }

    Terminal(PrintWriter out, PrintWriter err, boolean quiet) {
        this(out, err, quiet || width() == 0 ? new PrintStream(OutputStream.nullOutputStream()) : System.err, quiet);
    }

    /** The launcher knows it, and says 0 for no terminal; without the launcher Java knows at least whether there is one. */
    static int width() {
        return Integer.getInteger("gan4j.columns", System.console() == null ? 0 : COMMON_WIDTH);
    }

    /**
     * One line, whatever the names of files and classes have in them: line breaks, what a terminal takes for a command, also as one
     * character above 0x7f, and what turns the direction of the text around.
     *
     * @param text with names of others
     * @return the text with question marks in place of those
     */
    static String oneLine(String text) {
        return NO_CHARACTERS.matcher(text).replaceAll("?");
    }

    void say(String format, Object... values) {
        if (!quiet) {
            Object[] shown = Stream.of(values)
                    .map(value -> value instanceof String || value instanceof Path ? oneLine(value.toString()) : value)
                    .toArray();
            out.printf(Locale.ROOT, format + "%n", shown);
        }
    }

    /** Says it above a bar, which draws itself again below. */
    void sayAbove(String line) {
        bars.print(CLEAR_LINE);
        bars.flush();
        out.println(oneLine(line));
    }

    void warn(String message) {
        err.println("gan4j: warning: " + oneLine(message));
    }

    /**
     * Begins a bar, without colour.
     *
     * @param task what is done, in a word
     * @param total how many parts it has
     * @return the bar
     */
    ProgressBarBuilder bar(String task, long total) {
        return ProgressBar.builder()
                .setTaskName(task)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(500)
                // The plain one draws on its own line alone; the interactive one would go up into what is printed.
                .setConsumer(new ConsoleProgressBarConsumer(bars, width() > 0 ? width() - 1 : COMMON_WIDTH));
    }
}
