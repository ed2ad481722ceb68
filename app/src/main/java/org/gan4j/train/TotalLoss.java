package org.gan4j.train;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.gan4j.losses.Constants;
import org.gan4j.losses.StatedSlopes;
import org.gan4j.losses.penalty.Critic;
import org.gan4j.losses.penalty.Penalty;
import org.gan4j.model.WayBack;

/** What a player minimises: a sum of named parts, which are reported one by one. */
final class TotalLoss {

    /**
     * What is reported: a mean of numbers. They may be terms of other numbers, which are found when the mean is.
     *
     * @param arrays the numbers, or what the terms are of
     * @param names what the terms call each array; empty if the numbers are those of the one array
     * @param terms a TorchScript expression; empty without names
     * @param factor times the mean it is the value
     */
    record Reported(List<NDArray> arrays, List<String> names, String terms, double factor) {

        static Reported mean(NDArray values, double factor) {
            return new Reported(List.of(values), List.of(), "", factor);
        }

        NDArray values() {
            return arrays.get(0);
        }
    }

    private final Learner learner;
    private final Map<String, Reported> reported = new LinkedHashMap<>();
    private final List<WayBack.Stated> stated = new ArrayList<>();
    private NDArray sum;

    /** The loss of a player who has not been told of any part yet. */
    TotalLoss(Learner learner) {
        this.learner = learner;
    }

    /**
     * Adds the adversarial loss. If it states its slopes and nothing stands between the network and the scores, autograd has nothing to do.
     *
     * @param name what it is reported under
     * @param formula the loss
     * @param real the scores on real samples; {@code null} if the loss reads none
     * @param fake the scores on generated samples
     */
    void add(String name, BinaryOperator<NDArray> formula, NDArray real, NDArray fake) {
        Optional<StatedSlopes> slopes = learner.statedFor(fake);
        if (slopes.isEmpty()) {
            add(name, formula.apply(real, fake));
        } else {
            StatedSlopes form = slopes.get();
            List<NDArray> scores = form.scores().size() == 1 ? List.of(fake) : List.of(real, fake);
            List<NDArray> learning = form.toReal() ? scores : List.of(fake);
            stated.add(new WayBack.Stated(learning, form.names(), form.values(real, fake), form.scoreSlopes()));
            reported.put(name, new Reported(scores, form.scores(), form.terms(), form.factor()));
        }
    }

    /** Adds some times a penalty, in its stated form if it has one. */
    void add(String name, Penalty penalty, Critic critic, NDArray real, NDArray fake, double factor) {
        Optional<Penalty.OfSlopes> slopes = learner.stated(name);
        if (slopes.isEmpty()) {
            add(name, times(penalty.evaluate(critic, real, fake), factor));
        } else {
            NDArray points = slopes.get().points().apply(real, fake);
            NDArray there = critic.slopes(points).orElseThrow();
            StatedSlopes ofThese = slopes.get().stated();
            StatedSlopes.Found found = ofThese.of(null, there);
            stated.add(WayBack.Stated.known(there, times(found.slopes(), factor)));
            reported.put(name, Reported.mean(times(found.terms(), factor), ofThese.factor()));
        }
    }

    private static NDArray times(NDArray array, double factor) {
        return factor == 1 ? array : Constants.times(array, factor);
    }

    /** Adds a part that autograd differentiates. */
    void add(String name, NDArray part) {
        sum = sum == null ? part : sum.add(part);
        report(name, part);
    }

    /** Reports the mean of what is no part of the sum. */
    void report(String name, NDArray values) {
        reported.put(name, Reported.mean(values, 1));
    }

    /** The sum of the parts that autograd differentiates; empty if there is none. */
    Optional<NDArray> sum() {
        return Optional.ofNullable(sum);
    }

    /** The slopes of the other parts. */
    List<WayBack.Stated> stated() {
        return stated;
    }

    Map<String, Reported> reported() {
        return reported;
    }
}
