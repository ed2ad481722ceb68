package org.gan4j.run;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.gan4j.UserException;
import org.gan4j.data.RealData;
import org.gan4j.files.Failures;
import org.gan4j.files.PngFile;
import org.gan4j.model.SampleSpace;
import org.gan4j.picture.Curves;
import org.gan4j.picture.NoFontsException;
import org.gan4j.train.GanTrainer;
import org.gan4j.train.Tick;
import org.gan4j.train.TrainingListener;

/** Writes a run's directory while it trains: metrics at ticks, pictures before the training and after epochs, curves at the end. */
public final class RunRecorder implements TrainingListener {

    private final RunDirectory directory;
    private final MetricsFile metrics;
    private final RealData data;
    private final SampleSpace samples;
    private final NDArray input;
    private final List<Curves.Reference> references;

    /**
     * Starts to record.
     *
     * @param directory where to
     * @param trainer the trainer before its first step
     * @param data the real samples
     * @param references lines to compare the curves with
     * @param manager owns the generator's input behind the pictures
     */
    public RunRecorder(
            RunDirectory directory,
            GanTrainer trainer,
            RealData data,
            List<Curves.Reference> references,
            NDManager manager) {
        this.directory = directory;
        this.metrics = new MetricsFile(directory.metrics());
        this.data = data;
        this.samples = SampleSpace.of(data);
        this.input = trainer.sampleInput(SamplePicture.defaultCount(samples), manager);
        this.references = List.copyOf(references);
    }

    @Override
    public void ticked(Tick tick) {
        try {
            metrics.append(tick);
        } catch (IOException e) {
            throw failed(directory.metrics(), e);
        }
    }

    @Override
    public void started(GanTrainer trainer) {
        if (trainer.steps() == 0) {
            draw(trainer); // what a generator makes that has learned nothing
        }
    }

    @Override
    public void epochEnded(GanTrainer trainer) {
        draw(trainer);
    }

    private void draw(GanTrainer trainer) {
        Path picture = samplesPicture(trainer.steps());
        try {
            write(() -> SamplePicture.draw(trainer.sampler(), input, samples, data), picture);
        } catch (IOException e) {
            throw failed(picture, e);
        }
    }

    /** Draws the curves of the run so far; a run without a tick has none. */
    public void drawCurves() {
        try {
            List<Curves.Point> points = metrics.points();
            if (!points.isEmpty()) {
                write(() -> NoFontsException.draw(() -> Curves.draw(points, references)), directory.lossCurves());
            }
        } catch (IOException e) {
            throw failed(directory.lossCurves(), e);
        }
    }

    /**
     * The curves.
     *
     * @return the picture's path
     */
    public Path curvesPicture() {
        return directory.lossCurves();
    }

    /**
     * The last grid.
     *
     * @param step the step it was drawn at
     * @return the picture's path; there is no file if it was to be a chart and this Java finds no font
     */
    public Path samplesPicture(long step) {
        try {
            return directory.samples(step);
        } catch (IOException e) {
            throw failed(directory.root(), e);
        }
    }

    /** Writes a picture, or none if it needs a font and this Java finds none: that must not end a run. */
    static void write(Supplier<BufferedImage> picture, Path file) throws IOException {
        try {
            PngFile.write(picture.get(), file);
        } catch (NoFontsException e) {
            // The command says at the end which pictures are missing, and why.
        }
    }

    private static UserException failed(Path path, IOException e) {
        return Failures.cannotWrite(path, e);
    }
}
