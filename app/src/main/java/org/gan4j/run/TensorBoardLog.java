package org.gan4j.run;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gan4j.UserException;
import org.gan4j.eval.ColumnValues;
import org.gan4j.eval.Evaluation;
import org.gan4j.eval.MetricValues;
import org.gan4j.files.Failures;
import org.gan4j.files.PngFile;
import org.gan4j.files.WholeFile;
import org.gan4j.train.Tick;

/** Shows a run in TensorBoard while it goes on: {@code tensorboard --logdir RUN/tensorboard}. */
public final class TensorBoardLog implements RunListener {

    private final EventFile events;

    /**
     * Begins a new file of events. What the run has told already is in an earlier file. What that file has beyond, TensorBoard is told
     * to forget.
     *
     * @param directory the run
     * @throws UserException if it cannot be written
     */
    public TensorBoardLog(RunDirectory directory) {
        Path folder = directory.root().resolve("tensorboard");
        boolean goesOn = Files.isDirectory(folder);
        try {
            this.events = EventFile.create(folder);
        } catch (IOException e) {
            throw Failures.cannotWrite(folder, e);
        }
        if (goesOn) {
            startAgain(directory);
        }
    }

    /** After the last tick that was kept; the evaluations and pictures that were kept beyond it are said again. */
    private void startAgain(RunDirectory directory) {
        RunHistory history = new Metrics(directory.metrics()).read();
        long kept = history.lastTick().map(Tick::step).orElse(0L);
        events.addStart(kept + 1);
        history.alongTheWay().stream()
                .filter(evaluation -> evaluation.step() > kept)
                .forEach(evaluation -> evaluated(evaluation, 0));
        directory.sampleGrids().tailMap(kept, false).forEach(this::drawn);
    }

    @Override
    public void ticked(Tick tick) {
        tick.means().forEach((name, mean) -> events.addScalar(group(name) + "/" + name, tick.step(), mean));
        events.addScalar("time/" + Metrics.STEPS_PER_SECOND, tick.step(), tick.stepsPerSecond());
        events.addScalar("time/" + Metrics.SECONDS, tick.step(), tick.seconds());
    }

    /** What TensorBoard shows together. */
    private static String group(String name) {
        return switch (name) {
            case Tick.D_LOSS, Tick.G_LOSS -> "losses";
            case Tick.SCORE_REAL, Tick.SCORE_FAKE -> "scores";
            default -> "terms";
        };
    }

    @Override
    public void evaluated(Evaluation evaluation, double epoch) {
        addAll("", evaluation.step(), evaluation.generated());
        addAll("real_", evaluation.step(), evaluation.real());
    }

    private void addAll(String whose, long step, MetricValues scores) {
        String prefix = "evaluation/" + whose;
        if (scores.count() > 0) { // runs of earlier versions do not tell
            events.addScalar(prefix + "sampleCount", step, scores.count());
        }
        scores.values().forEach((metric, value) -> events.addScalar(prefix + metric.key(), step, value));
        if (scores.columns() == null) {
            return;
        }
        for (ColumnValues column : scores.columns()) {
            String own = "column " + column.name() + "/" + whose;
            events.addScalar(own + "mean", step, column.mean());
            events.addScalar(own + "std", step, column.std());
            events.addScalar(own + "wasserstein1", step, column.wasserstein1());
        }
    }

    @Override
    public void drawn(long step, Path picture) {
        byte[] png = WholeFile.read(picture);
        BufferedImage image = PngFile.read(picture);
        events.addImage("samples", step, png, image.getHeight(), image.getWidth());
    }

    @Override
    public void close() {
        events.close();
    }
}
