package org.gan4j.testing;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.gan4j.cli.Gan4j;
import picocli.CommandLine;

/** Commands as the launcher runs them, within this process. */
public final class Cli {

    private Cli() {}

    /** What a command left on the terminal. */
    public record Result(int code, String out, String err) {
        public List<String> errLines() {
            return err.lines().toList();
        }
    }

    public static Result run(List<String> args) {
        return run(args.toArray(String[]::new));
    }

    public static Result run(String... args) {
        return run(Gan4j.commandLine(), args);
    }

    public static Result run(CommandLine commandLine, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        int code = commandLine.execute(args);
        return new Result(code, out.toString(), err.toString());
    }
}
