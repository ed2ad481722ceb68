package org.gan4j.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.gan4j.UserException;
import org.gan4j.eval.Evaluation;
import org.gan4j.run.RunDirectory;
import org.gan4j.run.RunHistory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The flags that say which of a run's weights are meant. */
@Command
final class StepFlags {

    @Option(names = "--step", paramLabel = "N")
    private Long step;

    @Option(names = "--best")
    private boolean best;

    /**
     * The step of the weights that are meant.
     *
     * @param source a run directory, or a file with the weights of one step
     * @return the step; empty for the last
     * @throws IllegalArgumentException if the flags do not go together or not with the source
     * @throws UserException if the run has not been scored on its way
     */
    Optional<Long> in(Path source) {
        if (!best) {
            return Optional.ofNullable(step);
        }
        if (step != null) {
            throw new IllegalArgumentException("--step (" + step + ") does not go with --best; give one of them");
        }
        if (Files.isRegularFile(source)) {
            throw new IllegalArgumentException("--best is for a run directory; " + source + " has one step's weights");
        }
        RunDirectory run = RunDirectory.open(source);
        return Optional.of(
                RunHistory.read(run)
                        .best(run.checkpoints())
                        .map(Evaluation::step)
                        .orElseThrow(
                                () -> new UserException(
                                        source
                                                + " has no checkpoint with a score; train with --evaluate-every 1 --keep-best, or name a --step")));
    }
}
