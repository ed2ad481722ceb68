package org.gan4j.run;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gan4j.UserException;
import org.gan4j.eval.Evaluation;
import org.gan4j.files.Failures;
import org.gan4j.files.Json;
import org.gan4j.files.WholeFile;
import org.gan4j.train.ResumePoint;
import org.gan4j.train.Sign;
import org.gan4j.train.Tick;

/**
 * {@code metrics.jsonl}: one JSON object a line, each line written whole. This class alone knows their form.
 *
 * <pre>
 * {"step":..,"epoch":..,"dLoss":..,"gLoss":.., more means ..,"stepsPerSecond":..,"seconds":..}   a {@link Tick}
 * {"step":..,"epoch":..,"evaluation":{..}}                                                       an {@link Evaluation}
 * {"step":..,"sign":"..","advice":".."}                                                          a {@link Sign}
 * {"step":..,"rollback":..}                                     back to this step, with rates halved so many times
 * </pre>
 *
 * @param file where it is
 */
record Metrics(Path file) {

    static final String STEPS_PER_SECOND = "stepsPerSecond";
    static final String SECONDS = "seconds";

    private static final String STEP = "step";
    private static final String EPOCH = "epoch";
    private static final String EVALUATION = "evaluation";
    private static final String SIGN = "sign";
    private static final String ADVICE = "advice";
    private static final String ROLLBACK = "rollback";

    /**
     * A JSON object with the step that it is of.
     *
     * @param text the object as it stands in a file
     * @param json the object
     * @param step the value of its step
     */
    record Line(String text, JsonObject json, long step) {

        /**
         * Reads one.
         *
         * @param file the file that it stands in, for the message
         * @param where its place there, for the message
         * @param text the object
         * @return what it says
         * @throws UserException if it is none, or tells no step
         */
        static Line parse(Path file, String where, String text) {
            try {
                JsonObject json = JsonParser.parseString(text).getAsJsonObject();
                return new Line(text, json, json.get(STEP).getAsLong());
            } catch (RuntimeException e) { // Gson throws many kinds
                throw new UserException(
                        file + " is damaged: " + where
                                + " is not a JSON object with a number named step; mend or remove it",
                        e);
            }
        }

        /**
         * Reads a part of it.
         *
         * @param file the file that it stands in, for the message
         * @param what which part, for the message
         * @param part reads it, with whatever exception Gson throws
         * @return the part
         * @throws UserException if it is not as it should be
         */
        <T> T part(Path file, String what, Function<JsonObject, T> part) {
            try {
                return part.apply(json);
            } catch (RuntimeException e) { // of many kinds, for what is missing too
                throw new UserException(file + " is damaged: the " + what + " of step " + step + " cannot be read", e);
            }
        }

        boolean isTick() {
            return !json.has(EVALUATION) && !json.has(SIGN) && !json.has(ROLLBACK);
        }
    }

    void append(Tick tick) {
        JsonObject line = line(tick.step(), tick.epoch());
        tick.means().forEach((name, mean) -> line.add(name, Json.number(mean)));
        line.add(STEPS_PER_SECOND, Json.number(tick.stepsPerSecond()));
        line.add(SECONDS, Json.number(tick.seconds()));
        append(line);
    }

    void append(Evaluation evaluation, double epoch) {
        JsonObject line = line(evaluation.step(), epoch);
        line.add(EVALUATION, evaluation.toJson());
        append(line);
    }

    void append(Sign sign) {
        JsonObject line = line(sign.step());
        line.addProperty(SIGN, sign.what());
        line.addProperty(ADVICE, sign.advice());
        append(line);
    }

    /** Says that the run is to go on from a step with its rates halved so many times, and random numbers of their own. */
    void appendRollback(long step, int rollbacks) {
        JsonObject line = line(step);
        line.addProperty(ROLLBACK, rollbacks);
        append(line);
    }

    /** How often the run had gone back when it was at a step; empty if it never has. */
    OptionalInt rollbacks(long step) {
        return lines().stream()
                .filter(line -> line.json.has(ROLLBACK) && line.step <= step)
                .mapToInt(line ->
                        line.part(file, ROLLBACK, json -> json.get(ROLLBACK).getAsInt()))
                .reduce((earlier, later) -> later);
    }

    private static JsonObject line(long step) {
        JsonObject line = new JsonObject();
        line.addProperty(STEP, step);
        return line;
    }

    private static JsonObject line(long step, double epoch) {
        JsonObject line = line(step);
        line.addProperty(EPOCH, epoch);
        return line;
    }

    private void append(JsonObject line) {
        Failures.whileWriting(file, to -> {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                long end = channel.size();
                channel.position(end);
                try {
                    Channels.newOutputStream(channel).write((line + "\n").getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    channel.truncate(end); // a disk that is full leaves the beginning of a line
                    throw e;
                }
            }
        });
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
        long lastAtEpoch = epochEnd ? position.step() : position.step() - 1;
        WholeFile.write(
                file,
                lines().stream()
                        .filter(line -> line.step
                                <= (line.isTick()
                                        ? position.reportedStep()
                                        : line.json.has(ROLLBACK) ? position.step() : lastAtEpoch))
                        .map(line -> line.text + "\n")
                        .collect(Collectors.joining()));
    }

    /**
     * Reads what there is; nothing at all before the first tick.
     *
     * @return the ticks, and the evaluations along the way
     * @throws UserException if the file is not readable or damaged
     */
    RunHistory read() {
        List<Tick> ticks = new ArrayList<>();
        List<Evaluation> evaluations = new ArrayList<>();
        List<Sign> signs = new ArrayList<>();
        for (Line line : lines()) {
            if (line.isTick()) {
                ticks.add(tick(line));
            } else if (line.json.has(SIGN)) {
                signs.add(line.part(
                        file,
                        SIGN,
                        json -> new Sign(
                                line.step,
                                json.get(SIGN).getAsString(),
                                json.get(ADVICE).getAsString())));
            } else if (line.json.has(EVALUATION)) {
                evaluations.add(line.part(
                        file, EVALUATION, json -> Evaluation.fromJson(line.step, json.getAsJsonObject(EVALUATION))));
            }
        }
        return new RunHistory(ticks, evaluations, List.of(), signs);
    }

    /** A value is not finite where the run's was not. A value that is not a number is left out. */
    private static Tick tick(Line line) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        line.json.asMap().forEach((name, value) -> {
            try {
                numbers.put(name, value.getAsDouble());
            } catch (RuntimeException e) {
                // a text, or an object of another version
            }
        });
        Map<String, Double> means = new LinkedHashMap<>(numbers);
        means.keySet().removeAll(Set.of(STEP, EPOCH, STEPS_PER_SECOND, SECONDS));
        return new Tick(
                line.step,
                numbers.getOrDefault(EPOCH, 0.0),
                means,
                numbers.getOrDefault(STEPS_PER_SECOND, Double.NaN),
                numbers.getOrDefault(SECONDS, Double.NaN));
    }

    /** The lines that are whole. Text after the last newline is a line still being written, or cut off with the machine's power. */
    private List<Line> lines() {
        String text = Files.exists(file) ? WholeFile.readText(file) : "";
        List<Line> lines = new ArrayList<>();
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            lines.add(Line.parse(file, "line " + (lines.size() + 1), line));
        }
        return lines;
    }
}
