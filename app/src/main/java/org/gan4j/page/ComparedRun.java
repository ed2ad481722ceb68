package org.gan4j.page;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.gan4j.config.Settings;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.ImageShape;
import org.gan4j.eval.Evaluation;
import org.gan4j.eval.MetricValues;
import org.gan4j.files.PngFile;
import org.gan4j.page.CompareTable.Cell;
import org.gan4j.train.Tick;

/**
 * What a comparison keeps of a run: there may be hundreds of them.
 *
 * @param name its name, which no other has
 * @param config what it was trained with
 * @param image what its samples are; {@code null} if they are no images
 * @param last its last report; {@code null} if there is none yet
 * @param evaluation its newest evaluation; {@code null} if there is none yet
 * @param scoredAt the passes over the data up to that
 * @param grid the picture of its last samples; {@code null} if there is none yet
 */
record ComparedRun(
        String name,
        TrainConfig config,
        ImageShape image,
        Tick last,
        Evaluation evaluation,
        double scoredAt,
        Path grid) {

    static ComparedRun of(Path root, String name) {
        LoadedRun run = LoadedRun.read(root);
        Evaluation evaluation = run.history().newest().orElse(null);
        var grids = run.directory().sampleGrids();
        return new ComparedRun(
                name,
                run.config(),
                run.samples().image(),
                run.history().lastTick().orElse(null),
                evaluation,
                evaluation == null ? Double.NaN : run.epochAt(evaluation.step()),
                grids.isEmpty() ? null : grids.lastEntry().getValue());
    }

    /** Its last samples, as {@link PageTemplate#address} has them; {@code null} if there are none yet. */
    String picture() {
        return grid == null ? null : PageTemplate.address(PngFile.read(grid));
    }

    /** Whether its samples are images. */
    boolean pictures() {
        return image != null;
    }

    String dataset() {
        return config.data().dataset();
    }

    /** What it minimises, in a few words. */
    String objective() {
        return Settings.objective(config);
    }

    /** What it was trained with. */
    Map<String, Cell> settings() {
        String seed = String.valueOf(config.seed()); // no commas: it counts nothing
        Map<String, Cell> cells = new LinkedHashMap<>();
        cells.put("data set", Cell.words(dataset()));
        cells.put("preset", Cell.words(config.preset()));
        cells.put("loss", Cell.words(objective()));
        cells.put("seed", new Cell(seed, seed, false));
        cells.put("steps", reported(Tick::step));
        cells.put("epochs", reported(Tick::epoch));
        return cells;
    }

    /** What came of it. */
    Map<String, Cell> results() {
        Map<String, Cell> cells = new LinkedHashMap<>();
        cells.put("seconds", reported(Tick::seconds));
        cells.put("steps/s", reported(tick -> tick.step() / tick.seconds()));
        cells.put("D", reported(tick -> tick.mean(Tick.D_LOSS)));
        cells.put("G", reported(tick -> tick.mean(Tick.G_LOSS)));
        return cells;
    }

    /** All that a CSV file says of it. */
    Map<String, Cell> everything() {
        Map<String, Cell> cells = settings();
        cells.putAll(results());
        cells.put("D(real)", reported(tick -> tick.mean(Tick.SCORE_REAL)));
        cells.put("D(fake)", reported(tick -> tick.mean(Tick.SCORE_FAKE)));
        if (evaluation != null) {
            cells.put("scored at step", Cell.number(evaluation.step()));
            cells.put("scored at epoch", Cell.number(scoredAt));
            cells.put("samples", Cell.number(evaluation.generated().count()));
            cells.put("against", Cell.words(evaluation.against()));
            cells.put("features", Cell.words(evaluation.featureExtractor()));
            addScores("", evaluation.generated(), cells);
            addScores("real ", evaluation.real(), cells);
        }
        return cells;
    }

    private Cell reported(Function<Tick, Number> value) {
        return last == null ? Cell.NONE : Cell.number(value.apply(last));
    }

    private static void addScores(String prefix, MetricValues scores, Map<String, Cell> cells) {
        scores.values().forEach((metric, value) -> cells.put(prefix + metric.column(), Cell.number(value)));
    }
}
