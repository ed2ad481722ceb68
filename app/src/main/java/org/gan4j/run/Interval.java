package org.gan4j.run;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gan4j.train.GanTrainer;

/**
 * How often something is done: every so many steps or epochs.
 *
 * @param count how many, at least 1
 * @param epochs whether they are epochs rather than steps
 * @param limited whether it is left out where it would take more than its {@link TimeShare}
 */
public record Interval(long count, boolean epochs, boolean limited) {

    /** Every epoch, as far as the time allows. */
    static final Interval AUTO = new Interval(1, true, true);

    private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,17}) ?(steps?|epochs?)?");

    /**
     * Whatever time it takes.
     *
     * @param count how many, at least 1
     * @param epochs whether they are epochs rather than steps
     */
    public Interval(long count, boolean epochs) {
        this(count, epochs, false);
    }

    /**
     * Reads {@code auto}, {@code 500}, {@code 500steps} or {@code 2epochs}.
     *
     * @param name what it is, for the message
     * @param text the text
     * @return the interval
     * @throws IllegalArgumentException if it is none of these
     */
    public static Interval parse(String name, String text) {
        if (text.equals("auto")) {
            return AUTO;
        }
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    name + " (" + text + ") must be a number of steps or of epochs, e.g. 500 or 2epochs, or auto");
        }
        String unit = matcher.group(2);
        return new Interval(Long.parseLong(matcher.group(1)), unit != null && unit.startsWith("epoch"));
    }

    /** Whether the last step ended an interval. */
    boolean endsAt(GanTrainer trainer) {
        return passed(trainer, trainer.steps()) > passed(trainer, trainer.steps() - 1);
    }

    private long passed(GanTrainer trainer, long steps) {
        return (epochs ? trainer.epochs().completed(steps) : steps) / count;
    }

    @Override
    public String toString() {
        return limited ? "auto" : count + (epochs ? "epoch" : "step") + (count == 1 ? "" : "s");
    }
}
