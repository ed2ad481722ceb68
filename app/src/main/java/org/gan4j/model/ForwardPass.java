package org.gan4j.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.gan4j.engine.Bundle;
import org.gan4j.engine.Program;
import org.gan4j.engine.RecordedCalls;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * The forward pass of a network in one mode: all its layers as one function, and so as one call of the engine.
 *
 * <p>Either autograd records it, or it keeps what the written way back needs, and autograd sees nothing of it.
 */
final class ForwardPass extends Script {

    /**
     * What goes in and out besides.
     *
     * @param parts some batches of one size, one after the other
     * @param whole whether they come as one array already
     * @param placed whether the output is to be written into an array
     */
    record Form(int parts, boolean whole, boolean placed) {}

    private static final Form PLAIN = new Form(1, false, false);

    private final Mode mode;
    private final Precision precision;
    private final boolean keeps;
    private final Form form;

    /** The path of the last layer, and whether it can write where it is told. */
    private final String last;

    private boolean takesPlace;

    /** The names of all arrays, in the order of the function's arguments. */
    private final List<String> names;

    private final List<String> outputs = new ArrayList<>();

    /** The texts of what is kept, by the layer's name for it with the names of the layers around it. */
    private final Map<String, String> kept = new LinkedHashMap<>();

    /** Those of them that all samples share. */
    private final Set<String> shared = new LinkedHashSet<>();

    /** The places of the states that are replaced, and the texts of their new values: the last results of the function. */
    private final Map<Integer, String> replaced = new LinkedHashMap<>();

    /** What autograd records, or nobody; {@code null} if this keeps. */
    private final TorchScriptFunction function;

    /** The same if it keeps; else {@code null}. */
    private final Program program;

    private final LayerPath path = new LayerPath();

    /** A pass that autograd records, or nobody. */
    ForwardPass(Layer layer, Mode mode, Precision precision) {
        this(layer, mode, precision, false, PLAIN);
    }

    /** A pass in some form. If it keeps, the first output is as many leaves as there are parts. */
    ForwardPass(Layer layer, Mode mode, Precision precision, boolean keeps, Form form) {
        this.mode = mode;
        this.precision = precision;
        this.keeps = keeps;
        this.form = form;
        this.names = layer.weights().stream().map(Layer.Weight::name).toList();
        this.last = layer.leaves().keySet().stream().reduce("", (earlier, later) -> later + ".");
        List<String> inputs = form.whole()
                ? List.of("x")
                : IntStream.range(0, form.parts()).mapToObj(i -> "x" + i).toList();
        if (!form.whole()) {
            statements().add(form.parts() > 1 ? "x = torch.cat([" + String.join(", ", inputs) + "], 0)" : "x = x0");
        }
        outputs.add(0, layer.forward(this, "x"));
        List<String> results = new ArrayList<>(form.parts() > 1 ? halves() : outputs);
        String arguments = String.join(": Tensor, ", inputs) + ": Tensor" + (form.placed() ? ", place: Tensor" : "");
        if (keeps) {
            // In place: what the way back reads of them is kept.
            replaced.forEach((place, value) -> statements().add("torch.copy_(" + array(place) + ", " + value + ")"));
            statements().add("return (" + list(results) + ", " + list(keptNames()) + ")");
            this.program = new Program(arguments + ", arrays: List[Tensor]", statements());
            this.function = null;
        } else {
            results.addAll(replaced.values());
            statements().add("return " + (results.size() == 1 ? results.get(0) : list(results)));
            this.program = null;
            this.function = new TorchScriptFunction(
                    arguments + (names.isEmpty() ? "" : ", arrays: Tensor[n]"),
                    statements().toArray(String[]::new));
        }
    }

    private List<String> halves() {
        String y = let(outputs.get(0));
        return IntStream.range(0, form.parts())
                .mapToObj(i -> chunk(y, form.parts(), i))
                .toList();
    }

    /** A list of tensors, which may be empty. */
    static String list(Collection<String> values) {
        return "annotate(List[Tensor], [" + String.join(", ", values) + "])";
    }

    /** One of some equal parts of a batch. */
    static String chunk(String value, int parts, int part) {
        return "torch.chunk(" + value + ", " + parts + ", 0)[" + part + "]";
    }

    /**
     * Runs the pass.
     *
     * @param input a batch
     * @param arrays the arrays of all layers; the states among them become those after the pass
     * @return the outputs
     */
    NDList run(NDArray input, List<NDArray> arrays) {
        NDList arguments = new NDList(1 + arrays.size());
        arguments.add(input);
        arguments.addAll(arrays);
        NDList results = function.call(arguments);
        int next = results.size() - replaced.size();
        NDList outputs = results.subNDList(0, next);
        if (!replaced.isEmpty()) {
            RecordedCalls.miss();
        }
        for (int place : replaced.keySet()) {
            // Not written into: a backward pass may still read what was there.
            arrays.get(place).intern(results.get(next++));
        }
        return outputs;
    }

    /**
     * Runs the pass, and keeps what the way back needs.
     *
     * @param inputs a batch for each part
     * @param given the same, or what this form wants
     * @param arrays the arrays of all layers; the states among them become those after the pass
     * @return the outputs, and what is kept
     */
    Program.Results keep(NDList inputs, List<NDArray> given, Bundle arrays) {
        List<Object> arguments = new ArrayList<>(given);
        arguments.add(arrays);
        return program.call(inputs.head().getManager(), arguments);
    }

    /** Whether the last layer writes into the place. */
    boolean takesPlace() {
        return takesPlace;
    }

    /** The names of all arrays, in their order. */
    List<String> arrayNames() {
        return names;
    }

    int parts() {
        return form.parts();
    }

    /** The names that the kept values have in the text, in the order in which they are handed out. */
    List<String> keptNames() {
        return kept.values().stream().distinct().toList();
    }

    /** The place of a kept value. */
    int keptPlace(String path) {
        int place = keptNames().indexOf(kept.get(path));
        if (place < 0) {
            throw new IllegalStateException("the forward pass keeps no " + path + " but " + kept.keySet());
        }
        return place;
    }

    boolean isKept(String path) {
        return kept.containsKey(path);
    }

    boolean isShared(String path) {
        return shared.contains(path);
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
    public boolean keeps() {
        return keeps;
    }

    @Override
    public String keep(String name, String value) {
        if (!keeps) {
            return value;
        }
        String named = let(value);
        kept.put(path.of(name), named);
        return named;
    }

    @Override
    public String keepShared(String name, String value) {
        if (keeps) {
            shared.add(path.of(name));
        }
        return keep(name, value);
    }

    @Override
    public String array(String name) {
        return array(place(name));
    }

    private static String array(int place) {
        return "arrays[" + place + "]";
    }

    private int place(String name) {
        return names.indexOf(path.of(name));
    }

    @Override
    public String part(String name, Layer layer, String input) {
        return path.within(name, () -> layer.forward(this, input));
    }

    @Override
    public String place() {
        if (!form.placed() || !path.of("").equals(last)) {
            return "";
        }
        takesPlace = true;
        return ", out=place";
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
