package org.gan4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.gan4j.config.Choices;
import org.gan4j.config.Settings;
import org.gan4j.run.Checkpoints;
import org.gan4j.run.Interval;
import org.gan4j.run.RunPlan;
import org.gan4j.run.StopAt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The flags of {@code train} that are no settings: where a run goes, and what it starts from. */
@Command
final class RunOptions {

    @Option(names = "--out", paramLabel = "DIR")
    private Path out;

    Path resume;

    @Option(names = "--force")
    private boolean force;

    @Option(names = "--config", paramLabel = "FILE")
    Path config;

    @Option(names = "--stop-at", paramLabel = "STEP")
    private String stopAt;

    @Option(names = "--quiet")
    boolean quiet;

    /** A link to a checkpoint, which has any name, is taken for the checkpoint. */
    @Option(names = "--resume", paramLabel = "RUN")
    void setResume(Path given) throws IOException {
        Path real = Files.isSymbolicLink(given) && Files.exists(given) ? given.toRealPath() : given;
        resume = Checkpoints.isOne(real) ? real : given;
    }

    /** Checks that the flags go together. */
    void check(Map<String, String> given) {
        if (force && resume == null) {
            throw new IllegalArgumentException("--force is for --resume RUN; it does not go alone");
        }
        if (resume != null) {
            String why = "--resume: the run keeps its own";
            refuse("--preset", given.get("preset"), why);
            refuse("--out", out, why);
            refuse("--init-from", given.get("init-from"), why);
            refuse("--config", config, why);
        } else if (config != null) {
            refuse("--preset", given.get("preset"), "--config: the file has a value for every setting");
        }
    }

    private static void refuse(String flag, Object value, String with) {
        if (value != null) {
            throw new IllegalArgumentException(flag + " (" + value + ") does not go with " + with);
        }
    }

    private static void checkBest(Choices choices) {
        if (Boolean.parseBoolean(choices.text("keep-best"))
                && choices.text("evaluate-every").equals("0")) {
            throw new IllegalArgumentException(
                    "--keep-best needs scores to choose by; give --evaluate-every 1 or more");
        }
    }

    private static Interval interval(String setting, Choices choices) {
        return Interval.parse(setting, choices.text(setting));
    }

    /** What the run keeps, as these flags and the settings have it. */
    RunPlan plan(Choices choices) {
        checkBest(choices);
        return new RunPlan(
                out,
                resume,
                force,
                interval("checkpoint-every", choices),
                interval("sample-every", choices),
                Integer.parseInt(choices.text("keep")),
                Boolean.parseBoolean(choices.text("keep-best")),
                choices.text("on-nan").equals(Settings.ROLLBACK),
                Integer.parseInt(choices.text("evaluate-every")),
                Boolean.parseBoolean(choices.text("tensorboard")),
                stopAt == null ? null : StopAt.parse(stopAt));
    }
}
