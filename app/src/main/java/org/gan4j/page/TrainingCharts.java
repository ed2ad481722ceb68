package org.gan4j.page;

import static org.gan4j.page.NumberText.number;
import static org.gan4j.page.NumberText.text;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.gan4j.picture.Curves;
import org.gan4j.run.EquilibriumLosses;
import org.gan4j.train.Term;
import org.gan4j.train.Tick;

/** Curves of what the training reported: losses, mean scores, penalties and further terms. */
final class TrainingCharts {

    private static final int MOST_TICKS = 3_000;
    private static final Set<String> PLAYERS = Set.of(Tick.D_LOSS, Tick.G_LOSS, Tick.SCORE_REAL, Tick.SCORE_FAKE);

    private final LoadedRun run;
    private final List<Tick> ticks;
    private final NDManager manager;

    TrainingCharts(LoadedRun run, NDManager manager) {
        this.run = run;
        this.ticks = EvenlySpaced.of(run.history().ticks(), MOST_TICKS);
        this.manager = manager;
    }

    /** How to read the charts, or why there are none. */
    String hint() {
        return switch (ticks.size()) {
            case 0 -> "Nothing has been reported yet.";
            case 1 ->
                text(
                        "Losses were reported once, at step %,d: D %s, G %s. Curves need more; train --tick N reports every N steps.",
                        ticks.get(0).step(),
                        number(ticks.get(0).mean(Tick.D_LOSS)),
                        number(ticks.get(0).mean(Tick.G_LOSS)));
            default -> "Point at a chart to read its values. Drag across it to zoom in, double-click to see all again.";
        };
    }

    /** The charts; none of a single point. */
    List<RunPage.Chart> charts() {
        if (ticks.size() < 2) {
            return List.of();
        }
        List<RunPage.Chart> charts = new ArrayList<>();
        charts.add(losses());
        charts.add(scores());
        Set<String> terms = new LinkedHashSet<>();
        ticks.forEach(tick -> terms.addAll(tick.means().keySet()));
        terms.removeAll(PLAYERS);
        if (!terms.isEmpty()) {
            charts.add(terms(terms));
        }
        return charts;
    }

    private RunPage.Chart losses() {
        List<Curves.Reference> references = EquilibriumLosses.references(run.config(), manager);
        return chart(
                "Losses",
                "What each player tries to lower, without penalties; as each plays against the other, they need not fall, and they do not"
                        + " say how good the samples are. "
                        + (references.isEmpty() ? "" : "Dashed: where both would be if D could tell nothing apart. ")
                        + "A D near 0 with a G that climbs says that G has lost.",
                List.of(curve("discriminator (D)", Tick.D_LOSS), curve("generator (G)", Tick.G_LOSS)),
                references);
    }

    private RunPage.Chart scores() {
        boolean energies = run.config().objective().describeLoss().energies();
        return chart(
                "What the discriminator thinks",
                energies
                        ? "Its mean energy: the lower, the more real a sample looks to it. Healthy: the two stay near each other."
                        : "Its mean score: the higher, the more real a sample looks to it. Healthy: real above generated, neither"
                                + " running away.",
                List.of(curve("real samples", Tick.SCORE_REAL), curve("generated samples", Tick.SCORE_FAKE)),
                List.of());
    }

    private RunPage.Chart terms(Set<String> names) {
        String first = names.iterator().next();
        return chart(
                names.size() > 1
                        ? "Penalties and further terms"
                        : (Term.title(first).equals(first) ? "Penalty: " : "Further term: ") + Term.title(first),
                "What is added to the losses, with its weight. Healthy: small against D's loss, not 0.",
                names.stream().map(name -> curve(Term.title(name), name)).toList(),
                List.of());
    }

    private RunPage.Series curve(String title, String name) {
        return RunPage.Series.of(title, ticks.stream().mapToDouble(tick -> tick.mean(name)));
    }

    private RunPage.Chart chart(
            String title, String hint, List<RunPage.Series> series, List<Curves.Reference> references) {
        return new RunPage.Chart(title, hint, ticks.stream().map(Tick::step).toList(), series, references);
    }
}
