package org.gan4j.page;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.gan4j.config.FlagNumber;
import org.gan4j.run.RunRecord;

/** Every setting, in the groups and the order of {@code config.json}, with its value as a flag has it. */
final class SettingsSection {

    private final RunRecord record;

    SettingsSection(RunRecord record) {
        this.record = record;
    }

    List<RunPage.Settings> settings() {
        JsonObject json = record.toTree();
        List<RunPage.Fact> run = new ArrayList<>();
        run.add(new RunPage.Fact("gan4j", record.gan4j()));
        run.add(new RunPage.Fact("engine", record.engine()));
        List<RunPage.Settings> groups = new ArrayList<>();
        json.getAsJsonObject("config").asMap().forEach((name, value) -> {
            if (value.isJsonObject()) {
                groups.add(new RunPage.Settings(words(name), flat("", value.getAsJsonObject())));
            } else {
                run.add(new RunPage.Fact(words(name), value.getAsString()));
            }
        });
        List<RunPage.Settings> settings = new ArrayList<>();
        settings.add(new RunPage.Settings("run", run));
        settings.addAll(groups);
        settings.add(new RunPage.Settings("samples", flat("", json.getAsJsonObject("samples"))));
        return settings;
    }

    private static List<RunPage.Fact> flat(String prefix, JsonObject object) {
        List<RunPage.Fact> facts = new ArrayList<>();
        object.asMap().forEach((key, value) -> {
            if (value.isJsonObject()) {
                facts.addAll(flat(prefix + words(key) + " ", value.getAsJsonObject()));
            } else {
                facts.add(new RunPage.Fact(prefix + words(key), plain(value)));
            }
        });
        return facts;
    }

    /** A value as it is typed. */
    private static String plain(JsonElement value) {
        if (value.isJsonArray()) {
            String text = value.getAsJsonArray().asList().stream()
                    .map(SettingsSection::plain)
                    .collect(Collectors.joining(","));
            return text.isEmpty() ? "none" : text;
        }
        return value.getAsJsonPrimitive().isNumber() ? FlagNumber.text(value.getAsDouble()) : value.getAsString();
    }

    /** {@code generatorRate} as a person writes it. */
    private static String words(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z])(?=[A-Z][a-z])", " ")
                .toLowerCase(Locale.ROOT);
    }
}
