package org.gan4j.bench;

import java.util.Arrays;
import org.gan4j.data.ResidentImages;
import org.gan4j.losses.AdversarialLoss;
import org.gan4j.losses.penalty.Penalty;
import org.gan4j.model.Discriminator;
import org.gan4j.model.Network;
import org.gan4j.optim.Optimizer;
import org.gan4j.train.GanTrainer;

/** What a thread that trains can be at. */
public enum StepPart {
    /** The real batch. */
    GATHER("gather"),
    /** The generator's input. */
    NOISE("noise"),
    /** The generated batch. */
    G_FORWARD("G forward"),
    /** The discriminator's scores on both batches. */
    D_FORWARD("D forward"),
    /** The discriminator's adversarial loss. */
    LOSS("loss"),
    /** The penalties, with all passes of their own but the last one backward. */
    PENALTY("penalty"),
    /** The gradients of the discriminator's whole objective. */
    D_BACKWARD("D backward"),
    /** The discriminator's optimizer. */
    D_UPDATE("D update"),
    /** The generator's loss through the fixed discriminator, and its gradients. */
    G_PASS("G pass"),
    /** The generator's optimizer. */
    G_UPDATE("G update"),
    /** All the rest: what is reported, the generator's average, arrays that are freed, Java in between. */
    HOST("host");

    private final String label;

    StepPart(String label) {
        this.label = label;
    }

    /**
     * The name of the part for a person.
     *
     * @return the name
     */
    public String label() {
        return label;
    }

    /** The part that a stack of calls belongs to. */
    static StepPart of(StackTraceElement[] stack) {
        if (in(stack, GanTrainer.class, "updateGenerator")) {
            return in(stack, Optimizer.class, "update") ? G_UPDATE : G_PASS;
        }
        if (in(stack, GanTrainer.class, "updateDiscriminator")) {
            if (in(stack, Optimizer.class, "update")) {
                return D_UPDATE;
            }
            if (in(stack, Optimizer.class, "gradients")) {
                return D_BACKWARD;
            }
            if (inPenalty(stack)) {
                return PENALTY;
            }
            if (in(stack, AdversarialLoss.class, "discriminatorLoss")) {
                return LOSS;
            }
            return in(stack, Discriminator.class, "judge") ? D_FORWARD : HOST;
        }
        if (in(stack, GanTrainer.class, "generate")) {
            return in(stack, Network.class, "forward") ? G_FORWARD : NOISE;
        }
        return in(stack, ResidentImages.class, "batch") ? GATHER : HOST;
    }

    private static boolean in(StackTraceElement[] stack, Class<?> owner, String method) {
        return Arrays.stream(stack)
                .anyMatch(frame -> frame.getMethodName().equals(method)
                        && frame.getClassName().equals(owner.getName()));
    }

    private static boolean inPenalty(StackTraceElement[] stack) {
        String penalties = Penalty.class.getPackageName() + ".";
        return Arrays.stream(stack)
                .anyMatch(frame -> frame.getMethodName().equals("evaluate")
                        && frame.getClassName().startsWith(penalties));
    }
}
