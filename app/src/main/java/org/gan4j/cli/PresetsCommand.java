package org.gan4j.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gan4j.config.Preset;
import org.gan4j.data.DataSet;
import picocli.CommandLine.Command;

/** {@code gan4j presets}. */
@Command(name = "presets")
final class PresetsCommand extends CliCommand {

    @Override
    public void run() {
        PrintWriter out = out();
        String modes = Stream.of(DataSet.values())
                .filter(dataset -> dataset.kind() == DataSet.Kind.MODES)
                .map(DataSet::toString)
                .collect(Collectors.joining(" and "));
        for (Preset preset : Preset.all()) {
            out.printf(Locale.ROOT, "%-12s %s (%s)%n", preset.name(), preset.summary(), preset.source());
            out.println("             " + Preset.flags(preset.values()));
            Map<String, String> others = preset.onModes();
            if (!others.isEmpty()) {
                out.println("             on " + modes + ": " + Preset.flags(others));
            }
        }
    }
}
