package org.gan4j.bench;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gan4j.data.RealData;
import org.gan4j.losses.AdversarialLoss;
import org.gan4j.model.Discriminator;
import org.gan4j.model.Network;
import org.gan4j.optim.Optimizer;
import org.gan4j.train.GanStep;

/** What a thread that trains can be at, told by the methods that it is in. Of two parts that fit, the later one counts. */
public enum StepPart {
    /** The real batch. */
    GATHER("gather", in(RealData.class, "batch")),
    /** The generator's input. */
    NOISE("noise", in(GanStep.class, "generate")),
    /** The generated batch. */
    G_FORWARD("G forward", in(GanStep.class, "generate"), in(Network.class, "forward")),
    /** The discriminator's scores on both batches. */
    D_FORWARD("D forward", in(GanStep.class, "updateDiscriminator"), in(Discriminator.class, "judge")),
    /** The discriminator's adversarial loss where it is a call of its own: where it does not state its slopes. */
    LOSS("loss", in(GanStep.class, "updateDiscriminator"), in(AdversarialLoss.class, "discriminatorLoss")),
    /** The penalties, with all passes of their own but the last one backward. */
    PENALTY("penalty", in(GanStep.class, "addPenalties")),
    /** The way back to the discriminator's weights, and their update. */
    D_BACK("D back", in(GanStep.class, "updateDiscriminator"), in(Optimizer.class, "minimise")),
    /** The generator's loss through the fixed discriminator. */
    G_PASS("G pass", in(GanStep.class, "updateGenerator")),
    /** The way back to the generator's weights, and their update. */
    G_BACK("G back", in(GanStep.class, "updateGenerator"), in(Optimizer.class, "minimise")),
    /** All the rest: what is reported, the generator's average, arrays that are freed, Java in between. */
    HOST("host");

    private final String label;
    private final Set<String> methods;

    StepPart(String label, String... methods) {
        this.label = label;
        this.methods = Set.of(methods);
    }

    @Override
    public String toString() {
        return label;
    }

    /** The part that a stack of calls belongs to. */
    static StepPart of(StackTraceElement[] stack) {
        Set<String> running = Arrays.stream(stack)
                .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                .collect(Collectors.toSet());
        return Stream.of(values())
                .filter(part -> part != HOST && running.containsAll(part.methods))
                .reduce(HOST, (earlier, later) -> later);
    }

    /** Refuses a method that is not there: what it does would be counted as the host's without a word. */
    private static String in(Class<?> owner, String name) {
        if (Arrays.stream(owner.getDeclaredMethods())
                .noneMatch(method -> method.getName().equals(name))) {
            throw new IllegalStateException(owner + " has no method " + name);
        }
        return owner.getName() + "." + name;
    }
}
