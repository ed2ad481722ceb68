package org.gan4j.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gan4j.UserException;
import org.gan4j.config.Preset;
import org.gan4j.data.DataSet;
import org.gan4j.losses.LossCatalog;
import org.gan4j.run.RunDirectory;
import org.gan4j.run.RunRecord;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.PicocliException;
import picocli.CommandLine.Unmatched;

/**
 * A preset's values as the defaults of {@code train}'s flags, or those of the run that is resumed.
 *
 * <p>Which they are depends on flags, so that the command line is read twice: here for the few flags that choose, then as a
 * whole, with these defaults.
 */
final class PresetDefaults implements IDefaultValueProvider {

    private final Preset preset;
    private final String reason;
    private final Chooser given;
    private final Map<String, String> values;

    private PresetDefaults(Preset preset, String reason, Chooser given, Map<String, String> values) {
        this.preset = preset;
        this.reason = reason;
        this.given = given;
        this.values = values;
    }

    @Command
    private static final class Chooser {
        @Option(names = "--preset")
        private String preset;

        @Option(names = "--loss")
        private String loss;

        @Option(names = "--dataset")
        private String dataset;

        @Option(names = "--data-dir")
        private String dataDir;

        @Option(names = "--epochs")
        private String epochs;

        @Option(names = "--resume")
        private Path resume;

        @Unmatched
        private List<String> others = new ArrayList<>();
    }

    /**
     * Finds the preset of a command line.
     *
     * @param args the command line
     * @return the defaults; empty ones if the preset is unknown, which the command then says
     */
    static PresetDefaults of(String... args) {
        Chooser given = new Chooser();
        try {
            new CommandLine(given).setOverwrittenOptionsAllowed(true).parseArgs(args);
        } catch (PicocliException e) {
            // The command itself reads the same arguments next, and says what is wrong with them.
            return new PresetDefaults(Preset.DEFAULT, "", new Chooser(), Map.of());
        }
        if (given.resume != null) {
            return ofRun(given);
        }
        if (given.preset != null) {
            return ofPreset(Preset.find(given.preset), "", given);
        }
        Preset preset = Preset.matching(given.loss, given.dataset);
        String reason = preset == Preset.DEFAULT
                ? "the default"
                : "that of --" + (preset.name().equals(given.loss) ? "loss" : "dataset");
        return ofPreset(preset, reason, given);
    }

    private static PresetDefaults ofPreset(Preset preset, String reason, Chooser given) {
        return new PresetDefaults(preset, reason, given, preset == null ? Map.of() : preset.valuesFor(given.dataset));
    }

    private static PresetDefaults ofRun(Chooser given) {
        try {
            RunRecord run = RunDirectory.containing(given.resume).record();
            return new PresetDefaults(null, "run", given, run.flags());
        } catch (UserException e) {
            // The command itself opens the run next, and says what is wrong with it.
            return new PresetDefaults(null, "run", given, Map.of());
        }
    }

    /** Whether the values are those of a run that is resumed. */
    boolean areOfRun() {
        return given.resume != null;
    }

    /** The recipe, or null if the one that was asked for does not exist, or a run is resumed. */
    Preset preset() {
        return preset;
    }

    /** Why it is this one, if no flag named it. */
    String reason() {
        return reason;
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        if (values.isEmpty() || !(argument instanceof OptionSpec option)) {
            return null;
        }
        String name = option.longestName().substring(2);
        if (name.equals("dataset")
                && given.dataDir != null
                && DataSet.find(values.get(name)).filter(DataSet::readsFiles).isEmpty()) {
            return "idx";
        }
        if (name.equals("steps") && given.epochs != null) {
            return null; // a preset's number of steps must not outweigh the epochs that a person asked for
        }
        if (!areOfRun() && given.loss != null && !given.loss.equals(values.get("loss"))) {
            // Another loss than the preset's: what keeps that one's critic
            // in bounds must not take the place of its own.
            if (name.equals("clip") || name.equals("penalty") && bringsPenalties(given.loss)) {
                return null;
            }
        }
        return values.get(name);
    }

    private static boolean bringsPenalties(String loss) {
        return LossCatalog.all().stream()
                .anyMatch(description -> description.name().equals(loss)
                        && !description.penalties().isEmpty());
    }
}
