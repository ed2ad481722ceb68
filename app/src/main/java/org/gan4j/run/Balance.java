package org.gan4j.run;

import java.util.List;
import org.gan4j.config.TrainConfig;
import org.gan4j.report.Curves;

/** The values that the players' losses have at the balance of a game, where they are known. */
public final class Balance {

    private Balance() {}

    /**
     * What to compare a run's curves with.
     *
     * @param config what is trained
     * @return lines at the losses of both players when every score is 0; none for games without such a point
     */
    public static List<Curves.Reference> references(TrainConfig config) {
        if (!config.objective().loss().equals("non-saturating")) {
            return List.of();
        }
        boolean halved = "true".equals(config.objective().options().get("halve-d-loss"));
        Curves.Reference generator = new Curves.Reference(Curves.Panel.LOSSES, Math.log(2), "log 2");
        return halved
                ? List.of(generator)
                : List.of(generator, new Curves.Reference(Curves.Panel.LOSSES, 2 * Math.log(2), "2 log 2"));
    }
}
