package org.gan4j.page;

import java.nio.file.Path;
import java.util.Optional;
import org.gan4j.config.TrainConfig;
import org.gan4j.eval.Evaluation;
import org.gan4j.train.Tick;

/**
 * What a comparison keeps of a run: there may be hundreds of them.
 *
 * @param name its name, which no other has
 * @param config what it was trained with
 * @param pictures whether its samples are images
 * @param last its last report; {@code null} if there is none yet
 * @param evaluation its newest evaluation
 * @param scoredAt the passes over the data up to that; NaN if nobody knows
 * @param grid the picture of its last samples; {@code null} if there is none yet
 */
record ComparedRun(
        String name,
        TrainConfig config,
        boolean pictures,
        Tick last,
        Optional<Evaluation> evaluation,
        double scoredAt,
        Path grid) {

    static ComparedRun of(Path root, String name) {
        LoadedRun run = LoadedRun.read(root);
        Optional<Evaluation> evaluation = run.evaluations().newest();
        var grids = run.directory().sampleGrids();
        return new ComparedRun(
                name,
                run.config(),
                run.pictures(),
                run.lastTick().orElse(null),
                evaluation,
                evaluation.map(found -> run.epochAt(found.step())).orElse(Double.NaN),
                grids.isEmpty() ? null : grids.lastEntry().getValue());
    }
}
