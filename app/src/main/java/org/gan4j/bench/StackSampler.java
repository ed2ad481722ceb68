package org.gan4j.bench;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks a thousand times a second at what a thread is doing, so that the training loop needs no stop-watch.
 *
 * <p>The thread is nearly always inside the engine, where Java can look at it without waiting for it. A GPU works on
 * while the thread goes on; there, a part is the time that the thread itself spends on it.
 */
final class StackSampler implements AutoCloseable {

    private static final long INTERVAL_NANOS = 1_000_000;

    private final Map<StepPart, Integer> seen = new EnumMap<>(StepPart.class);
    private final Thread sampler;
    private volatile boolean done;

    /** Begins to look at a thread. */
    StackSampler(Thread watched) {
        sampler = new Thread(() -> sample(watched), "stack-sampler");
        sampler.setDaemon(true);
        sampler.start();
    }

    private void sample(Thread watched) {
        while (!done) {
            seen.merge(StepPart.of(watched.getStackTrace()), 1, Integer::sum);
            LockSupport.parkNanos(INTERVAL_NANOS);
        }
    }

    /** Ends it. */
    @Override
    public void close() {
        done = true;
        try {
            sampler.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Splits a time among the parts as they were seen; to be asked once this is closed. */
    Map<StepPart, Double> partsOf(double time) {
        double all =
                Math.max(1, seen.values().stream().mapToInt(Integer::intValue).sum());
        Map<StepPart, Double> parts = new EnumMap<>(StepPart.class);
        for (StepPart part : StepPart.values()) {
            parts.put(part, time * seen.getOrDefault(part, 0) / all);
        }
        return parts;
    }
}
