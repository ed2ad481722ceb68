package org.gan4j.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ways through networks that have made their forward passes, as TorchScript text in the making: back with gradients, back with slopes,
 * and ahead with what a penalty says of slopes.
 */
public final class Sweep extends Script {

    /** Which way the layers are gone through. */
    private enum Way {
        /** Back, with the slopes of scores. */
        SLOPE,
        /** Back, with the gradients of a loss. */
        BACK,
        /** From the input on, with the gradients of a penalty to slopes. */
        AHEAD
    }

    /** Where the text has the arrays of a network. */
    interface Arrays {
        /** The text of a weight. */
        String weight(String path);

        /** Adds to a weight's gradient. */
        void gradient(String path, String value);

        /** Adds a product to a weight's gradient. */
        void gradient(String path, String left, String right);
    }

    private static final int WHOLE = -1;

    private Arrays arrays;
    private Way way;
    private ForwardPass pass;
    private String keptList;
    private int part;
    private Map<String, String> keptBySlope = Map.of();
    private String codes;
    private final LayerPath path = new LayerPath();

    private final Map<String, String> narrowed = new HashMap<>();
    private final Map<String, String> bends = new HashMap<>();
    private final Map<String, String> newlyKept = new LinkedHashMap<>();

    /** Turns to a pass, whose kept values the text has as a list. */
    void turnTo(ForwardPass pass, String keptList, Arrays arrays) {
        this.pass = pass;
        this.keptList = keptList;
        this.arrays = arrays;
        bends.clear();
        wholeBatch();
    }

    private void wholeBatch() {
        part = WHOLE;
        narrowed.clear();
    }

    private void partOfBatch(int index) {
        part = pass.parts() == 1 ? WHOLE : index;
        narrowed.clear();
    }

    /**
     * Goes back with the slopes of one part of the batch.
     *
     * @param layer the network
     * @param index which part
     * @param slope the text of the slopes of the score to the outputs
     * @return the text of the slopes at the samples
     */
    String slope(Layer layer, int index, String slope) {
        way = Way.SLOPE;
        partOfBatch(index);
        newlyKept.clear();
        return layer.back(this, slope);
    }

    /** What the last way of slopes has kept: names with the layers around them, and texts. */
    Map<String, String> newlyKept() {
        return newlyKept;
    }

    /**
     * Goes ahead with the gradients to the slopes at one part of the batch.
     *
     * @param layer the network
     * @param index which part
     * @param keptBySlope what the slopes' way back has kept: names and texts
     * @param change the text of the gradients
     */
    void ahead(Layer layer, int index, Map<String, String> keptBySlope, String change) {
        way = Way.AHEAD;
        partOfBatch(index);
        this.keptBySlope = keptBySlope;
        layer.ahead(this, change);
    }

    /**
     * Goes back with the gradients of a loss.
     *
     * @param layer the network
     * @param gradient the text of the gradient to the first output
     * @param codes the text of the gradient to the second output; {@code null} if there is none
     * @return the text of the gradient to the input
     */
    String back(Layer layer, String gradient, String codes) {
        way = Way.BACK;
        wholeBatch();
        this.codes = codes;
        return layer.back(this, gradient);
    }

    @Override
    public String array(String name) {
        return arrays.weight(path.of(name));
    }

    @Override
    public Mode mode() {
        return pass.mode();
    }

    @Override
    public Precision precision() {
        return pass.precision();
    }

    @Override
    public String part(String name, Layer layer, String value) {
        return path.within(name, () -> way == Way.AHEAD ? layer.ahead(this, value) : layer.back(this, value));
    }

    @Override
    public String keep(String name, String value) {
        String named = let(value);
        if (way == Way.SLOPE) {
            newlyKept.put(path.of(name), named);
        }
        return named;
    }

    /**
     * What was kept: of the forward pass, or of the way of the slopes.
     *
     * @param name its name in the layer at hand
     * @return the text that stands for it
     */
    public String kept(String name) {
        String whose = path.of(name);
        if (!pass.isKept(whose)) {
            return keptBySlope.get(whose);
        }
        String whole = keptList + "[" + pass.keptPlace(whose) + "]";
        return part == WHOLE || pass.isShared(whose)
                ? whole
                : narrowed.computeIfAbsent(whole, all -> let(ForwardPass.chunk(all, pass.parts(), part)));
    }

    /**
     * Whether a layer may write over the gradient to its output: whether nothing else reads that.
     *
     * @param gradient the text of the gradient
     * @param readAgain whether the layer needs the gradient where a penalty on slopes comes through it later
     * @return true if it is a product that has no name yet
     */
    public boolean mayOverwriteGradient(String gradient, boolean readAgain) {
        return gradient.startsWith("torch.mm(") && (way == Way.BACK || !readAgain);
    }

    /**
     * Whether the weights learn.
     *
     * @return true if their gradients are wanted
     */
    public boolean wantsGradients() {
        return way == Way.BACK && mode() == Mode.LEARNING;
    }

    /**
     * Adds to the gradient of a weight.
     *
     * @param name the weight's name in the layer at hand
     * @param value the text of an addition
     */
    public void toWeight(String name, String value) {
        arrays.gradient(path.of(name), value);
    }

    /**
     * Adds {@code leftᵀ·right} to the gradient of a weight.
     *
     * @param name the weight's name in the layer at hand
     * @param left the text of the left factor, a row a sample
     * @param right the text of the right factor, a row a sample
     */
    public void toWeight(String name, String left, String right) {
        arrays.gradient(path.of(name), left, right);
    }

    /**
     * Notes what a penalty on slopes sends to a place where the layer at hand bends. It joins the way back there.
     *
     * @param place the layer's name for the place
     * @param value the text of the gradient
     */
    public void bend(String place, String value) {
        bends.put(path.of(place + part), let(value));
    }

    /**
     * A gradient with what {@link #bend} has noted.
     *
     * @param place the layer's name for the place
     * @param gradient the text of the gradient there
     * @return the text of the sum
     */
    public String bent(String place, String gradient) {
        if (way != Way.BACK) {
            return gradient;
        }
        String sum = gradient;
        for (int i = WHOLE; i < pass.parts(); i++) {
            String noted = bends.get(path.of(place + i));
            if (noted != null) {
                sum = let(sum);
                String rows = i == WHOLE ? sum : ForwardPass.chunk(sum, pass.parts(), i);
                add(List.of("torch.add_(" + rows + ", " + noted + ")"));
            }
        }
        return sum;
    }

    /**
     * The gradient to a value that is an output of the network too.
     *
     * @param gradient the text of the gradient by way of the layers after it
     * @return the text of the sum with the gradient of the output, if that has one
     */
    public String plusOutput(String gradient) {
        return way == Way.BACK && codes != null ? "torch.add(" + gradient + ", " + codes + ")" : gradient;
    }

    /** The text so far, with one more statement. */
    List<String> text(String last) {
        List<String> text = new ArrayList<>(statements());
        text.add(last);
        return text;
    }
}
