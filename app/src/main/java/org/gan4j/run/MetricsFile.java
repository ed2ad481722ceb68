package org.gan4j.run;

import com.google.gson.JsonObject;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.gan4j.train.Tick;

/** {@code metrics.jsonl}: a JSON object a tick, and one an evaluation, each line written whole. */
final class MetricsFile {

    private final Path file;

    MetricsFile(Path file) {
        this.file = file;
    }

    void append(Tick tick) throws IOException {
        Files.writeString(file, line(tick) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    void append(JsonObject line) throws IOException {
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
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
            json.name("stepsPerSecond").value(tick.stepsPerSecond());
            json.name("seconds").value(tick.seconds());
            json.endObject();
        }
        return line.toString();
    }
}
