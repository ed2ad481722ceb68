package org.gan4j.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.gan4j.config.Preset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gan4j presets}. */
@Command(name = "presets", description = "List the recipes of 'train' with the flags that they stand for.")
final class PresetsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        for (Preset preset : Preset.all()) {
            out.printf("%-12s %s (%s)%n", preset.name(), preset.summary(), preset.source());
            StringBuilder flags = new StringBuilder("            ");
            for (Map.Entry<String, String> value : new TreeMap<>(preset.values()).entrySet()) {
                flags.append(" --").append(value.getKey()).append(' ').append(value.getValue());
            }
            out.println(flags);
        }
        out.flush();
        return 0;
    }
}
