package org.gan4j.page;

import static org.gan4j.page.NumberText.duration;
import static org.gan4j.page.NumberText.epochs;
import static org.gan4j.page.NumberText.text;

import java.util.ArrayList;
import java.util.List;
import org.gan4j.config.Settings;
import org.gan4j.config.TrainConfig;
import org.gan4j.model.SampleSpace;
import org.gan4j.train.Tick;

/** The top of the page: what happened, in a sentence and a few facts. */
final class RunSummary {

    private final LoadedRun run;

    RunSummary(LoadedRun run) {
        this.run = run;
    }

    String lead() {
        int latent = run.input().latent();
        String lead = "A generator learned to make " + samples() + " like those of the data set " + run.dataset()
                + " from nothing but " + latent + (latent == 1 ? " random number" : " random numbers")
                + (run.conditional() ? " and the wanted class" : "") + " each";
        return run.lastTick()
                .map(last -> lead
                        + text(
                                ": %,d steps with the loss %s in %s.",
                                last.step(), Settings.objective(run.config()), duration(Math.round(last.seconds()))))
                .orElse(lead + ".");
    }

    private String samples() {
        SampleSpace samples = run.samples();
        if (run.pictures()) {
            return text(
                    "pictures of %d × %d pixels",
                    samples.image().width(), samples.image().height());
        }
        return samples.dimension() == 1 ? "numbers" : "points";
    }

    List<RunPage.Fact> facts() {
        List<RunPage.Fact> facts = new ArrayList<>();
        facts.add(new RunPage.Fact("Data set", run.dataset()));
        facts.add(new RunPage.Fact("Loss", Settings.objective(run.config())));
        run.lastTick().ifPresent(last -> {
            facts.add(new RunPage.Fact("Length", text("%,d steps, %s epochs", last.step(), epochs(last.epoch()))));
            facts.add(new RunPage.Fact(
                    "Time",
                    duration(Math.round(last.seconds())) + ", " + text("%,.0f steps/s", last.step() / last.seconds())));
        });
        facts.add(new RunPage.Fact("Engine", run.record().engine()));
        return facts;
    }

    /** What a reader should know before all else. */
    List<String> notes(boolean trained, boolean explored) {
        List<String> notes = new ArrayList<>();
        run.lastTick().ifPresentOrElse(last -> addProgress(last, notes), () -> notes.add("There are no metrics yet."));
        if (!trained) {
            notes.add("There are no weights yet, so there is no generator to try.");
        } else if (!explored) {
            notes.add(text(
                    "The generator is too large to run in a page: it has more than %,d weights.",
                    GeneratorExplorer.MOST_WEIGHTS));
        }
        return notes;
    }

    private void addProgress(Tick last, List<String> notes) {
        TrainConfig.Length length = run.config().length();
        if (!Double.isFinite(last.mean(Tick.D_LOSS)) || !Double.isFinite(last.mean(Tick.G_LOSS))) {
            notes.add(text("This run diverged: at step %,d its losses were no longer finite numbers.", last.step()));
        } else if (length.steps() > 0 ? last.step() < length.steps() : last.epoch() < length.epochs()) {
            notes.add(
                    length.steps() > 0
                            ? text("This is a part of a run: %,d of %,d steps.", last.step(), length.steps())
                            : text("This is a part of a run: %s of %d epochs.", epochs(last.epoch()), length.epochs()));
        }
    }
}
