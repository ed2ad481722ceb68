package org.gan4j.optim;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How learning rates change over a run: the factor of the base rate at each step. The curves are those of PyTorch's
 * {@code LinearLR}, starting at 1, and {@code CosineAnnealingLR}.
 *
 * <pre>
 * constant:  1
 * linear:    1 + (end - 1)·t/T
 * cosine:    end + (1 - end)·(1 + cos(π·t/T))/2
 * </pre>
 *
 * with {@code t} from 0, held at {@code end} from {@code T} on.
 *
 * @param shape the curve
 * @param end the factor that is reached at the end, in [0, 1]; without meaning for a constant rate
 */
public record Schedule(Shape shape, double end) {

    /** Rates stay as they are. */
    public static final Schedule CONSTANT = new Schedule(Shape.CONSTANT, 1);

    /** From 1 to 0 on half a cosine wave. */
    public static final Schedule HALF_WAVE = new Schedule(Shape.COSINE, 0);

    /** The curve of a schedule. */
    public enum Shape {
        /** No change. */
        CONSTANT,
        /** A straight line. */
        LINEAR,
        /** Half a cosine wave. */
        COSINE
    }

    /** Checks the range. */
    public Schedule {
        if (!(end >= 0 && end <= 1)) {
            throw new IllegalArgumentException("schedule end (" + end + ") must be from 0 to 1");
        }
    }

    /**
     * What {@link #parse} reads, without an end.
     *
     * @return a name for each shape
     */
    public static List<String> names() {
        return Arrays.stream(Shape.values())
                .map(shape -> shape.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /**
     * Reads {@code constant}, {@code linear}, {@code cosine}, or one of the latter two with an end, as {@code linear:0.001}.
     *
     * @param text the text
     * @return the schedule
     * @throws IllegalArgumentException if it is none of these
     */
    public static Schedule parse(String text) {
        String[] parts = text.split(":", 2);
        int shape = names().indexOf(parts[0]);
        if (shape == Shape.CONSTANT.ordinal()) {
            if (parts.length == 2) {
                throw new IllegalArgumentException("schedule (" + text + ") must not have an end if constant");
            }
            return CONSTANT;
        }
        try {
            if (shape >= 0) {
                return new Schedule(Shape.values()[shape], parts.length == 2 ? Double.parseDouble(parts[1]) : 0);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "schedule (" + text + ") must be constant, linear[:END] or cosine[:END], END from 0 to 1");
    }

    /**
     * The factor of the base rate.
     *
     * @param step the number of steps already taken
     * @param totalSteps the length of the run
     * @return a factor in [0, 1]
     */
    public double factor(long step, long totalSteps) {
        return factor(Math.min(1, step / (double) totalSteps));
    }

    /**
     * The factor at some part of the run.
     *
     * @param progress from 0 to 1
     * @return a factor in [0, 1]
     */
    public double factor(double progress) {
        return switch (shape) {
            case CONSTANT -> 1;
            case LINEAR -> 1 + (end - 1) * progress;
            case COSINE -> end + (1 - end) * (1 + Math.cos(Math.PI * progress)) / 2;
        };
    }

    @Override
    public String toString() {
        String name = names().get(shape.ordinal());
        return shape == Shape.CONSTANT ? name : name + ":" + end;
    }
}
