package org.gan4j.run;

import com.google.gson.Gson;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.gan4j.UserException;
import org.gan4j.config.Choices;
import org.gan4j.config.ConfigJson;
import org.gan4j.config.Setting;
import org.gan4j.config.Settings;
import org.gan4j.config.TrainConfig;
import org.gan4j.files.Failures;
import org.gan4j.model.SampleSpace;

/**
 * What {@code config.json} holds.
 *
 * @param gan4j the version that made the run
 * @param engine the engine with its version, and the device
 * @param flags the value of each flag of {@code train} that has one: what a resumed run starts from
 * @param config every value that the run depends on
 * @param samples what it generates
 */
public record RunRecord(
        String gan4j, String engine, Map<String, String> flags, TrainConfig config, SampleSpace samples) {

    private static final String MISSING = "flags, config or samples is missing";

    static final Gson JSON = ConfigJson.FILE
            .newBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .registerTypeAdapter(
                    RunRecord.class, (JsonDeserializer<RunRecord>) (json, type, context) -> ofAnyVersion(json))
            .create();

    /** A setting that came after the version of a file has its default there. */
    private static RunRecord ofAnyVersion(JsonElement json) {
        if (json instanceof JsonObject run
                && run.get("flags") instanceof JsonObject flags
                && run.get("config") instanceof JsonObject config) {
            Settings.complete(config, flags.keySet());
        }
        return ConfigJson.FILE.fromJson(json, RunRecord.class);
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
        List<TrainConfig.InitialWeights> initFrom = config.model().initFrom();
        if (!initFrom.isEmpty()) {
            values.put(
                    "init-from",
                    initFrom.stream().map(TrainConfig.InitialWeights::file).collect(Collectors.joining(",")));
        }
        return new Choices.Base(config.preset(), origin, origin, values);
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
        Later later = read(file, Later.class);
        Set<String> known = Settings.all().stream().map(Setting::name).collect(Collectors.toSet());
        for (String name : later.flags == null ? Set.<String>of() : later.flags.keySet()) {
            if (!known.contains(name)) {
                throw new UserException(file + " has the setting " + name
                        + ", which this version does not know; it was made by gan4j " + later.gan4j);
            }
        }
        return read(file);
    }

    /** What can be read of a file of a later version, too. */
    private record Later(String gan4j, Map<String, Object> flags) {}

    /**
     * Reads a record.
     *
     * @throws UserException if the file cannot be read or is not such a record
     */
    static RunRecord read(Path file) {
        RunRecord run = read(file, RunRecord.class);
        if (!run.isWhole()) {
            throw notOne(file, MISSING, null);
        }
        return run;
    }

    private static <T> T read(Path file, Class<T> type) {
        T content;
        try {
            content = JSON.fromJson(Files.readString(file), type);
        } catch (IOException e) {
            throw Failures.cannotRead(file, e);
        } catch (RuntimeException e) { // of Gson, or of the configuration's own checks
            throw notOne(file, Failures.innermost(e), e);
        }
        if (content == null) {
            throw notOne(file, MISSING, null);
        }
        return content;
    }

    private static UserException notOne(Path file, String why, Exception cause) {
        return new UserException(file + " is not a run's configuration: " + why, cause);
    }

    boolean isWhole() {
        return flags != null && config != null && samples != null;
    }
}
