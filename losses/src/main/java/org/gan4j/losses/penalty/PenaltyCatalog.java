package org.gan4j.losses.penalty;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Every penalty of this library by name.
 *
 * <pre>{@code
 * Penalty gp = PenaltyCatalog.describe("gp").factory().apply(10);
 * gp.initialise(manager);                                    // makes the state of those that have any
 * NDArray dLoss = loss.discriminatorLoss(r, f).add(gp.evaluate(critic, real, fake));
 * }</pre>
 */
public final class PenaltyCatalog {

    private static final Map<String, PenaltyDescription> PENALTIES = index(
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
    public static Collection<PenaltyDescription> all() {
        return PENALTIES.values();
    }

    /**
     * Looks a penalty up.
     *
     * @param name its name
     * @return the description
     * @throws IllegalArgumentException if there is none of that name; the message lists those there are
     */
    public static PenaltyDescription describe(String name) {
        PenaltyDescription description = PENALTIES.get(name);
        if (description == null) {
            throw new IllegalArgumentException(
                    "unknown penalty '" + name + "'; there are " + String.join(", ", PENALTIES.keySet()));
        }
        return description;
    }

    private static Map<String, PenaltyDescription> index(PenaltyDescription... descriptions) {
        Map<String, PenaltyDescription> index = new LinkedHashMap<>();
        for (PenaltyDescription description : descriptions) {
            if (index.put(description.name(), description) != null) {
                throw new IllegalStateException("two penalties are named " + description.name());
            }
        }
        return Collections.unmodifiableMap(index);
    }
}
