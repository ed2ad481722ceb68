package org.gan4j.page;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.gan4j.UserException;
import org.gan4j.data.RealData;
import org.gan4j.eval.Evaluation;
import org.gan4j.eval.Metric;
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
 * classes.png          a row a class, a noise a column             (images with --conditional, --clusters)
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
        if (directory.sampleGrids().isEmpty()
                && !trained
                && run.history().ticks().isEmpty()) {
            throw new UserException(
                    directory.root() + " has nothing to show yet: neither metrics nor samples nor weights");
        }
        Path page = page(directory.root());
        try {
            SamplesOverTraining.writeAnimation(run);
            RunPage.Explorer explorer = null;
            RunPage.Walk walk = null;
            Map<String, String> figures = new HashMap<>();
            if (trained) {
                try (TrainedPlayer generator = TrainedPlayer.generator(root, Optional.empty(), manager)) {
                    explorer = GeneratorExplorer.of(run, generator, data, manager);
                    if (run.pictures()) {
                        walk = explorer == null ? GeneratorWalk.of(run, generator, manager) : null;
                        figures.putAll(new GeneratorFigures(run, generator, manager).write());
                    }
                }
            }
            addReal(run, figures);
            addNeighbours(directory, figures);
            RunPage content = new RunPage(
                    run,
                    run.history().lastTick().orElse(null),
                    SamplesOverTraining.shown(run),
                    trained,
                    explorer,
                    walk,
                    ScoreSection.of(run),
                    figures,
                    TrainingCharts.of(run, manager),
                    maker);
            WholeFile.write(page, PageTemplate.render("page.html", content));
        } catch (IOException e) {
            throw Failures.cannotWrite(page, e);
        }
        return page;
    }

    private static void addReal(LoadedRun run, Map<String, String> figures) {
        Path real = run.directory().realSamples();
        if (Files.exists(real)) {
            figures.put("real", PageTemplate.samples(PngFile.read(real), run.colour()));
        }
    }

    /** Adds what {@code gan4j evaluate} has drawn of its check for copies. */
    private static void addNeighbours(RunDirectory directory, Map<String, String> figures) {
        Path evaluation = directory.evaluations().ofLast();
        Path neighbours = EvaluationFiles.neighboursOf(evaluation);
        if (Files.exists(neighbours)) {
            figures.put("neighbours", PageTemplate.address(PngFile.read(neighbours)));
            if (Files.exists(evaluation)) {
                Evaluation scores = EvaluationFiles.read(evaluation);
                figures.put("neighboursStep", NumberText.text("%,d", scores.step()));
                Double copies = scores.generated().values().get(Metric.COPIES);
                if (copies != null) { // of an evaluation from before there was this score
                    figures.put("copies", NumberText.text("%.1f", 100 * copies));
                }
            }
        }
    }
}
