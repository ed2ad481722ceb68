package org.gan4j.losses.penalty;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Every penalty of this library by name.
 *
 * <pre>{@code
 * Penalty gp = PenaltyCatalog.describe("gp").create(10);
 * gp.initialise(manager);                                    // makes the state of those that have any
 * NDArray dLoss = loss.discriminatorLoss(r, f).add(gp.evaluate(critic, real, fake));
 * }</pre>
 */
public final class PenaltyCatalog {

    private static final List<PenaltyDescription> PENALTIES = List.of(
            GradientPenalty.DESCRIPTION,
            LipschitzPenalty.DESCRIPTION,
            ZeroCenteredGradientPenalty.DESCRIPTION,
            R1Penalty.DESCRIPTION,
            R2Penalty.DESCRIPTION,
            DraganPenalty.DESCRIPTION,
            WassersteinDivergencePenalty.DESCRIPTION,
            LeCamPenalty.DESCRIPTION,
            DriftPenalty.DESCRIPTION);

    private PenaltyCatalog() {}

    /**
     * All penalties in the order of the table.
     *
     * @return the descriptions
     */
    public static List<PenaltyDescription> all() {
        return PENALTIES;
    }

    /**
     * Looks a penalty up.
     *
     * @param name its name
     * @return the description
     * @throws IllegalArgumentException if there is none of that name; the message lists those there are
     */
    public static PenaltyDescription describe(String name) {
        return PENALTIES.stream()
                .filter(penalty -> penalty.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown penalty '" + name + "'; there are "
                        + PENALTIES.stream().map(PenaltyDescription::name).collect(Collectors.joining(", "))));
    }
}
