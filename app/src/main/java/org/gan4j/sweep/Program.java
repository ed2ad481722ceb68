package org.gan4j.sweep;

import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a run's process is: a command that the arguments of a {@link Task} are added to. It knows nothing but Java, since machines of a
 * cluster that have no other class of the program start processes with it too.
 *
 * <p>The process ends, at a checkpoint, when its standard input does: with the process that has started it, however that ends.
 *
 * @param command the command's words; the first is {@code java} alone where each machine has its own
 * @param environment variables that the process needs, next to those of the machine
 */
public record Program(List<String> command, Map<String, String> environment) implements Serializable {

    /** What an exit code is above if a signal has ended the process. */
    static final int SIGNALLED = 128;

    /** A run whose process or executor was killed goes on from its checkpoint so often before it counts as failed. */
    static final int MOST_STARTS = 4;

    private static final String JAVA = "java";

    /** Keeps collections that can be sent to another machine. */
    public Program {
        command = new ArrayList<>(command);
        environment = Map.copyOf(environment);
    }

    /** The file that the program itself is in; {@code null} if the command has no class path. */
    Path ownFile() {
        int option = command.indexOf("-cp");
        return option < 0 ? null : Path.of(command.get(option + 1).split(File.pathSeparator, 2)[0]);
    }

    /**
     * Starts the process of a task.
     *
     * @param task the task
     * @param more arguments after those of the task: the device
     * @return the process; what it says goes to the end of the task's log
     * @throws IOException if it cannot be started
     */
    Process start(Task task, List<String> more) throws IOException {
        List<String> words = new ArrayList<>(command);
        if (words.get(0).equals(JAVA)) {
            words.set(0, Path.of(System.getProperty("java.home"), "bin", JAVA).toString());
        }
        words.addAll(task.arguments());
        words.addAll(more);
        Path log = Path.of(task.log());
        Files.createDirectories(log.getParent());
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }
}
