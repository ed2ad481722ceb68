package org.gan4j.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gan4j completion}. */
@Command(
        name = "completion",
        description = {
            "Print a script with which bash and zsh complete commands and flags.",
            "",
            "Once:        source <(gan4j completion)",
            "For always:  put that line into ~/.bashrc or ~/.zshrc"
        })
final class CompletionCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        // The script has line breaks of its own, and bash reads no other.
        spec.commandLine().getOut().print(AutoComplete.bash(root.getCommandName(), root) + "\n");
        spec.commandLine().getOut().flush();
        return 0;
    }
}
