package org.gan4j.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gan4j.torchscript.TorchScriptFunction;

/** The forward pass of a network in one mode: all its layers as one function, and so as one call of the engine. */
final class ForwardPass extends Script {

    private final Mode mode;
    private final Precision precision;

    /** The names of all arrays, in the order of the function's arguments. */
    private final List<String> names;

    private final List<String> outputs = new ArrayList<>();

    /** The places of the states that are replaced, and the texts of their new values: the last results of the function. */
    private final Map<Integer, String> replaced = new LinkedHashMap<>();

    private final TorchScriptFunction function;
    private String prefix = "";

    ForwardPass(Layer layer, Mode mode, Precision precision) {
        this.mode = mode;
        this.precision = precision;
        this.names = layer.weights().stream().map(Layer.Weight::name).toList();
        outputs.add(0, layer.forward(this, "x"));
        List<String> results = new ArrayList<>(outputs);
        results.addAll(replaced.values());
        statements().add("return " + String.join(", ", results));
        this.function = new TorchScriptFunction(
                names.isEmpty() ? "x: Tensor" : "x: Tensor, arrays: Tensor[n]",
                statements().toArray(String[]::new));
    }

    /**
     * Runs the pass.
     *
     * @param x a batch
     * @param arrays the arrays of all layers; the states among them become those after the pass
     * @return the outputs
     */
    NDList run(NDArray x, List<NDArray> arrays) {
        NDList arguments = new NDList(1 + arrays.size());
        arguments.add(x);
        arguments.addAll(arrays);
        NDList results = function.call(arguments);
        if (replaced.isEmpty()) {
            return results;
        }
        int next = outputs.size();
        for (int place : replaced.keySet()) {
            // Not written into: a backward pass may still read what was there.
            arrays.get(place).intern(results.get(next++));
        }
        return new NDList(results.subList(0, outputs.size()));
    }

    @Override
    public Mode mode() {
        return mode;
    }

    @Override
    public Precision precision() {
        return precision;
    }

    @Override
    public String array(String name) {
        return "arrays[" + place(name) + "]";
    }

    private int place(String name) {
        return names.indexOf(prefix + name);
    }

    @Override
    public String part(String name, Layer layer, String input) {
        String outer = prefix;
        prefix = outer + name + ".";
        String output = layer.forward(this, input);
        prefix = outer;
        return output;
    }

    @Override
    public void output(String value) {
        outputs.add(value);
    }

    @Override
    public void replace(String name, String value) {
        replaced.put(place(name), value);
    }
}
