package org.gan4j.cli;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;

/**
 * What a command tells a person while it works.
 *
 * @param out for what it does
 * @param err for warnings
 * @param quiet whether only warnings are wanted
 */
record Terminal(PrintWriter out, PrintWriter err, boolean quiet) {

    Terminal(CommandLine command, boolean quiet) {
        this(command.getOut(), command.getErr(), quiet);
    }

    void say(String format, Object... values) {
        if (!quiet) {
            out.printf(Locale.ROOT, format + "%n", values);
        }
    }

    void warn(String message) {
        err.println("gan4j: warning: " + message);
    }
}
