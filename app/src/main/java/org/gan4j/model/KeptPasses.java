package org.gan4j.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.gan4j.engine.Bundle;
import org.gan4j.engine.Program;
import org.gan4j.torchscript.TorchScriptFunction;

/** The passes of one network that a {@link WayBack} has yet to go back through, with what they keep for it. */
final class KeptPasses {

    /** What autograd can be asked for gradients to: copies, as the engine has no gradient to what it made in inference mode. */
    private static final TorchScriptFunction LEAVES = new TorchScriptFunction(
            "values: Tensor[n]",
            "leaves = annotate(List[Tensor], [])",
            "for i in range(torch.len(values)):",
            "  leaves.append(torch.requires_grad_(torch.clone(values[i]), True))",
            "return leaves");

    private final Layer layer;
    private final Mode mode;
    private final Precision precision;
    private final Bundle arrays;
    private final boolean autograd;
    private final Predicate<NDArray> sources;
    private final Map<ForwardPass.Form, ForwardPass> texts = new HashMap<>();
    private final Map<List<Integer>, Slopes> slopes = new HashMap<>();
    private final List<Pass> passes = new ArrayList<>();

    /**
     * Of a network that has made none.
     *
     * @param layer its layers
     * @param mode how it runs
     * @param precision how precisely it multiplies
     * @param arrays its arrays in order, which are not replaced from now on
     * @param owner owns what has to be made once
     * @param autograd whether outputs and slopes must be leaves of autograd
     * @param sources the inputs that a way back is to lead to
     */
    KeptPasses(
            Layer layer,
            Mode mode,
            Precision precision,
            List<NDArray> arrays,
            NDManager owner,
            boolean autograd,
            Predicate<NDArray> sources) {
        this.layer = layer;
        this.mode = mode;
        this.precision = precision;
        this.arrays = Bundle.of(owner, arrays);
        this.autograd = autograd;
        this.sources = sources;
    }

    /** Whether a pass of this input must be kept: whether its weights learn, or the input comes from what learns. */
    boolean concern(NDArray input) {
        return mode == Mode.LEARNING || sources.test(input);
    }

    /** Runs the network on a batch. */
    Pass run(NDArray input) {
        return run(new NDList(input), true);
    }

    private Pass run(NDList inputs, boolean judged) {
        ForwardPass text = text(new ForwardPass.Form(inputs.size(), false, false));
        Program.Results results = text.keep(inputs, inputs, arrays);
        return add(new Pass(text, inputs, leaves(results.arrays()), results.kept(), judged));
    }

    /**
     * Runs the network on batches of one size.
     *
     * @param whole the array whose equal parts they are, if there is one
     */
    Pass run(NDList inputs, Optional<NDArray> whole) {
        if (whole.isEmpty()) {
            return run(inputs, true);
        }
        ForwardPass text = text(new ForwardPass.Form(inputs.size(), true, false));
        Program.Results results = text.keep(inputs, List.of(whole.get()), arrays);
        return add(new Pass(text, inputs, leaves(results.arrays()), results.kept(), true));
    }

    /** Runs the network on a batch, and writes the output into an array. */
    NDArray run(NDArray input, NDArray place) {
        NDList inputs = new NDList(input);
        ForwardPass text = text(new ForwardPass.Form(1, false, true));
        Program.Results results = text.keep(inputs, List.of(input, place), arrays);
        add(new Pass(text, inputs, new NDList(place), results.kept(), true));
        return place;
    }

    /** Whether the output can be written into an array: whether autograd wants no copy of it, and the last layer can. */
    boolean takePlaces() {
        return !autograd && text(new ForwardPass.Form(1, false, true)).takesPlace();
    }

    private ForwardPass text(ForwardPass.Form form) {
        return texts.computeIfAbsent(form, unknown -> new ForwardPass(layer, mode, precision, true, form));
    }

    private Pass add(Pass pass) {
        passes.add(pass);
        return pass;
    }

    private NDList leaves(NDList values) {
        return autograd ? LEAVES.call(values) : values;
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
        Slopes text = slopes.computeIfAbsent(
                List.of(pass.inputs().size(), part), unknown -> new Slopes(layer, pass.text(), part, classBy));
        Program.Results results = text.of(pass, arrays, labels);
        NDArray leaf = leaves(results.arrays()).head();
        pass.slopes().add(new Pass.Slope(part, leaf, text.names(), results.kept()));
        return leaf;
    }

    /** Whether autograd can be asked for gradients to outputs and slopes. */
    boolean areLeavesOfAutograd() {
        return autograd;
    }

    /** The arrays of the network, in order. */
    Bundle arrays() {
        return arrays;
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
