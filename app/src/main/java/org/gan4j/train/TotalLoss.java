package org.gan4j.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;

/** What a player minimises: a sum of named parts, which are reported one by one. */
final class TotalLoss {

    private final Learner learner;
    private final Map<String, NDArray> reported = new LinkedHashMap<>();
    private final Map<NDArray, NDArray> slopes = new IdentityHashMap<>();
    private NDArray sum;

    /** The loss of a player who has not been told of any part yet. */
    TotalLoss(Learner learner) {
        this.learner = learner;
    }

    /**
     * Adds a loss of scores. If it states its slopes and nothing stands between the network and these scores, autograd has nothing to do.
     *
     * @param name what it is reported under
     * @param formula the loss
     * @param stated the loss and its slopes to the scores that learn: to both, or to the generated ones
     * @param real the scores on real samples; {@code null} if the loss reads none
     * @param fake the scores on generated samples
     */
    void add(
            String name,
            BinaryOperator<NDArray> formula,
            BiFunction<NDArray, NDArray, Optional<NDList>> stated,
            NDArray real,
            NDArray fake) {
        Optional<NDList> found = learner.isLeaf(fake) ? stated.apply(real, fake) : Optional.empty();
        if (found.isEmpty()) {
            add(name, formula.apply(real, fake));
            return;
        }
        NDList slopesAfterValue = found.get();
        int last = slopesAfterValue.size() - 1;
        slopes.put(fake, slopesAfterValue.get(last));
        if (last == 2) {
            slopes.put(real, slopesAfterValue.get(1));
        }
        report(name, slopesAfterValue.head());
    }

    /** Adds a part. */
    void add(String name, NDArray part) {
        sum = sum == null ? part : sum.add(part);
        report(name, part);
    }

    /** Reports what is no part of the sum. */
    void report(String name, NDArray value) {
        reported.put(name, value);
    }

    /** The sum of the parts that autograd differentiates; empty if there is none. */
    Optional<NDArray> sum() {
        return Optional.ofNullable(sum);
    }

    /** The slopes of the other parts, by the scores. */
    Map<NDArray, NDArray> slopes() {
        return slopes;
    }

    Map<String, NDArray> reported() {
        return reported;
    }
}
