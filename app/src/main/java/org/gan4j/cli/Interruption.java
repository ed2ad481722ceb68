package org.gan4j.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jline.utils.Signals;

/**
 * Ctrl-C, {@code kill} and a terminal that is closed while a run trains: the first lets the step end, a checkpoint be saved and the
 * page be written, a second one ends the process at once.
 */
final class Interruption implements AutoCloseable {

    /** What a shell makes of a process that a signal ended: 128 and the signal's number. */
    private static final Map<String, Integer> EXIT_CODES = Map.of("HUP", 129, "INT", 130, "TERM", 143);

    private final PrintWriter err;
    private final Runnable stop;
    private final Map<String, Object> before = new LinkedHashMap<>();
    private volatile int exitCode;

    /**
     * Waits for signals until it is closed.
     *
     * @param err told of them
     * @param stop called at the first, on another thread
     */
    Interruption(PrintWriter err, Runnable stop) {
        this.err = err;
        this.stop = stop;
        EXIT_CODES.forEach((signal, code) -> before.put(signal, Signals.register(signal, () -> received(code))));
    }

    private void received(int code) {
        if (exitCode != 0) {
            Runtime.getRuntime().halt(code);
        }
        exitCode = code;
        stop.run();
        err.println("gan4j: interrupted; saving a checkpoint (once more to quit at once)");
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
