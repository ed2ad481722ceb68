package org.gan4j.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gan4j.engine.Bundle;

/**
 * A pass of a network as it was: what the written way back needs.
 *
 * @param text what was run
 * @param inputs the batches
 * @param outputs leaves: where autograd goes, gradients can be asked of them; the first output is one for each batch
 * @param kept what the text keeps
 * @param judged whether the outputs were asked for; if not, its slopes alone
 * @param slopes the slopes that were asked for
 */
record Pass(ForwardPass text, NDList inputs, NDList outputs, Bundle kept, boolean judged, List<Slope> slopes) {

    Pass(ForwardPass text, NDList inputs, NDList outputs, Bundle kept, boolean judged) {
        this(text, inputs, outputs, kept, judged, new ArrayList<>());
    }

    /** The only batch, or the first one. */
    NDArray input() {
        return inputs.head();
    }

    /** All leaves: the outputs, then the slopes. */
    NDList leaves() {
        NDList leaves = new NDList(outputs);
        slopes.forEach(slope -> leaves.add(slope.leaf()));
        return leaves;
    }

    /** Which of its batches an array is; -1 if none. */
    int partOf(NDArray samples) {
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i) == samples) {
                return i;
            }
        }
        return -1;
    }

    /**
     * The slopes of the scores at one of the batches.
     *
     * @param part which batch
     * @param leaf the slopes
     * @param names the places of what their way kept, by the names that it gave
     * @param kept what it kept
     */
    record Slope(int part, NDArray leaf, Map<String, Integer> names, Bundle kept) {}
}
