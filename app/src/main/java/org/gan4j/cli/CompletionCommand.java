package org.gan4j.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code gan4j completion}. */
@Command(name = "completion")
final class CompletionCommand extends CliCommand {

    @Override
    public void run() {
        CommandLine root = commandLine().getParent();
        // The script has line breaks of its own, and bash reads no other.
        out().print(AutoComplete.bash(root.getCommandName(), root) + "\n");
        out().flush();
    }
}
