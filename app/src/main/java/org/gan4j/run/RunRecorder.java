package org.gan4j.run;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.RealData;
import org.gan4j.eval.Evaluation;
import org.gan4j.files.Failures;
import org.gan4j.files.PngFile;
import org.gan4j.picture.Curves;
import org.gan4j.picture.NoFontsException;
import org.gan4j.train.GanTrainer;
import org.gan4j.train.Sign;
import org.gan4j.train.Tick;

/**
 * Writes a run's metrics, pictures of samples before the training and after epochs, and the curves of its losses.
 *
 * @param directory where to
 * @param run the run's record
 * @param data the real samples
 * @param input what the generator is given for the pictures
 * @param told told of each picture
 * @param every how often a picture is drawn; there is always one at the end
 * @param time how much of the run's time the pictures may take
 */
public record RunRecorder(
        RunDirectory directory,
        RunRecord run,
        RealData data,
        NDArray input,
        List<RunListener> told,
        Interval every,
        TimeShare time)
        implements RunListener {

    @Override
    public void ticked(Tick tick) {
        new Metrics(directory.metrics()).append(tick);
    }

    @Override
    public void evaluated(Evaluation evaluation, double epoch) {
        new Metrics(directory.metrics()).append(evaluation, epoch);
    }

    @Override
    public void signed(Sign sign) {
        new Metrics(directory.metrics()).append(sign);
    }

    @Override
    public void started(GanTrainer trainer) {
        if (trainer.steps() == 0) {
            drawReal();
            draw(trainer); // what a generator makes that has learned nothing
        }
    }

    @Override
    public void stepEnded(GanTrainer trainer) {
        boolean due = every.endsAt(trainer) && trainer.steps() < trainer.totalSteps();
        if (due && (!every.limited() || time.isLeft(trainer))) {
            draw(trainer);
        }
    }

    @Override
    public void epochEnded(GanTrainer trainer) {
        if (trainer.steps() == trainer.totalSteps()) {
            draw(trainer);
        }
    }

    /** What the generator learns from, as a person would want to see it next to what it makes. */
    private void drawReal() {
        if (run.samples().image() == null) {
            return;
        }
        int count = (int) Math.min(SamplePicture.GRID_COUNT, data.size());
        try (NDManager scope = input.getManager().newSubManager()) {
            float[] pixels = data.batch(scope, 0, count, false).samples().toFloatArray();
            PngFile.write(SamplePicture.grid(pixels, run.samples().image()), directory.realSamples());
        }
    }

    /** Of a run that failed, too: its curves are looked at. */
    @Override
    public void close() {
        drawCurves(directory, run.config(), input.getManager());
    }

    private void draw(GanTrainer trainer) {
        time.spend(() -> write(trainer));
    }

    private void write(GanTrainer trainer) {
        trainer.requireFinite(); // there is nothing to see in NaN
        Path picture = directory.samples(trainer.steps());
        Failures.whileWriting(picture, to -> {
            // Not that of the run: if that is not there, somebody has removed it.
            if (!Files.isDirectory(picture.getParent())) {
                Files.createDirectory(picture.getParent());
            }
            if (write(() -> SamplePicture.draw(trainer.sampler(), input, run.samples(), data), picture)) {
                told.forEach(listener -> listener.drawn(trainer.steps(), picture));
            }
        });
    }

    /**
     * Draws the curves of the run so far; a run without a tick has none.
     *
     * @param directory the run
     * @param config what is trained
     * @param manager tells the device
     */
    static void drawCurves(RunDirectory directory, TrainConfig config, NDManager manager) {
        List<Curves.Point> points = new Metrics(directory.metrics())
                .read().ticks().stream()
                        .map(tick -> new Curves.Point(
                                tick.step(),
                                tick.mean(Tick.D_LOSS),
                                tick.mean(Tick.G_LOSS),
                                tick.mean(Tick.SCORE_REAL),
                                tick.mean(Tick.SCORE_FAKE)))
                        .toList();
        if (points.isEmpty()) {
            return;
        }
        List<Curves.Reference> references = EquilibriumLosses.references(config, manager);
        write(() -> NoFontsException.draw(() -> Curves.draw(points, references)), directory.lossCurves());
    }

    /** Writes a picture and tells true; or none if it needs a font and this Java finds none: that must not end a run. */
    static boolean write(Supplier<BufferedImage> picture, Path file) {
        try {
            PngFile.write(picture.get(), file);
            return true;
        } catch (NoFontsException e) {
            return false; // the command says at the end which pictures are missing, and why
        }
    }
}
