package org.gan4j.cli;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.gan4j.UserException;
import org.gan4j.config.Kind;
import org.gan4j.config.KnownNames;
import org.gan4j.natives.Machine;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: {@code gan4j COMMAND}. */
@Command(
        name = "gan4j",
        resourceBundle = "org.gan4j.cli.help",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Versions.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            TrainCommand.class,
            SampleCommand.class,
            EvaluateCommand.class,
            ReportCommand.class,
            CompareCommand.class,
            SweepCommand.class,
            ExportCommand.class,
            LossesCommand.class,
            PresetsCommand.class,
            InfoCommand.class,
            BenchCommand.class,
            CompletionCommand.class
        })
public final class Gan4j {

    @Option(names = "--stacktrace", scope = ScopeType.INHERIT)
    private boolean stacktrace;

    @Option(names = "--verbose", scope = ScopeType.INHERIT)
    void setVerbose(boolean verbose) {
        if (verbose) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "info");
        }
    }

    /** Looks at the machine. */
    final Supplier<Machine> machine;

    private Gan4j(Supplier<Machine> machine) {
        this.machine = machine;
    }

    /**
     * Runs a command and exits.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(run(commandLine(), args));
    }

    /** Runs a command; the exit code. */
    static int run(CommandLine commandLine, String... args) {
        EngineStart.beforeEngine();
        int code = execute(commandLine, args);
        return written(commandLine.getOut())
                ? code
                : Math.max(code, commandLine.getCommandSpec().exitCodeOnExecutionException());
    }

    private static int execute(CommandLine commandLine, String... args) {
        String directory = System.getProperty("user.dir");
        if (directory.contains(Kind.NO_TEXT)) {
            return refused(
                    commandLine, "the working directory ('" + directory + "') " + Kind.FILE.refusal(directory, ""));
        }
        for (String argument : args) { // picocli would end with a stack trace
            if (argument.matches("@[^@].*") && new File(argument.substring(1)).isDirectory()) {
                return refused(commandLine, "'" + argument.substring(1) + "' is a folder, not a file of arguments");
            }
        }
        return commandLine.execute(args);
    }

    private static int refused(CommandLine command, String message) {
        PrintWriter err = command.getErr();
        err.println(errorText(command, message));
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static CommandLine.Help.Ansi.Text errorText(CommandLine command, String message) {
        return command.getColorScheme().errorText("gan4j: " + Terminal.oneLine(message));
    }

    /** Whether all output was taken; a full disk is said, a reader that has seen enough ({@code | head}) is not. */
    private static boolean written(PrintWriter out) {
        if (!out.checkError() && !System.out.checkError()) {
            return true;
        }
        try (FileOutputStream again = new FileOutputStream(FileDescriptor.out)) {
            again.write('\n'); // the writers keep no reason
            return true;
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("Broken pipe")) {
                return true;
            }
            System.err.println("gan4j: the output could not be written: " + e.getMessage());
            return false;
        }
    }

    /** Errors of the virtual machine become exceptions, which picocli hands to {@link #failed}. */
    static int guarded(ParseResult parsed, CommandLine.IExecutionStrategy strategy) {
        try {
            return strategy.execute(parsed);
        } catch (OutOfMemoryError | StackOverflowError | LinkageError e) {
            CommandLine root = parsed.commandSpec().commandLine();
            throw new CommandLine.ExecutionException(root, e.toString(), new UserException(e.toString(), e));
        }
    }

    /**
     * The command line with all commands, on this machine.
     *
     * @return it, ready to be executed
     */
    public static CommandLine commandLine() {
        return commandLine(() -> Machine.detect(Versions.PYTORCH));
    }

    /** The command line on a machine, which is looked at when the engine is asked for. */
    static CommandLine commandLine(Supplier<Machine> machine) {
        // Libraries write in the language of the process: picocli the names in the script for shells, for one.
        Locale.setDefault(Locale.ROOT);
        Gan4j gan4j = new Gan4j(machine);
        CommandLine commandLine = new CommandLine(gan4j);
        List.of("train", "sweep")
                .forEach(name -> SettingFlags.addTo(commandLine.getSubcommands().get(name)));
        commandLine.registerConverter(Path.class, Kind::path);
        commandLine.setParameterExceptionHandler((wrong, args) -> refused(wrong.getCommandLine(), message(wrong)));
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> gan4j.failed(failure, command));
        commandLine.setExecutionStrategy(parsed -> {
            if (parsed.hasSubcommand() && parsed.subcommand().isUsageHelpRequested()) {
                ParseResult asked = parsed.subcommand();
                asked.commandSpec().commandLine().setDefaultValueProvider(SettingFlags.defaults(asked));
            }
            return guarded(parsed, new CommandLine.RunLast());
        });
        commandLine.setUsageHelpAutoWidth(true);
        return commandLine;
    }

    private static String message(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            return unknown(unmatched);
        }
        if (wrong instanceof MissingParameterException
                && !command.getUnmatchedArguments().isEmpty()) {
            // What is missing may be what was misspelt.
            return unknown(new UnmatchedArgumentException(command, command.getUnmatchedArguments()));
        }
        ArgSpec argument = wrong.getArgSpec();
        return argument != null
                        && !(wrong instanceof MissingParameterException)
                        && (argument.typeInfo().isMap() || wrong.getCause() != null)
                ? unreadable(argument, wrong)
                : wrong.getMessage();
    }

    /** Numbers, switches, pairs and paths are the only values that are read here; what they are for says which are allowed. */
    private static String unreadable(ArgSpec argument, ParameterException wrong) {
        String about = String.join(" ", argument.description()).split(" Default: ", 2)[0];
        String name = argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
        String value = String.valueOf(wrong.getValue());
        String type = argument.typeInfo().isMap() ? "map" : argument.auxiliaryTypes()[0].getSimpleName();
        Kind kind = switch (type.toLowerCase(Locale.ROOT)) {
            case "map" -> Kind.PAIR;
            case "boolean" -> Kind.SWITCH;
            case "double", "float" -> Kind.NUMBER;
            case "long" -> Kind.LONG;
            case "path" -> Kind.FILE;
            default -> Kind.WHOLE;
        };
        return name + " ('" + value + "') " + kind.refusal(value, argument.paramLabel()) + ": " + about;
    }

    /** What no command or flag is called, with the names most like it. */
    private static String unknown(UnmatchedArgumentException unmatched) {
        String given = unmatched.getUnmatched().get(0).split("=", 2)[0];
        if (given.startsWith("@")) {
            String file = given.substring(1);
            return new File(file).exists()
                    ? "the file '" + file + "' may not be read"
                    : "there is no file '" + file + "' to read arguments from";
        }
        if (given.startsWith("\uFEFF") || given.contains(Kind.NO_TEXT)) {
            return "argument '" + given.replace("\uFEFF", "") + "' is not text in UTF-8 without a byte order mark;"
                    + " if it comes from a file, save that so";
        }
        CommandLine command = unmatched.getCommandLine();
        boolean flag = unmatched.isUnknownOption();
        boolean name = !flag && !command.getSubcommands().isEmpty();
        Collection<String> names = flag
                ? command.getCommandSpec().optionsMap().keySet()
                : command.getSubcommands().keySet();
        List<String> near = KnownNames.nearest(given, names);
        return "unknown " + (flag ? "flag" : name ? "command" : "argument") + " '" + given + "'"
                + (near.isEmpty()
                        ? name ? "; there are " + String.join(", ", names) : ""
                        : "; did you mean " + String.join(" or ", near) + "?");
    }

    /** Who writes a sentence for a person gives the reason in it; what a library wraps may not. */
    static String withReason(String line, Exception failure) {
        Throwable cause = EngineStart.rootCause(failure);
        String reason = Objects.requireNonNullElse(
                        cause.getMessage(), cause.getClass().getSimpleName())
                .strip()
                .lines()
                .findFirst()
                .orElse("");
        return failure instanceof UserException || reason.isEmpty() || line.contains(reason)
                ? line
                : line + ": " + reason;
    }

    private int failed(Exception failure, CommandLine command) {
        // The engine's messages go on with pages of where in the engine they came from.
        String line = OutOfMemory.explained(failure)
                .or(() -> Optional.of(failure)
                        .filter(UserException.class::isInstance)
                        .map(Throwable::getMessage))
                .orElseGet(() -> Objects.requireNonNullElse(failure.getMessage(), "")
                        .strip()
                        .lines()
                        .findFirst()
                        .map(first -> withReason(first, failure))
                        .orElse(failure.getClass().getSimpleName()));
        command.getErr().println(errorText(command, line));
        if (stacktrace) {
            command.getErr().println(command.getColorScheme().stackTraceText(failure));
        }
        return command.getCommandSpec().exitCodeOnExecutionException();
    }
}
