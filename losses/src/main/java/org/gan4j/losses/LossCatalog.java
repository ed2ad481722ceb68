package org.gan4j.losses;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Every adversarial loss of this library by name.
 *
 * <pre>{@code
 * AdversarialLoss loss = LossCatalog.create("lsgan", Map.of("a", "-1", "c", "0"));
 * LossDescription about = LossCatalog.describe("lsgan");
 * about.discriminator();   // ½E(r-b)² + ½E(f-a)²
 * }</pre>
 */
public final class LossCatalog {

    private static final Map<String, LossDescription> LOSSES = index(
            MinimaxLoss.DESCRIPTION,
            NonSaturatingLoss.DESCRIPTION,
            NonSaturatingLoss.DRAGAN,
            BoundarySeekingLoss.DESCRIPTION,
            LeastSquaresLoss.DESCRIPTION,
            WassersteinLoss.DESCRIPTION,
            WassersteinLoss.WITH_GRADIENT_PENALTY,
            WassersteinLoss.WITH_LIPSCHITZ_PENALTY,
            WassersteinLoss.DIVERGENCE,
            HingeLoss.DESCRIPTION,
            HingeV1Loss.DESCRIPTION,
            RelativisticLoss.DESCRIPTION,
            RelativisticAverageLoss.DESCRIPTION,
            RelativisticAverageLeastSquaresLoss.DESCRIPTION,
            RelativisticAverageHingeLoss.DESCRIPTION,
            RelativisticLoss.R3GAN,
            FGanLoss.Divergence.KL.description(),
            FGanLoss.Divergence.REVERSE_KL.description(),
            FGanLoss.Divergence.PEARSON.description(),
            FGanLoss.Divergence.SQUARED_HELLINGER.description(),
            FGanLoss.Divergence.JS.description(),
            FGanLoss.Divergence.GAN.description(),
            SoftmaxLoss.DESCRIPTION,
            DualContrastiveLoss.DESCRIPTION,
            EnergyBasedLoss.DESCRIPTION,
            BoundaryEquilibriumLoss.DESCRIPTION);

    private LossCatalog() {}

    /**
     * All losses in the order of the table, group by group.
     *
     * @return the descriptions
     */
    public static Collection<LossDescription> all() {
        return LOSSES.values();
    }

    /**
     * Looks a loss up.
     *
     * @param name its name
     * @return the description
     * @throws IllegalArgumentException if there is none of that name; the message lists those there are
     */
    public static LossDescription describe(String name) {
        LossDescription description = LOSSES.get(name);
        if (description == null) {
            throw new IllegalArgumentException(
                    "unknown loss '" + name + "'; there are " + String.join(", ", LOSSES.keySet()));
        }
        return description;
    }

    /**
     * Makes a loss.
     *
     * @param name its name
     * @param options values of its options by name; the others keep their defaults
     * @return the loss
     * @throws IllegalArgumentException if the name or an option is unknown or a value not allowed
     */
    public static AdversarialLoss create(String name, Map<String, String> options) {
        return describe(name).create(options);
    }

    private static Map<String, LossDescription> index(LossDescription... descriptions) {
        Map<String, LossDescription> index = new LinkedHashMap<>();
        for (LossDescription description : descriptions) {
            if (index.put(description.name(), description) != null) {
                throw new IllegalStateException("two losses are named " + description.name());
            }
        }
        return Collections.unmodifiableMap(index);
    }
}
