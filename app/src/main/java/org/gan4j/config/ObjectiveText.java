package org.gan4j.config;

import java.util.TreeMap;

/** What the players minimise and what else helps them, as flags would say it: {@code wgan-gp + gp:10 + pack:2}. */
public final class ObjectiveText {

    private ObjectiveText() {}

    /**
     * The loss, and whatever is not as it is without a flag.
     *
     * @param config a run's configuration
     * @return one line for a person
     */
    public static String of(TrainConfig config) {
        TrainConfig.Objective objective = config.objective();
        TrainConfig.Techniques techniques = config.techniques();
        StringBuilder text = new StringBuilder(objective.loss());
        new TreeMap<>(objective.options())
                .forEach(
                        (key, value) -> text.append(' ').append(key).append('=').append(value));
        objective.penalties().forEach(penalty -> text.append(" + ").append(penalty));
        if (techniques.penaltyEvery() > 1 && !objective.penalties().isEmpty()) {
            add("penalty-every", techniques.penaltyEvery(), text);
        }
        if (objective.clip() != null) {
            add("clip", objective.clip(), text);
        }
        if (techniques.spectralNorm()) {
            text.append(" + spectral-norm");
        }
        if (techniques.conditional()) {
            add("conditional", techniques.classWeight(), text);
        }
        if (techniques.packing() > 1) {
            add("pack", techniques.packing(), text);
        }
        if (techniques.topK() < 1) {
            add("top-k", techniques.topK(), text);
        }
        if (techniques.instanceNoise() > 0) {
            add("instance-noise", techniques.instanceNoise(), text);
        }
        if (techniques.pullAway() > 0) {
            add("pull-away", techniques.pullAway(), text);
        }
        if (techniques.consistent()) {
            add("zcr", techniques.consistencyD(), text);
            text.append(',').append(FlagNumber.text(techniques.consistencyG()));
        }
        return text.toString();
    }

    private static void add(String flag, double value, StringBuilder text) {
        text.append(" + ").append(flag).append(':').append(FlagNumber.text(value));
    }
}
