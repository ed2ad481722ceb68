package org.gan4j.cli;

import java.io.PrintStream;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import org.gan4j.eval.EvaluationProgress;

/** A bar for each task of an evaluation where there is a terminal, and lines of what took place. */
final class EvaluationBar implements EvaluationProgress, AutoCloseable {

    private final Consumer<String> lines;
    private final PrintStream terminal;
    private ProgressBar bar;
    private boolean closed;

    /** No bar yet; without a terminal, or where quiet is wanted, there will be none. */
    EvaluationBar(Terminal terminal) {
        this(line -> terminal.say("%s", line), terminal.quiet() ? Bar.NOWHERE : Bar.terminal());
    }

    /**
     * No bar yet.
     *
     * @param lines prints a line
     * @param terminal where bars are drawn
     */
    EvaluationBar(Consumer<String> lines, PrintStream terminal) {
        this.lines = lines;
        this.terminal = terminal;
    }

    @Override
    public void say(String line) {
        end();
        lines.accept(line);
    }

    @Override
    public void advance(String task, long done, long total) {
        if (closed) {
            return;
        }
        if (bar == null || !bar.getTaskName().equals(task)) {
            end();
            bar = Bar.of(task, total, terminal).clearDisplayOnFinish().build();
        }
        bar.stepTo(done);
        if (done == total) {
            end();
        }
    }

    /** Takes the bar away. */
    void end() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    /** From here on something else draws on the terminal. */
    @Override
    public void close() {
        end();
        closed = true;
    }
}
