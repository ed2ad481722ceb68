package org.gan4j.cli;

import java.util.List;
import org.gan4j.eval.Metric;
import org.gan4j.page.CompareTable;
import org.gan4j.page.NumberText;
import org.gan4j.sweep.Outcome;
import org.gan4j.sweep.Plan;
import org.gan4j.sweep.Results;
import org.gan4j.sweep.Stage;
import org.gan4j.sweep.Standings;
import org.gan4j.sweep.Sweep;
import org.gan4j.sweep.Trial;

/**
 * A sweep as a terminal shows it: a line a run that is over, and the table.
 *
 * @param terminal where to
 * @param plan the plan
 * @param stages its stages
 */
record SweepTerminal(Terminal terminal, Plan plan, List<Stage> stages) implements Sweep.Watcher {

    /** Rows of the table: more are in the page. */
    private static final int MOST_ROWS = 20;

    @Override
    public void stageBegins(Stage stage, int left, int done, int failed) {
        String share = stage.part() == 1 ? "to the end" : "to 1/" + stage.part() + " of the steps";
        String of = stages.size() == 1
                ? ""
                : NumberText.text(
                        "stage %d of %d, %d configurations %s: ",
                        stage.number() + 1, stages.size(), stage.configurations(), share);
        String before = (done > 0 ? ", " + done + " done before" : "")
                + (failed > 0 ? ", " + failed + " failed before (--retry tries them again)" : "");
        terminal.say("%s%,d run%s to do%s", of, left, left == 1 ? "" : "s", before);
    }

    @Override
    public void ended(Trial trial, Outcome outcome, Sweep.Progress progress) {
        Metric metric = plan.deciding();
        String count = progress.over() + "/" + progress.all();
        if (!outcome.isDone()) {
            terminal.warn(count + "  " + trial.name() + " failed: " + outcome.failure());
            return;
        }
        Double score = outcome.scores().get(metric);
        terminal.say(
                "%s  %s  %s %s  %s  left %s",
                count,
                trial.name(),
                metric.column(),
                score == null ? "-" : metric.text(score),
                NumberText.duration(Math.round(outcome.seconds())),
                NumberText.duration(progress.secondsLeft()));
    }

    /** The best configurations, what failed, and the flags of the best. */
    void show(Results results) {
        Standings standings = Standings.of(results, Versions.PROGRAM);
        terminal.out().println(standings.progress());
        List<CompareTable.Row> rows = standings.best(MOST_ROWS);
        if (!rows.isEmpty()) {
            terminal.out().println(standings.caption());
            TextColumns.of("configuration", new CompareTable("", List.of(), rows, List.of()))
                    .forEach(terminal.out()::println);
            terminal.out().println("best: " + standings.bestCommand());
        }
        standings.failures().forEach(line -> terminal.out().println("failed: " + line));
    }
}
