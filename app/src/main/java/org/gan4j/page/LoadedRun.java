package org.gan4j.page;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gan4j.config.Settings;
import org.gan4j.config.TrainConfig;
import org.gan4j.model.SampleSpace;
import org.gan4j.run.RunDirectory;
import org.gan4j.run.RunHistory;
import org.gan4j.run.RunRecord;
import org.gan4j.train.GeneratorInput;

/**
 * A run as its files tell, as far as it has got: the one place that reads one for a page or a comparison.
 *
 * @param directory where it is
 * @param record what it depends on
 * @param history what it has told
 */
record LoadedRun(RunDirectory directory, RunRecord record, RunHistory history) {

    static LoadedRun read(Path root) {
        RunDirectory directory = RunDirectory.open(root);
        return new LoadedRun(directory, directory.record(), RunHistory.read(directory));
    }

    /** The name of a run: that of its directory. */
    static String name(Path root) {
        return String.valueOf(root.toAbsolutePath().normalize().getFileName()); // that of / is null
    }

    TrainConfig config() {
        return record.config();
    }

    SampleSpace samples() {
        return record.samples();
    }

    boolean pictures() {
        return samples().image() != null;
    }

    /** Whether its pictures have more than shades of grey. */
    boolean colour() {
        return pictures() && samples().image().channels() > 1;
    }

    boolean conditional() {
        return config().techniques().conditional();
    }

    /** What the generator is asked for, in words; {@code null} if it is told no labels. */
    String told() {
        TrainConfig.Techniques techniques = config().techniques();
        if (techniques.clusters() == 0) {
            return techniques.conditional() ? "class" : null;
        }
        return techniques.conditional() ? "cluster of a class" : "cluster";
    }

    /** The last name of the path that the data lie at; {@code null} if they are drawn or downloaded. */
    String dataFile() {
        Path path = config().data().path();
        return path == null ? null : name(path);
    }

    /** What the generator is given: noise, and the label if it is told one. */
    GeneratorInput input() {
        return GeneratorInput.of(config(), samples());
    }

    /** Every setting, in the groups and the order of {@code train}'s help, with its value as a flag has it. */
    Map<String, Map<String, String>> settings() {
        Map<String, Map<String, String>> groups = new LinkedHashMap<>();
        Settings.texts(config())
                .forEach((setting, text) -> groups.computeIfAbsent(setting.group(), heading -> new LinkedHashMap<>())
                        .put(setting.name(), text));
        return groups;
    }

    /** The passes over the data up to a step, with which they grow on a straight line; NaN before the first tick. */
    double epochAt(long step) {
        return history.lastTick().map(last -> step * last.epoch() / last.step()).orElse(Double.NaN);
    }
}
