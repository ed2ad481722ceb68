package org.gan4j.sweep;

import java.util.ArrayList;
import java.util.List;

/**
 * A stage of successive halving (Jamieson and Talwalkar 2016, "Non-stochastic best arm identification and hyperparameter optimization"):
 * so many configurations train to a share of their length, then the best go on from their checkpoints. A sweep without halving has one
 * stage, in which all train to their ends.
 *
 * @param number from 0
 * @param configurations how many take part
 * @param part the share of a run's steps after which the stage ends is {@code 1 / part}
 */
public record Stage(int number, int configurations, long part) {

    /**
     * The stages of a sweep: each keeps one of {@code halving} configurations, until at most so many are left; those go to their ends.
     *
     * @param configurations how many there are
     * @param halving the factor by which they become fewer; 0 for one stage alone
     * @return the stages
     * @throws IllegalArgumentException if there is nothing to choose from
     */
    public static List<Stage> of(int configurations, int halving) {
        List<Integer> counts = new ArrayList<>(List.of(configurations));
        if (halving > 0) {
            if (configurations <= halving) {
                throw new IllegalArgumentException(
                        "halving (" + halving + ") needs more configurations than that; there "
                                + (configurations == 1 ? "is 1" : "are " + configurations));
            }
            for (int left = configurations; left > halving; ) {
                left = (left + halving - 1) / halving;
                counts.add(left);
            }
        }
        List<Stage> stages = new ArrayList<>();
        for (int i = 0; i < counts.size(); i++) {
            stages.add(new Stage(i, counts.get(i), Math.round(Math.pow(halving, counts.size() - 1.0 - i))));
        }
        return stages;
    }

    /** Whether its runs come to their ends. */
    boolean isLast() {
        return part == 1;
    }

    /** Where its runs stop, as {@code train --stop-at} has it. */
    String stopAt() {
        return "1/" + part;
    }

    /** The share of a run's steps that are taken at its end. */
    double share() {
        return 1.0 / part;
    }
}
