package org.gan4j.cli;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: {@code gan4j COMMAND}. */
@Command(
        name = "gan4j",
        description = "Trains generative adversarial networks and evaluates their losses.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Versions.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            TrainCommand.class,
            SampleCommand.class,
            LossesCommand.class,
            PresetsCommand.class,
            InfoCommand.class,
            BenchCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:the command failed", "2:wrong usage", "130:interrupted", "143:terminated"})
public final class Gan4j {

    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            description = "Show where in the program an error came from.")
    private boolean stacktrace;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show what the engine logs.")
    void setVerbose(boolean verbose) {
        if (verbose) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "info");
        }
    }

    private Gan4j() {}

    /**
     * Runs a command and exits.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        EngineSettings.beforeEngine();
        System.exit(commandLine(args).execute(args));
    }

    /** The command line that reads these arguments: the defaults of {@code train} depend on the preset among them. */
    static CommandLine commandLine(String... args) {
        Gan4j gan4j = new Gan4j();
        CommandLine commandLine = new CommandLine(gan4j);
        commandLine.setParameterExceptionHandler(Gan4j::wrongUsage);
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> gan4j.failed(failure, command));
        commandLine.setUsageHelpAutoWidth(true);
        CommandLine train = commandLine.getSubcommands().get("train");
        PresetDefaults defaults = PresetDefaults.of(args);
        train.setDefaultValueProvider(defaults);
        ((TrainCommand) train.getCommand()).setPresetDefaults(defaults);
        return commandLine;
    }

    private static int wrongUsage(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        String message =
                wrong instanceof UnmatchedArgumentException unmatched ? unknown(unmatched) : wrong.getMessage();
        err.println(command.getColorScheme().errorText("gan4j: " + message));
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** What no command or flag is called, with the names most like it. */
    private static String unknown(UnmatchedArgumentException unmatched) {
        String given = unmatched.getUnmatched().get(0).split("=", 2)[0];
        CommandLine command = unmatched.getCommandLine();
        boolean flag = unmatched.isUnknownOption();
        boolean name = !flag && !command.getSubcommands().isEmpty();
        Collection<String> names = flag
                ? command.getCommandSpec().optionsMap().keySet()
                : command.getSubcommands().keySet();
        List<String> near = Choice.nearest(given, names);
        return "unknown " + (flag ? "flag" : name ? "command" : "argument") + " '" + given + "'"
                + (near.isEmpty()
                        ? name ? "; there are " + String.join(", ", names) : ""
                        : "; did you mean " + String.join(" or ", near) + "?");
    }

    private int failed(Exception failure, CommandLine command) {
        // The engine's messages go on with pages of where in the engine they came from.
        String line = Objects.requireNonNullElse(failure.getMessage(), "")
                .strip()
                .lines()
                .findFirst()
                .orElse(failure.getClass().getSimpleName());
        command.getErr().println(command.getColorScheme().errorText("gan4j: " + line));
        if (stacktrace) {
            command.getErr().println(command.getColorScheme().stackTraceText(failure));
        }
        return command.getCommandSpec().exitCodeOnExecutionException();
    }
}
