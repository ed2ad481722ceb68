package org.gan4j.run;

import com.google.gson.Gson;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gan4j.UserException;
import org.gan4j.config.Choices;
import org.gan4j.config.ConfigJson;
import org.gan4j.config.Edition;
import org.gan4j.config.InitialWeights;
import org.gan4j.config.Setting;
import org.gan4j.config.Settings;
import org.gan4j.config.TrainConfig;
import org.gan4j.files.WholeFile;
import org.gan4j.model.SampleSpace;

/**
 * What {@code config.json} holds.
 *
 * @param gan4j the version that made the run
 * @param engine the engine with its version, and the device
 * @param edition which defaults hold for what is not recorded; files of the first have none
 * @param flags the value of each flag of {@code train} that has one: what a resumed run starts from
 * @param config every value that the run depends on
 * @param samples what it generates
 */
public record RunRecord(
        String gan4j, String engine, int edition, Map<String, String> flags, TrainConfig config, SampleSpace samples) {

    private static final String EDITION = "edition";

    private static final String CONFIGURATION = "a run's configuration";

    static final Gson JSON = ConfigJson.FILE
            .newBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .registerTypeAdapter(
                    RunRecord.class, (JsonDeserializer<RunRecord>) (json, type, context) -> ofAnyVersion(json))
            .create();

    /** Refuses what lacks a part. */
    public RunRecord {
        if (flags == null || config == null || samples == null) {
            throw new IllegalArgumentException("flags, config or samples is missing");
        }
    }

    /**
     * One of this version.
     *
     * @param gan4j the version
     * @param engine the engine with its version, and the device
     * @param flags the value of each flag of {@code train} that has one
     * @param config every value that the run depends on
     * @param samples what it generates
     */
    public RunRecord(String gan4j, String engine, Map<String, String> flags, TrainConfig config, SampleSpace samples) {
        this(gan4j, engine, Edition.PRESENT, flags, config, samples);
    }

    /** A setting that came after the version of a file has there what it had before, and a default that has changed is what it was. */
    private static RunRecord ofAnyVersion(JsonElement json) {
        if (json instanceof JsonObject run
                && run.get("flags") instanceof JsonObject flags
                && run.get("config") instanceof JsonObject config) {
            Settings.complete(config, flags);
            Edition.bringUp(run.has(EDITION) ? run.get(EDITION).getAsInt() : 1, flags, config);
            run.addProperty(EDITION, Edition.PRESENT);
        }
        return ConfigJson.FILE.fromJson(json, RunRecord.class);
    }

    /**
     * What the classes are called.
     *
     * @return a name a class, in the order of their numbers
     */
    public List<String> classNames() {
        return samples.classNames() != null
                ? samples.classNames()
                : config.data().row().classNames(samples.classes());
    }

    /**
     * What the labels are called that the players are told: {@code 7/2} for cluster 2 of class 7, {@code 2} for cluster 2 of all samples.
     *
     * @return a name a label, in the order of their numbers; the names of the classes if there are no clusters
     */
    public List<String> labelNames() {
        if (samples.clusters() == null) {
            return classNames();
        }
        int labels = samples.labels();
        if (!config.techniques().conditional()) {
            return IntStream.range(0, labels).mapToObj(String::valueOf).toList();
        }
        int each = labels / samples.classes();
        return IntStream.range(0, labels)
                .mapToObj(i -> classNames().get(i / each) + "/" + i % each)
                .toList();
    }

    String toJson() {
        return JSON.toJson(this) + "\n";
    }

    /**
     * What another run may start from.
     *
     * @param origin what is said of a value that comes from here
     * @return the values of all settings
     */
    public Choices.Base base(String origin) {
        Map<String, String> values = new LinkedHashMap<>(flags);
        List<InitialWeights> initFrom = config.model().initFrom();
        if (!initFrom.isEmpty()) {
            values.put("init-from", initFrom.stream().map(InitialWeights::file).collect(Collectors.joining(",")));
        }
        return new Choices.Base(config.preset(), origin, origin, values, Map.of());
    }

    /**
     * Reads the {@code config.json} of a run that another is to start from.
     *
     * @param file the file
     * @return what it holds
     * @throws UserException if it is missing, is another file, or has a setting that this version does not know
     */
    public static RunRecord readSettings(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UserException("config (" + file + ") " + (Files.exists(file) ? "is not a file" : "does not exist")
                    + "; name the config.json of a run");
        }
        String text = WholeFile.readText(file);
        Later later = parse(file, CONFIGURATION, text, Later.class);
        Set<String> known = Settings.all().stream().map(Setting::name).collect(Collectors.toSet());
        for (String name : later.flags == null ? Set.<String>of() : later.flags.keySet()) {
            if (!known.contains(name)) {
                throw new UserException(file + " has the setting " + name
                        + ", which this version does not know; it was made by gan4j " + later.gan4j);
            }
        }
        return parse(file, CONFIGURATION, text, RunRecord.class);
    }

    /** What can be read of a file of a later version, too. */
    private record Later(String gan4j, Map<String, Object> flags) {}

    /**
     * Reads a record.
     *
     * @throws UserException if the file cannot be read or is not such a record
     */
    static RunRecord read(Path file) {
        return parse(file, CONFIGURATION, WholeFile.readText(file), RunRecord.class);
    }

    /**
     * Makes a record of a JSON text.
     *
     * @param file the file that has the text, for the message
     * @param what what the file is to be, for the message
     * @param text the text
     * @param type the record's type, which refuses what is missing
     * @return the record
     * @throws UserException if the text is not one
     */
    static <T> T parse(Path file, String what, String text, Class<T> type) {
        try {
            return Objects.requireNonNull(JSON.fromJson(text, type), "it is empty");
        } catch (RuntimeException e) { // of Gson, or of the record's own checks
            throw new UserException(file + " is not " + what + ": " + reason(e), e);
        }
    }

    /** What a record's own check says, which Gson wraps; what Gson itself says is for programmers, but for the place. */
    private static String reason(Throwable e) {
        if (e.getCause() != null) {
            return reason(e.getCause());
        }
        String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return said.replaceFirst(".* at (line .*|path .*)", "it is not JSON of the right form at $1")
                .replace("For input string: ", "a number is expected, not ");
    }
}
