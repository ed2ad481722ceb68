package org.gan4j.page;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gan4j.UserException;
import org.gan4j.data.RealData;
import org.gan4j.files.Failures;
import org.gan4j.files.PngFile;
import org.gan4j.files.WholeFile;
import org.gan4j.run.EvaluationFiles;
import org.gan4j.run.RunDirectory;
import org.gan4j.run.TrainedPlayer;

/**
 * What a person looks at after a run: the page, and the pictures that only a trained generator or a whole run gives.
 *
 * <pre>
 * report.html          the run on one page
 * samples.gif          the sample grids one after another
 * interpolation.png    from one sample to another, row by row      (images)
 * classes.png          a row a class, a noise a column             (images with --conditional)
 * </pre>
 */
public final class PageWriter {

    private PageWriter() {}

    /**
     * Where the page of a run is.
     *
     * @param root the run directory
     * @return the page's path; nothing need be there yet
     */
    public static Path page(Path root) {
        return root.resolve("report.html");
    }

    /**
     * Writes the page of a run, and the pictures next to it; what is there of them is replaced.
     *
     * @param root the run directory
     * @param data the real samples, which points and numbers are shown with; {@code null} for images
     * @param maker what makes the page, with its version
     * @param manager tells the device
     * @return the page's path
     * @throws UserException if there is no such run, its files are damaged, it has nothing to show yet, or nothing can be written
     */
    public static Path write(Path root, RealData data, String maker, NDManager manager) {
        LoadedRun run = LoadedRun.read(root);
        RunDirectory directory = run.directory();
        boolean trained = !directory.checkpoints().isEmpty();
        if (directory.sampleGrids().isEmpty() && !trained && run.ticks().isEmpty()) {
            throw new UserException(
                    directory.root() + " has nothing to show yet: neither metrics nor samples nor weights");
        }
        Path page = page(directory.root());
        try {
            SamplesOverTraining samples = new SamplesOverTraining(run);
            samples.writeAnimation();
            RunPage.Explorer explorer = null;
            List<RunPage.Figure> figures = new ArrayList<>();
            if (trained) {
                try (TrainedPlayer generator = TrainedPlayer.generator(root, Optional.empty(), manager)) {
                    explorer = GeneratorExplorer.of(run, generator, data, manager);
                    figures.addAll(new GeneratorFigures(run, generator, manager).write());
                }
            }
            addNeighbours(run, figures);
            RunSummary summary = new RunSummary(run);
            TrainingCharts charts = new TrainingCharts(run, manager);
            ScoreSection scores = new ScoreSection(run);
            RunPage content = new RunPage(
                    LoadedRun.name(directory.root()),
                    summary.lead(),
                    summary.notes(trained, explorer != null),
                    scores.headlines(),
                    summary.facts(),
                    samples.shown(),
                    explorer,
                    scores.scores(),
                    figures,
                    charts.charts(),
                    charts.hint(),
                    new SettingsSection(run.record()).settings(),
                    maker);
            WholeFile.write(page, content.html());
        } catch (IOException e) {
            throw Failures.cannotWrite(page, e);
        }
        return page;
    }

    private static void addNeighbours(LoadedRun run, List<RunPage.Figure> figures) {
        Path evaluation = run.directory().evaluations().ofLast();
        Path neighbours = EvaluationFiles.neighboursOf(evaluation);
        if (Files.exists(neighbours)) {
            String when = Files.exists(evaluation)
                    ? NumberText.text(
                            " at step %,d",
                            EvaluationFiles.read(evaluation, run.dataset()).step())
                    : "";
            figures.add(
                    0,
                    new RunPage.Figure(
                            "Does it copy its training images?",
                            "Memorisation check" + when
                                    + ". On the left of each row a generated image; to the right of it the training images nearest to"
                                    + " it, nearest first. A generated image that equals its neighbour would be a copy of a training image"
                                    + " rather than a new one.",
                            PageTemplate.address(PngFile.read(neighbours))));
        }
    }
}
