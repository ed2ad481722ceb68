package org.gan4j.train;

import ai.djl.ndarray.NDArray;

/**
 * Top-k training (Sinha et al. 2020): the generator learns from its best-scored samples alone, and from ever fewer of them.
 *
 * @param least the fraction of a batch that is kept in the end, in (0, 1]; 1 keeps all
 * @param decay the factor by which the fraction falls from 1 after each epoch, until it is the least one
 */
record TopK(double least, double decay) {

    /** The highest of the scores {@code [N, 1]}, as many as an epoch keeps. */
    NDArray best(NDArray scores, long epoch) {
        if (least == 1) {
            return scores;
        }
        double fraction = Math.max(least, Math.pow(decay, epoch));
        int count = (int) Math.max(1, Math.round(fraction * scores.getShape().get(0)));
        return scores.topK(count, 0).head();
    }
}
