package org.gan4j.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gan4j.config.Settings;
import org.gan4j.model.SampleSpace;
import org.gan4j.run.RunRecord;

/** Every setting, in the groups and the order of {@code train}'s help, with its value as a flag has it. */
final class SettingsSection {

    private final RunRecord record;

    SettingsSection(RunRecord record) {
        this.record = record;
    }

    List<RunPage.Settings> settings() {
        Map<String, List<RunPage.Fact>> groups = new LinkedHashMap<>();
        groups.put(
                "Run", List.of(new RunPage.Fact("gan4j", record.gan4j()), new RunPage.Fact("engine", record.engine())));
        Settings.texts(record.config())
                .forEach((setting, text) -> groups.computeIfAbsent(
                                setting.group().heading(), heading -> new ArrayList<>())
                        .add(new RunPage.Fact(setting.name(), text)));
        groups.put("Samples", samples());
        return groups.entrySet().stream()
                .map(group -> new RunPage.Settings(group.getKey(), group.getValue()))
                .toList();
    }

    private List<RunPage.Fact> samples() {
        SampleSpace samples = record.samples();
        List<RunPage.Fact> facts = new ArrayList<>();
        facts.add(new RunPage.Fact("dimension", String.valueOf(samples.dimension())));
        if (samples.image() != null) {
            facts.add(new RunPage.Fact(
                    "image height", String.valueOf(samples.image().height())));
            facts.add(new RunPage.Fact(
                    "image width", String.valueOf(samples.image().width())));
        }
        facts.add(new RunPage.Fact("classes", String.valueOf(samples.classes())));
        return facts;
    }
}
