package org.gan4j.run;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gan4j.UserException;
import org.gan4j.eval.Evaluation;
import org.gan4j.files.Failures;
import org.gan4j.files.WholeFile;
import org.gan4j.train.ResumePoint;
import org.gan4j.train.Tick;

/**
 * {@code metrics.jsonl}: one JSON object a line, each line written whole. This class alone knows their form.
 *
 * <pre>
 * {"step":..,"epoch":..,"dLoss":..,"gLoss":.., more means ..,"stepsPerSecond":..,"seconds":..}   a {@link Tick}
 * {"step":..,"epoch":..,"evaluation":{..}}                                                       an {@link Evaluation}
 * </pre>
 */
final class Metrics {

    static final String STEPS_PER_SECOND = "stepsPerSecond";
    static final String SECONDS = "seconds";

    private static final String STEP = "step";
    private static final String EPOCH = "epoch";
    private static final String EVALUATION = "evaluation";

    private final Path file;

    /** A line with what says where it belongs. */
    private record Line(String text, JsonObject json, long step) {

        boolean isTick() {
            return !json.has(EVALUATION);
        }
    }

    Metrics(Path file) {
        this.file = file;
    }

    void append(Tick tick) {
        JsonObject line = line(tick.step(), tick.epoch());
        tick.means().forEach((name, mean) -> line.add(name, number(mean)));
        line.add(STEPS_PER_SECOND, number(tick.stepsPerSecond()));
        line.add(SECONDS, number(tick.seconds()));
        append(line);
    }

    void append(Evaluation evaluation, double epoch) {
        JsonObject line = line(evaluation.step(), epoch);
        line.add(EVALUATION, evaluation.valuesToJson());
        append(line);
    }

    private static JsonObject line(long step, double epoch) {
        JsonObject line = new JsonObject();
        line.addProperty(STEP, step);
        line.addProperty(EPOCH, epoch);
        return line;
    }

    /** JSON has no NaN and no infinity; as text they are at least not lost. */
    private static JsonPrimitive number(double value) {
        return Double.isFinite(value) ? new JsonPrimitive(value) : new JsonPrimitive(String.valueOf(value));
    }

    private void append(JsonObject line) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long end = channel.size();
            try {
                ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
                channel.position(end);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException e) {
                channel.truncate(end); // a disk that is full leaves the beginning of a line
                throw e;
            }
        } catch (IOException e) {
            throw Failures.cannotWrite(file, e);
        }
    }

    /** Brings the lines to the disk. */
    void sync() {
        if (Files.exists(file)) {
            Failures.whileWriting(file, to -> {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
            });
        }
    }

    /**
     * Deletes everything written after a position: the run that goes on from there writes it again.
     *
     * <p>Ticks are kept up to the last regular one. A run that ends may have an irregular tick, or an evaluation within an epoch; a
     * longer run has neither.
     */
    void rewind(ResumePoint position, boolean epochEnd) {
        if (!Files.exists(file)) {
            return;
        }
        long lastEvaluation = epochEnd ? position.step() : position.step() - 1;
        StringBuilder kept = new StringBuilder();
        for (Line line : lines()) {
            if (line.step <= (line.isTick() ? position.reportedStep() : lastEvaluation)) {
                kept.append(line.text).append('\n');
            }
        }
        WholeFile.write(file, kept.toString());
    }

    /**
     * Reads what there is; nothing at all before the first tick.
     *
     * @param dataset the run's data set
     * @return the ticks, and the evaluations along the way
     * @throws UserException if the file is not readable or damaged
     */
    RunHistory read(String dataset) {
        List<Tick> ticks = new ArrayList<>();
        List<Evaluation> evaluations = new ArrayList<>();
        for (Line line : lines()) {
            if (line.isTick()) {
                ticks.add(tick(line.json));
            } else {
                evaluations.add(EvaluationFiles.parse(file, line.step, dataset, line.json.get(EVALUATION)));
            }
        }
        return new RunHistory(ticks, evaluations, List.of());
    }

    /** A value is not finite where the run's was not. A value that is not a number is left out. */
    private static Tick tick(JsonObject line) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        line.asMap().forEach((name, value) -> {
            try {
                numbers.put(name, value.getAsDouble());
            } catch (UnsupportedOperationException | IllegalStateException | NumberFormatException e) {
                // a text, or an object of another version
            }
        });
        long step = numbers.remove(STEP).longValue();
        Double epoch = numbers.remove(EPOCH);
        Double speed = numbers.remove(STEPS_PER_SECOND);
        Double seconds = numbers.remove(SECONDS);
        return new Tick(
                step,
                epoch == null ? 0 : epoch,
                numbers,
                speed == null ? Double.NaN : speed,
                seconds == null ? Double.NaN : seconds);
    }

    /** The lines that are whole. Text after the last newline is a line still being written, or cut off with the machine's power. */
    private List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        try {
            String text = Files.exists(file) ? WholeFile.readText(file) : "";
            for (String line :
                    text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                JsonObject json = JsonParser.parseString(line).getAsJsonObject();
                lines.add(new Line(line, json, json.get(STEP).getAsLong()));
            }
        } catch (JsonParseException
                | IllegalStateException
                | NullPointerException
                | NumberFormatException
                | UnsupportedOperationException e) {
            throw new UserException(
                    file + " is damaged: line " + (lines.size() + 1)
                            + " is not a JSON object with a number named step; mend or remove it",
                    e);
        }
        return lines;
    }
}
