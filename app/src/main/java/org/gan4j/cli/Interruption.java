package org.gan4j.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gan4j.train.GanTrainer;
import org.jline.utils.Signals;

/**
 * Ctrl-C, {@code kill} and a terminal that is closed while a run trains: the first lets the step end, a checkpoint be saved and the
 * page be written, a second one ends the process at once.
 */
final class Interruption implements AutoCloseable {

    /** What a shell makes of a process that a signal ended: 128 and the signal's number. */
    private static final Map<String, Integer> EXIT_CODES = Map.of("HUP", 129, "INT", 130, "TERM", 143);

    private final PrintWriter err;
    private final Map<String, Object> before = new LinkedHashMap<>();
    private volatile GanTrainer trainer;
    private volatile int exitCode;

    Interruption(PrintWriter err) {
        this.err = err;
        EXIT_CODES.forEach((signal, code) -> before.put(signal, Signals.register(signal, () -> received(code))));
    }

    private void received(int code) {
        if (exitCode != 0) {
            Runtime.getRuntime().halt(code);
        }
        exitCode = code;
        GanTrainer training = trainer;
        if (training != null) {
            training.requestStop();
        }
        err.println("gan4j: interrupted; saving a checkpoint (once more to quit at once)");
        err.flush();
    }

    /** Names the trainer that a signal stops; at once, if one has come already. */
    void stops(GanTrainer training) {
        trainer = training;
        if (exitCode != 0) {
            training.requestStop();
        }
    }

    /** What the process is to exit with; 0 if nothing interrupted it. */
    int exitCode() {
        return exitCode;
    }

    @Override
    public void close() {
        before.forEach(Signals::unregister);
    }
}
