package org.gan4j.page;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gan4j.picture.Curves;
import org.gan4j.run.EquilibriumLosses;
import org.gan4j.train.Term;
import org.gan4j.train.Tick;

/**
 * Curves of what the training reported: losses, mean scores, penalties and further terms.
 *
 * @param run the run
 * @param ticks its reports, two at least
 * @param references lines to compare the losses with
 */
record TrainingCharts(LoadedRun run, List<Tick> ticks, List<Curves.Reference> references) {

    private static final int MOST_TICKS = 3_000;
    private static final Map<String, String> PLAYERS = Map.of(
            Tick.D_LOSS, "discriminator (D)",
            Tick.G_LOSS, "generator (G)",
            Tick.SCORE_REAL, "real samples",
            Tick.SCORE_FAKE, "generated samples");

    /** The charts of a run; {@code null} for one that has not reported twice, as a single point is no curve. */
    static TrainingCharts of(LoadedRun run, NDManager manager) {
        List<Tick> ticks = EvenlySpaced.of(run.history().ticks(), MOST_TICKS);
        return ticks.size() < 2
                ? null
                : new TrainingCharts(run, ticks, EquilibriumLosses.references(run.config(), manager));
    }

    /** Whether the discriminator's scores are energies. */
    boolean energies() {
        return run.config().objective().describeLoss().energies();
    }

    /** What the chart of all that is neither loss nor score is called; {@code null} for a run without it. */
    String termsTitle() {
        Set<String> terms = terms();
        if (terms.size() != 1) {
            return terms.isEmpty() ? null : "Penalties and further terms";
        }
        String name = terms.iterator().next();
        String title = Term.title(name);
        return (title.equals(name) ? "Penalty: " : "Further term: ") + title;
    }

    private Set<String> terms() {
        Set<String> terms = new LinkedHashSet<>();
        ticks.forEach(tick -> terms.addAll(tick.means().keySet()));
        terms.removeAll(PLAYERS.keySet());
        return terms;
    }

    /** The charts in the order of their places on the page. */
    List<RunPage.Chart> charts() {
        List<RunPage.Chart> charts = new ArrayList<>();
        charts.add(chart(List.of(Tick.D_LOSS, Tick.G_LOSS), references));
        charts.add(chart(List.of(Tick.SCORE_REAL, Tick.SCORE_FAKE), List.of()));
        if (!terms().isEmpty()) {
            charts.add(chart(terms(), List.of()));
        }
        return charts;
    }

    private RunPage.Chart chart(Collection<String> names, List<Curves.Reference> references) {
        return new RunPage.Chart(
                ticks.stream().map(Tick::step).toList(),
                names.stream().map(this::curve).toList(),
                references);
    }

    private RunPage.Series curve(String name) {
        String title = PLAYERS.getOrDefault(name, Term.title(name));
        return RunPage.Series.of(title, ticks.stream().mapToDouble(tick -> tick.mean(name)));
    }
}
