package org.gan4j.run;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.gan4j.config.TrainConfig;
import org.gan4j.losses.AdversarialLoss;
import org.gan4j.losses.LossDescription.Group;
import org.gan4j.picture.Curves;

/** The values that the players' losses have at the balance of a game, where they are known. */
public final class EquilibriumLosses {

    private EquilibriumLosses() {}

    /**
     * What to compare a run's curves with: the losses at the balance of the cross-entropy games, where every score is 0.
     *
     * @param config what is trained
     * @param manager tells the device
     * @return lines at both players' losses; none for games without such a point
     */
    public static List<Curves.Reference> references(TrainConfig config, NDManager manager) {
        if (config.objective().describeLoss().group() != Group.CROSS_ENTROPY) {
            return List.of();
        }
        AdversarialLoss loss = config.objective().createLoss();
        try (NDManager scope = manager.newSubManager()) {
            loss.initialise(scope);
            NDArray undecided = scope.zeros(new Shape(1));
            float d = loss.discriminatorLoss(undecided, undecided).getFloat();
            float g = loss.generatorLoss(undecided, undecided).getFloat();
            return d == g
                    ? List.of(new Curves.Reference(d, "D and G at the balance"))
                    : List.of(new Curves.Reference(d, "D at the balance"), new Curves.Reference(g, "G at the balance"));
        }
    }
}
