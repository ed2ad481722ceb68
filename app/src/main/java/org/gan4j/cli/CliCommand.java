package org.gan4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What the commands have in common: where they print, and how they refuse what a command line says. The writers of picocli flush
 * themselves after each line.
 */
@Command
abstract class CliCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    final CommandLine commandLine() {
        return spec.commandLine();
    }

    final PrintWriter out() {
        return commandLine().getOut();
    }

    final void print(Object line) {
        out().println(line);
    }

    /** What is thrown for a command line that is not right. */
    final ParameterException wrong(String message) {
        return new ParameterException(commandLine(), message);
    }

    /** Makes something of the command line, which is wrong if that is refused. */
    final <T> T checked(Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(commandLine(), e.getMessage(), e);
        }
    }

    /** Checks that a file, if one was named, is named for what it will hold. */
    final void checkEnding(String flag, Path file, String ending, String with) {
        if (file != null && !file.toString().toLowerCase(Locale.ROOT).endsWith(ending)) {
            throw wrong(flag + " (" + file + ") must end in " + ending + with);
        }
    }

    /** Checks a number, if it was given. */
    final void checkRange(String flag, Integer number, int least, int most, String more) {
        if (number != null && (number < least || number > most)) {
            throw wrong(flag + " (" + number + ") must be from " + least + " to " + most + more);
        }
    }
}
