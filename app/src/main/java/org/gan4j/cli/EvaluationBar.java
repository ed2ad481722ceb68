package org.gan4j.cli;

import me.tongfei.progressbar.ProgressBar;
import org.gan4j.eval.EvaluationProgress;

/** A bar for each task of an evaluation where there is a terminal, and lines of what took place. */
final class EvaluationBar implements EvaluationProgress, AutoCloseable {

    private final Terminal terminal;
    private ProgressBar bar;
    private boolean closed;

    /** No bar yet. */
    EvaluationBar(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void say(String line) {
        end();
        terminal.say("%s", line);
    }

    @Override
    public void advance(String task, long done, long total) {
        if (closed) {
            return;
        }
        if (bar == null || !bar.getTaskName().equals(task)) {
            end();
            bar = terminal.bar(task, total).clearDisplayOnFinish().build();
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
