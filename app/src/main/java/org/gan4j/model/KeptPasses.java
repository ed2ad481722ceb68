package org.gan4j.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The passes of one network that a {@link WayBack} has yet to go back through, with what they keep for it. */
final class KeptPasses {

    private final Layer layer;
    private final Mode mode;
    private final Precision precision;
    private final List<NDArray> operands;
    private final Map<String, NDArray> arrays;
    private final Map<Integer, ForwardPass> texts = new HashMap<>();
    private final Map<List<Integer>, Slopes> slopes = new HashMap<>();
    private final List<Pass> passes = new ArrayList<>();

    /**
     * Of a network that has made none.
     *
     * @param layer its layers
     * @param mode how it runs
     * @param precision how precisely it multiplies
     * @param operands its arrays in order
     * @param arrays its arrays by name
     */
    KeptPasses(Layer layer, Mode mode, Precision precision, List<NDArray> operands, Map<String, NDArray> arrays) {
        this.layer = layer;
        this.mode = mode;
        this.precision = precision;
        this.operands = operands;
        this.arrays = arrays;
    }

    /** Runs the network, on batches of one size. */
    Pass run(NDList inputs) {
        return run(inputs, true);
    }

    private Pass run(NDList inputs, boolean judged) {
        ForwardPass text =
                texts.computeIfAbsent(inputs.size(), parts -> new ForwardPass(layer, mode, precision, true, parts));
        Pass pass = new Pass(text, inputs, text.run(inputs, operands), judged);
        passes.add(pass);
        return pass;
    }

    /**
     * The slopes of the scores at samples, which may have been scored already.
     *
     * @param samples a batch
     * @param classBy which outputs make up a score
     * @param labels by which label; of no effect unless that matters
     * @return a leaf
     */
    NDArray slopes(NDArray samples, ClassBy classBy, NDArray labels) {
        Pass pass = passes.stream()
                .filter(made -> made.partOf(samples) >= 0)
                .findFirst()
                .orElseGet(() -> run(new NDList(samples), false));
        int part = pass.partOf(samples);
        return slopes.computeIfAbsent(
                        List.of(pass.inputs().size(), part), unknown -> new Slopes(layer, pass.text(), part, classBy))
                .of(pass, arrays, labels);
    }

    /** Whether an array is an output of one of these passes. */
    boolean haveMade(NDArray array) {
        return passes.stream().anyMatch(pass -> pass.outputs().stream().anyMatch(output -> output == array));
    }

    /** Hands the passes out. */
    List<Pass> take() {
        // The passes of a step that was broken off have lost their arrays.
        List<Pass> taken =
                passes.stream().filter(pass -> !pass.input().isReleased()).toList();
        passes.clear();
        return taken;
    }
}
