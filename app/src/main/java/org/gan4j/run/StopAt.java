package org.gan4j.run;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gan4j.train.GanTrainer;
import org.gan4j.train.TrainingListener;

/**
 * Where a run stops before its end, as if it had been asked to: after {@code count} steps, or after the share {@code count / of} of
 * all steps. Nothing that depends on the length of the run knows of it.
 *
 * @param count steps, or parts of the whole; at least 1
 * @param of the parts that the whole has; 0 if {@code count} are steps
 */
public record StopAt(long count, long of) {

    private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,8})(?:/([1-9]\\d{0,8}))?");

    /**
     * Reads {@code 500} or {@code 1/3}.
     *
     * @param text the text
     * @return what it says
     * @throws IllegalArgumentException if it is neither
     */
    public static StopAt parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "stop-at (" + text + ") must be a step or a share of the run, e.g. 500 or 1/3");
        }
        long count = Long.parseLong(matcher.group(1));
        long of = matcher.group(2) == null ? 0 : Long.parseLong(matcher.group(2));
        if (of > 0 && count > of) {
            throw new IllegalArgumentException("stop-at (" + text + ") must be at most the whole run, 1/1");
        }
        return new StopAt(count, of);
    }

    /** The step after which a run of so many steps stops: of a share, the first that is not before it. */
    long step(long totalSteps) {
        return of == 0 ? count : -Math.floorDiv(-Math.multiplyExact(totalSteps, count), of);
    }

    /** Asks the training to stop there; at once, if it is there already. */
    TrainingListener listener() {
        return new TrainingListener() {
            @Override
            public void started(GanTrainer trainer) {
                stepEnded(trainer);
            }

            @Override
            public void stepEnded(GanTrainer trainer) {
                if (trainer.steps() >= step(trainer.totalSteps())) {
                    trainer.requestStop();
                }
            }
        };
    }

    @Override
    public String toString() {
        return of == 0 ? String.valueOf(count) : count + "/" + of;
    }
}
