package org.gan4j.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gan4j.model.Energy;
import org.gan4j.model.Precision;

/** Small configurations for tests: one hidden layer of 16 in both players, and whatever a test changes. */
public final class Configs {

    private final Map<String, String> values = new HashMap<>(flags("--preset non-saturating --dataset digits --latent 8"
            + " --g-hidden 16 --d-hidden 16 --batch-size 32 --g-lr 1e-3 --d-lr 1e-3 --momentum 0.9 --ema-ramp-up 0"
            + " --steps 20 --tick 5 --seed 1"));

    private Configs() {}

    public static Configs small() {
        return new Configs();
    }

    /**
     * The configuration that flags stand for.
     *
     * @param flags what would stand after {@code gan4j train}, without quotes; a switch may stand alone
     */
    public static TrainConfig of(String flags) {
        return TrainConfig.of(flags(flags));
    }

    private static Map<String, String> flags(String text) {
        return Stream.of((" " + text.strip()).substring(3).split(" --"))
                .map(flag -> flag.split(" ", 2))
                .collect(Collectors.toMap(
                        flag -> flag[0],
                        flag -> flag.length == 2
                                ? flag[1]
                                : Settings.find(flag[0]).alone().orElseThrow(),
                        (first, next) -> first + "," + next));
    }

    /** Sets a flag. */
    public Configs with(String flag, Object value) {
        values.put(flag, String.valueOf(value));
        return this;
    }

    public TrainConfig build() {
        return choices().config(List.of());
    }

    /** What {@code config.json} records of the flags. */
    public Map<String, String> recorded() {
        return choices().recorded();
    }

    private Choices choices() {
        // Another loss than the preset's brings no penalty of its own here.
        Map<String, String> all = new HashMap<>(values);
        all.putIfAbsent("penalty", "none");
        if (all.containsKey("epochs")) {
            all.remove("steps");
        }
        return Choices.of(all);
    }

    public Configs loss(String name) {
        return with("loss", name);
    }

    public Configs options(Map<String, String> options) {
        return with(
                "loss-option", options.entrySet().stream().map(String::valueOf).collect(Collectors.joining(",")));
    }

    public Configs penalties(String... namesAndWeights) {
        return with("penalty", namesAndWeights.length == 0 ? "none" : String.join(",", List.of(namesAndWeights)));
    }

    public Configs clip(double bound) {
        return with("clip", bound);
    }

    public Configs optimizer(String name) {
        return with("optimizer", name);
    }

    public Configs rates(double generator, double discriminator) {
        return with("g-lr", generator).with("d-lr", discriminator);
    }

    public Configs schedule(String text) {
        return with("schedule", text);
    }

    public Configs criticSteps(int number) {
        return with("n-critic", number);
    }

    public Configs freshNoise() {
        return with("fresh-noise", true);
    }

    public Configs average(double halfLifeInSteps, double rampUpFraction) {
        return with("ema", halfLifeInSteps).with("ema-ramp-up", rampUpFraction);
    }

    public Configs epochs(int number) {
        return with("epochs", number);
    }

    public Configs steps(long number) {
        values.remove("epochs");
        return with("steps", number);
    }

    public Configs tick(int number) {
        return with("tick", number);
    }

    public Configs seed(int number) {
        return with("seed", number);
    }

    public Configs batchSize(int number) {
        return with("batch-size", number);
    }

    public Configs energy(Energy measure) {
        return with("energy", measure);
    }

    public Configs precision(Precision ofProducts) {
        return with("precision", ofProducts);
    }

    public Configs freshBatch() {
        return with("fresh-batch", true);
    }

    public Configs instanceNoise(double std, double until) {
        return with("instance-noise", std).with("instance-noise-until", until);
    }

    public Configs topK(double fraction, double decay) {
        return with("top-k", fraction).with("top-k-decay", decay);
    }

    public Configs packing(int samples) {
        return with("pack", samples);
    }

    public Configs classes(double weight) {
        return with("conditional", weight);
    }

    public Configs penaltyEvery(int updates) {
        return with("penalty-every", updates);
    }

    public Configs spectralNorm() {
        return with("spectral-norm", true);
    }

    public Configs pullAway(double weight) {
        return with("pull-away", weight);
    }

    public Configs consistency(double discriminator, double generator) {
        return with("zcr", discriminator + "," + generator);
    }
}
