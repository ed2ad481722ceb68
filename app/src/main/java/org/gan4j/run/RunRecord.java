package org.gan4j.run;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
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

    static final Gson JSON = ConfigJson.FILE
            .newBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .create();

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
        return Choices.Base.ofRun(origin, config.preset(), values);
    }

    /**
     * Reads the {@code config.json} of a run that another is to start from.
     *
     * @param file the file
     * @return what it holds
     * @throws UserException if it is missing, is no such file, or has a setting that this version does not know
     */
    public static RunRecord readSettings(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UserException("config (" + file + ") " + (Files.exists(file) ? "is not a file" : "does not exist")
                    + "; name the config.json of a run");
        }
        Set<String> known = Settings.all().stream().map(Setting::name).collect(Collectors.toSet());
        return read(file, json -> {
            if (json.get("flags") instanceof JsonObject flags) {
                flags.keySet().stream()
                        .filter(name -> !known.contains(name))
                        .findFirst()
                        .ifPresent(name -> {
                            throw new UserException(file + " has the setting " + name
                                    + ", which this version does not know; it was" + " made by gan4j "
                                    + json.get("gan4j").getAsString());
                        });
            }
        });
    }

    /** Reads a {@code config.json}. */
    static RunRecord read(Path file, Consumer<JsonObject> check) {
        try {
            JsonObject json = JSON.fromJson(Files.readString(file), JsonObject.class);
            check.accept(json);
            return fromJson(json);
        } catch (IOException e) {
            throw Failures.cannotRead(file, e);
        } catch (UserException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new UserException(file + " is not a run's configuration: " + Failures.innermost(e), e);
        }
    }

    /**
     * Reads a record.
     *
     * @throws RuntimeException of Gson or of the configuration's own checks, if the text is not such a record
     */
    static RunRecord fromJson(JsonObject json) {
        RunRecord run = JSON.fromJson(json, RunRecord.class);
        if (run == null || !run.isWhole()) {
            throw new IllegalArgumentException("flags, config or samples is missing");
        }
        return run;
    }

    boolean isWhole() {
        return flags != null && config != null && samples != null;
    }
}
