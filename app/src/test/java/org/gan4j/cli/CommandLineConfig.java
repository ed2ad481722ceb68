package org.gan4j.cli;

import org.gan4j.config.TrainConfig;
import picocli.CommandLine;

/** The configuration that the flags of {@code train} say. */
public final class CommandLineConfig {

    private CommandLineConfig() {}

    /**
     * Reads flags.
     *
     * @param flags what would stand behind {@code gan4j train}, without quotes
     * @return the configuration
     */
    public static TrainConfig of(String flags) {
        String[] args = ("train " + flags).split(" ");
        CommandLine line = Gan4j.commandLine(args);
        line.parseArgs(args);
        TrainCommand train = line.getSubcommands().get("train").getCommand();
        return train.config(null);
    }
}
