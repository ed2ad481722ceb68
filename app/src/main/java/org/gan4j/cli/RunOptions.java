package org.gan4j.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gan4j.run.CheckpointInterval;
import org.gan4j.run.RunPlan;
import org.gan4j.run.TrainingRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The flags of {@code train} that change what a run leaves behind and when, but not what it computes. */
@Command
final class RunOptions {

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The run directory, new or empty. Default: runs/NUMBER-DATASET-LOSS.")
    private Path out;

    @Option(
            names = "--resume",
            paramLabel = "RUN",
            description =
                    "Go on with a run from its last checkpoint, or from the one given, in its own directory. Its settings"
                            + " are kept; --epochs or --steps may be longer.")
    private Path resume;

    @Option(names = "--force", description = "Resume with other settings all the same.")
    private boolean force;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "N[epochs]",
            defaultValue = "1epoch",
            description = "Steps, or epochs, from one checkpoint to the next; there is always one at the end and at an"
                    + " interrupt. Default: ${DEFAULT-VALUE}.")
    private String checkpointEvery;

    @Option(
            names = "--keep",
            paramLabel = "N",
            defaultValue = "3",
            description = "The last checkpoints that are kept; 0 keeps all. Default: ${DEFAULT-VALUE}.")
    private int keep;

    @Option(
            names = "--on-nan",
            paramLabel = "ACTION",
            completionCandidates = Names.OfActions.class,
            defaultValue = Names.STOP,
            description =
                    "When numbers go bad: stop, or rollback to the last checkpoint with other random numbers and half the"
                            + " rates, at most " + TrainingRun.MOST_ROLLBACKS + " times. Default: ${DEFAULT-VALUE}.")
    private String onNan;

    @Option(
            names = "--evaluate-every",
            paramLabel = "K",
            defaultValue = "0",
            description = "Score the generator every K epochs and at the end, from " + TrainingRun.EVALUATION_COUNT
                    + " samples, as 'gan4j evaluate' does; 0 for never. Default: ${DEFAULT-VALUE}.")
    private int evaluateEvery;

    @Option(names = "--quiet", description = "Print nothing but warnings, errors and the run directory.")
    private boolean quiet;

    @Option(
            names = "--tensorboard",
            arity = "0..1",
            paramLabel = "true|false",
            fallbackValue = "true",
            defaultValue = "false",
            description = "Also write scalars and samples for TensorBoard, into tensorboard/ of the run directory.")
    private boolean tensorboard;

    /** Checks what no type checks. */
    void check() {
        if (keep < 0) {
            throw new IllegalArgumentException("keep (" + keep + ") must be at least 0");
        }
        if (evaluateEvery < 0) {
            throw new IllegalArgumentException("evaluate-every (" + evaluateEvery + ") must be at least 0");
        }
        if (force && resume == null) {
            throw new IllegalArgumentException("--force is for --resume RUN; it does not go alone");
        }
        Choice.check("on-nan", onNan, Names.ACTIONS);
        checkpointEvery();
    }

    /** What the run remembers of these, by flag: a run that goes on leaves behind what it left before. */
    Map<String, String> flags() {
        Map<String, String> flags = new LinkedHashMap<>();
        flags.put("checkpoint-every", checkpointEvery().toString());
        flags.put("keep", String.valueOf(keep));
        flags.put("on-nan", onNan);
        flags.put("evaluate-every", String.valueOf(evaluateEvery));
        flags.put("tensorboard", String.valueOf(tensorboard));
        return flags;
    }

    RunPlan plan() {
        return new RunPlan(
                out, resume, force, checkpointEvery(), keep, !onNan.equals(Names.STOP), evaluateEvery, tensorboard);
    }

    private CheckpointInterval checkpointEvery() {
        return CheckpointInterval.parse("checkpoint-every", checkpointEvery);
    }

    boolean quiet() {
        return quiet;
    }
}
