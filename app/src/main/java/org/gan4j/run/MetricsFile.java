package org.gan4j.run;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gan4j.UserException;
import org.gan4j.files.WholeFile;
import org.gan4j.picture.Curves;
import org.gan4j.train.ResumePoint;
import org.gan4j.train.Tick;

/** {@code metrics.jsonl}: a JSON object a tick, and one an evaluation, each line written whole. */
final class MetricsFile {

    static final String STEPS_PER_SECOND = "stepsPerSecond";
    static final String SECONDS = "seconds";

    private final Path file;

    MetricsFile(Path file) {
        this.file = file;
    }

    void append(Tick tick) throws IOException {
        append(line(tick));
    }

    private void append(String line) throws IOException {
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
        }
    }

    /** Brings the lines to the disk. */
    void sync() throws IOException {
        if (Files.exists(file)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
    }

    /** The ticks so far, as the curves show them. */
    List<Curves.Point> points() throws IOException {
        List<Curves.Point> points = new ArrayList<>();
        for (JsonObject line : lines()) {
            if (isTick(line)) {
                points.add(new Curves.Point(
                        line.get("step").getAsLong(),
                        line.get(Tick.D_LOSS).getAsDouble(),
                        line.get(Tick.G_LOSS).getAsDouble(),
                        line.get(Tick.SCORE_REAL).getAsDouble(),
                        line.get(Tick.SCORE_FAKE).getAsDouble()));
            }
        }
        return points;
    }

    /**
     * Takes back what lies behind a position: the run that goes on from there writes it again.
     *
     * <p>Ticks are kept up to the last regular one. What a run had only because it ended where it did, a tick between two regular ones
     * or an evaluation within an epoch, has no place in a run that is longer.
     */
    void rewind(ResumePoint position, boolean epochEnd) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        StringBuilder kept = new StringBuilder();
        for (JsonObject line : lines()) {
            long step = line.get("step").getAsLong();
            long last = isTick(line) ? position.reportedStep() : epochEnd ? position.step() : position.step() - 1;
            if (step <= last) {
                kept.append(line).append('\n');
            }
        }
        WholeFile.write(file, kept.toString());
    }

    private static boolean isTick(JsonObject line) {
        return line.has(Tick.D_LOSS);
    }

    /**
     * The lines that are whole; the last one may have been cut off with the machine's power.
     *
     * @throws UserException if another one is no JSON object with a step
     */
    private List<JsonObject> lines() throws IOException {
        List<JsonObject> lines = new ArrayList<>();
        if (Files.exists(file)) {
            // Not readAllLines: it throws at the first byte that is no UTF-8.
            List<String> texts = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            for (int i = 0; i < texts.size(); i++) {
                try {
                    JsonObject line = JsonParser.parseString(texts.get(i)).getAsJsonObject();
                    line.get("step").getAsLong();
                    lines.add(line);
                } catch (JsonParseException | IllegalStateException | NullPointerException | NumberFormatException e) {
                    if (i < texts.size() - 1) {
                        throw new UserException(
                                file + " is damaged: line " + (i + 1)
                                        + " is no JSON object with a step; mend or remove it",
                                e);
                    }
                }
            }
        }
        return lines;
    }

    void append(JsonObject line) throws IOException {
        append(line.toString());
    }

    static String line(Tick tick) throws IOException {
        StringWriter line = new StringWriter();
        try (JsonWriter json = new JsonWriter(line)) {
            json.beginObject();
            json.name("step").value(tick.step());
            json.name("epoch").value(tick.epoch());
            for (Map.Entry<String, Double> mean : tick.means().entrySet()) {
                json.name(mean.getKey());
                // JSON has no NaN and no infinity; as text they are at least not lost.
                if (Double.isFinite(mean.getValue())) {
                    json.value(mean.getValue());
                } else {
                    json.value(mean.getValue().toString());
                }
            }
            json.name(STEPS_PER_SECOND).value(tick.stepsPerSecond());
            json.name(SECONDS).value(tick.seconds());
            json.endObject();
        }
        return line.toString();
    }
}
