package org.gan4j.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jline.utils.Signals;

/**
 * Ctrl-C, {@code kill} and a terminal that is closed while a run trains: the first lets the step end, a checkpoint be saved and the
 * page be written, a second one ends the process at once. That a terminal is closed is never a second one: nobody asks by it, and
 * with a closed terminal other signals come too.
 */
final class Interruption implements AutoCloseable {

    /** What a shell makes of a process that a signal ended: 128 and the signal's number. */
    private static final Map<String, Integer> EXIT_CODES = Map.of("HUP", 129, "INT", 130, "TERM", 143);

    private static final int HUNG_UP = EXIT_CODES.get("HUP");

    private static final Set<Interruption> OPEN = ConcurrentHashMap.newKeySet();

    private final PrintWriter err;
    private final Runnable stop;
    private final Map<String, Object> before = new LinkedHashMap<>();
    private volatile int exitCode;
    private volatile boolean asked;

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
        OPEN.add(this);
    }

    private void received(int code) {
        boolean byPerson = code != HUNG_UP;
        if (byPerson && asked) {
            Runtime.getRuntime().halt(code);
        }
        asked |= byPerson;
        if (exitCode == 0) {
            exitCode = code;
            stop.run();
            err.println("gan4j: interrupted; saving a checkpoint (once more to quit at once)");
        }
    }

    /** Does what a closed terminal does: ends the process at a checkpoint, or at once where nothing waits for signals. */
    static void hangUp() {
        List<Interruption> all = List.copyOf(OPEN);
        if (all.isEmpty()) {
            Runtime.getRuntime().halt(HUNG_UP);
        }
        all.forEach(one -> one.received(HUNG_UP));
    }

    /** What the process is to exit with; 0 if nothing interrupted it. */
    int exitCode() {
        return exitCode;
    }

    @Override
    public void close() {
        OPEN.remove(this);
        before.forEach(Signals::unregister);
    }
}
