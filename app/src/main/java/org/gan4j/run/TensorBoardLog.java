package org.gan4j.run;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.gan4j.UserException;
import org.gan4j.files.Failures;
import org.gan4j.train.GanTrainer;
import org.gan4j.train.Tick;
import org.gan4j.train.TrainingListener;

/**
 * Shows a run in TensorBoard while it goes on: {@code tensorboard --logdir RUN/tensorboard}.
 *
 * <p>It copies what stands in the run's directory: each new line of {@code metrics.jsonl} as scalars, whoever wrote it, and the
 * picture of each epoch. So it must be told after those who write them.
 */
public final class TensorBoardLog implements TrainingListener, AutoCloseable {

    private final RunDirectory directory;
    private final EventFile events;
    private long read;

    /**
     * Begins a new file of events; lines that {@code metrics.jsonl} has already, of a run that goes on, are in an earlier one. What that
     * has beyond them, TensorBoard is told to forget.
     *
     * @param directory the run
     * @throws UserException if it cannot be written
     */
    public TensorBoardLog(RunDirectory directory) {
        this.directory = directory;
        Path folder = directory.root().resolve("tensorboard");
        try {
            boolean goesOn = Files.isDirectory(folder);
            this.read = Files.exists(directory.metrics()) ? Files.size(directory.metrics()) : 0;
            this.events = EventFile.create(folder);
            if (goesOn) {
                startAgain();
            }
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    /** After the last tick that was kept; the evaluations and pictures that were kept beyond it are said again. */
    private void startAgain() throws IOException {
        RunHistory history = RunHistory.read(directory);
        long kept = history.ticks().stream().mapToLong(Tick::step).max().orElse(0);
        events.addStart(kept + 1);
        for (RunHistory.Scored evaluation : history.evaluations()) {
            if (evaluation.step() > kept) {
                add(evaluation);
            }
        }
        for (long step : directory.sampleGrids().tailMap(kept, false).keySet()) {
            addSamples(step);
        }
        events.flush();
    }

    @Override
    public void started(GanTrainer trainer) {
        if (trainer.steps() == 0) {
            addSamples(0);
        }
    }

    @Override
    public void ticked(Tick tick) {
        copyMetrics();
    }

    @Override
    public void epochEnded(GanTrainer trainer) {
        copyMetrics();
        addSamples(trainer.steps());
    }

    /** Copies the last lines too, then closes the file. */
    @Override
    public void close() {
        copyMetrics();
        try {
            events.close();
        } catch (IOException e) {
            throw failed(events.path(), e);
        }
    }

    void copyMetrics() {
        if (!Files.exists(directory.metrics())) {
            return;
        }
        String text;
        try (RandomAccessFile file = new RandomAccessFile(directory.metrics().toFile(), "r")) {
            read = Math.min(read, file.length()); // should somebody have cut lines off
            byte[] added = new byte[(int) (file.length() - read)];
            file.seek(read);
            file.readFully(added);
            text = new String(added, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw failed(directory.metrics(), e);
        }
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        read += whole.getBytes(StandardCharsets.UTF_8).length;
        RunHistory history = RunHistory.of(directory.metrics(), whole);
        try {
            for (Tick tick : history.ticks()) {
                for (Map.Entry<String, Double> value : tick.means().entrySet()) {
                    events.addScalar(group(value.getKey()) + "/" + value.getKey(), tick.step(), value.getValue());
                }
                events.addScalar("time/" + MetricsFile.STEPS_PER_SECOND, tick.step(), tick.stepsPerSecond());
                events.addScalar("time/" + MetricsFile.SECONDS, tick.step(), tick.seconds());
            }
            for (RunHistory.Scored evaluation : history.evaluations()) {
                add(evaluation);
            }
            events.flush();
        } catch (IOException e) {
            throw failed(events.path(), e);
        }
    }

    private void add(RunHistory.Scored evaluation) throws IOException {
        for (Map.Entry<String, Double> value :
                RunHistory.numbers(evaluation.scores()).entrySet()) {
            String name = value.getKey().replace(' ', '_');
            events.addScalar("evaluation/" + name, evaluation.step(), value.getValue());
        }
    }

    void addSamples(long step) {
        try {
            Path file = directory.samples(step);
            if (!Files.exists(file)) {
                return; // a chart that could not be drawn
            }
            byte[] png = Files.readAllBytes(file);
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
            events.addImage("samples", step, png, picture.getHeight(), picture.getWidth());
            events.flush();
        } catch (IOException e) {
            throw failed(events.path(), e);
        }
    }

    /** What TensorBoard shows together. */
    private static String group(String name) {
        return switch (name) {
            case Tick.D_LOSS, Tick.G_LOSS -> "losses";
            case Tick.SCORE_REAL, Tick.SCORE_FAKE -> "scores";
            default -> "terms";
        };
    }

    private static UserException failed(Path path, IOException e) {
        return Failures.cannotWrite(path, e);
    }
}
