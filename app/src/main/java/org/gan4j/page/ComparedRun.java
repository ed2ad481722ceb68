package org.gan4j.page;

import java.nio.file.Path;
import org.gan4j.config.Settings;
import org.gan4j.config.TrainConfig;
import org.gan4j.eval.Evaluation;
import org.gan4j.files.PngFile;
import org.gan4j.train.Tick;

/**
 * What a comparison keeps of a run: there may be hundreds of them.
 *
 * @param name its name, which no other has
 * @param config what it was trained with
 * @param pictures whether its samples are images
 * @param last its last report; {@code null} if there is none yet
 * @param evaluation its newest evaluation; {@code null} if there is none yet
 * @param scoredAt the passes over the data up to that
 * @param grid the picture of its last samples; {@code null} if there is none yet
 */
record ComparedRun(
        String name,
        TrainConfig config,
        boolean pictures,
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
                run.pictures(),
                run.history().lastTick().orElse(null),
                evaluation,
                evaluation == null ? Double.NaN : run.epochAt(evaluation.step()),
                grids.isEmpty() ? null : grids.lastEntry().getValue());
    }

    /** Its last samples, as {@link PageTemplate#address} has them; {@code null} if there are none yet. */
    String picture() {
        return grid == null ? null : PageTemplate.address(PngFile.read(grid));
    }

    /** What it minimises, in a few words. */
    String objective() {
        return Settings.objective(config);
    }
}
