package org.gan4j.page;

import java.util.TreeMap;
import org.gan4j.config.TrainConfig;
import org.gan4j.report.Readable;

/** What the players minimise, as flags would say it: {@code wgan-gp + gp:10}. */
final class ObjectiveText {

    private ObjectiveText() {}

    static String of(TrainConfig config) {
        StringBuilder text = new StringBuilder(config.objective().loss());
        new TreeMap<>(config.objective().options())
                .forEach(
                        (key, value) -> text.append(' ').append(key).append('=').append(value));
        for (TrainConfig.WeightedPenalty penalty : config.objective().penalties()) {
            text.append(" + ").append(penalty.name()).append(':').append(Readable.number(penalty.weight()));
        }
        if (config.objective().clip() != null) {
            text.append(" + clip:").append(Readable.number(config.objective().clip()));
        }
        return text.append(config.techniques().spectralNorm() ? " + spectral-norm" : "")
                .toString();
    }
}
