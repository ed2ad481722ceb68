package org.gan4j.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gan4j.config.Choices;
import org.gan4j.config.Preset;
import org.gan4j.config.Settings;
import org.gan4j.config.TrainConfig;
import org.gan4j.losses.LossDescription.Group;
import org.gan4j.optim.Schedule;
import org.gan4j.run.RunDirectory;
import org.gan4j.run.RunPlan;
import org.gan4j.run.RunRecord;
import org.gan4j.run.WarmStart;

/**
 * What the flags of {@code train} choose: a new run, one from the settings of another, or one that goes on.
 *
 * @param choices every setting with where it comes from
 * @param config what they come to
 * @param plan what it writes, and when
 * @param earlier the directory of the run that goes on; {@code null} for a new one
 * @param source the run that goes on, or the one whose settings a new run starts from; {@code null} if there is neither
 */
record ChosenRun(Choices choices, TrainConfig config, RunPlan plan, RunDirectory earlier, RunRecord source) {

    /**
     * Reads the flags, and the files that they name.
     *
     * @param options the flags that are no settings
     * @param given the settings among the flags
     * @param initFrom the files of the first weights among the flags
     * @throws IllegalArgumentException if flags are wrong; the message says which
     */
    static ChosenRun of(RunOptions options, Map<String, String> given, List<Path> initFrom) {
        options.check(given);
        RunDirectory earlier = options.resume == null ? null : RunDirectory.containing(options.resume);
        RunRecord source = earlier != null
                ? earlier.record()
                : options.config == null ? null : RunRecord.readSettings(options.config);
        Choices choices = source == null
                ? Choices.of(given)
                : new Choices(given, source.base(earlier == null ? "file " + options.config : "run"));
        RunPlan plan = options.plan(choices);
        TrainConfig config = choices.config(
                initFrom.isEmpty() && source != null
                        ? source.config().model().initFrom()
                        : initFrom.stream().map(WarmStart::from).toList());
        ChosenRun chosen = new ChosenRun(choices, config, plan, earlier, source);
        if (earlier != null && !plan.force()) {
            chosen.checkMathematics();
        }
        return chosen;
    }

    /**
     * A run that its data are enough for. What a recipe asks for too much becomes smaller, in a new run.
     *
     * @param sizes what the data are too few for
     * @return this run, or one with smaller sizes
     * @throws IllegalArgumentException if a flag or an earlier run asks for too much; the message names what would fit
     */
    ChosenRun fitting(FittingSizes sizes) {
        if (sizes.values().isEmpty()) {
            return this;
        }
        for (String name : sizes.values().keySet()) {
            String origin = choices.value(Settings.find(name)).orElseThrow().origin();
            if (source != null || origin.equals("flag")) {
                throw new IllegalArgumentException(sizes.refusal());
            }
        }
        Choices fewer = choices.with(sizes.values());
        return new ChosenRun(fewer, fewer.config(config.model().initFrom()), plan, null, null);
    }

    /** A resumed run computes what it would have computed; how long, and where its data lie, may change. */
    private void checkMathematics() {
        List<String> changed = config.differences(source.config(), "the run");
        if (!changed.isEmpty()) {
            throw new IllegalArgumentException(String.join(", ", changed)
                    + " would change what the run computes; leave it, start a new run, or add --force");
        }
    }

    /** Where the settings come from, for a person. */
    String origin() {
        if (earlier != null) {
            return "resume    the settings of the run";
        }
        Choices.Base base = choices.base();
        if (source != null) {
            return "config    the settings of the " + base.origin();
        }
        String reason = base.reason().equals("flag") ? "" : " (" + base.reason() + ")";
        return "preset    " + base.preset() + reason + ": "
                + Preset.find(base.preset()).summary();
    }

    /** What is allowed, but seldom meant. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        TrainConfig.Objective objective = config.objective();
        boolean wasserstein = objective.describeLoss().group() == Group.WASSERSTEIN;
        boolean clipped = objective.clip() != null;
        if (clipped && !wasserstein) {
            warnings.add("--clip is meant for Wasserstein losses, not for " + objective.loss());
        }
        boolean bounded = clipped
                || !objective.penalties().isEmpty()
                || config.techniques().spectralNorm();
        if (wasserstein && !bounded) {
            warnings.add("nothing bounds the critic of " + objective.loss()
                    + "; give --clip 0.01, --penalty gp:10 or --spectral-norm");
        }
        return warnings;
    }

    /** What is not as it would have been, had the run that goes on never stopped. */
    List<String> warningsOfResuming(String engine) {
        List<String> warnings = new ArrayList<>();
        TrainConfig.Length before = source.config().length();
        boolean otherLength =
                config.length().epochs() != before.epochs() || config.length().steps() != before.steps();
        List<String> followers = new ArrayList<>();
        if (!config.optimization().schedule().equals(Schedule.CONSTANT)) {
            followers.add("--schedule " + config.optimization().schedule());
        }
        if (config.techniques().instanceNoise() > 0) {
            followers.add("--instance-noise " + config.techniques().instanceNoise());
        }
        if (otherLength && !followers.isEmpty()) {
            warnings.add(String.join(" and ", followers) + ": from here on as a run of the new length has it;"
                    + " such a run would have had it from the beginning");
        }
        if (!source.engine().equals(engine)) {
            warnings.add("the run was computed by " + source.engine() + ", from here on by " + engine
                    + ": it goes on, but not bit for bit");
        }
        return warnings;
    }
}
