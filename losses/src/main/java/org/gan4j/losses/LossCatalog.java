package org.gan4j.losses;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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

    private static final List<LossDescription> LOSSES = List.of(
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
            FGanLoss.Divergence.KL.description,
            FGanLoss.Divergence.REVERSE_KL.description,
            FGanLoss.Divergence.PEARSON.description,
            FGanLoss.Divergence.SQUARED_HELLINGER.description,
            FGanLoss.Divergence.JS.description,
            FGanLoss.Divergence.GAN.description,
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
    public static List<LossDescription> all() {
        return LOSSES;
    }

    /**
     * Looks a loss up.
     *
     * @param name its name
     * @return the description
     * @throws IllegalArgumentException if there is none of that name; the message lists those there are
     */
    public static LossDescription describe(String name) {
        return LOSSES.stream()
                .filter(loss -> loss.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown loss '" + name + "'; there are "
                        + LOSSES.stream().map(LossDescription::name).collect(Collectors.joining(", "))));
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
}
