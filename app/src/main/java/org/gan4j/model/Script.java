package org.gan4j.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A forward pass as TorchScript text in the making, as a layer sees it. Values are texts of expressions.
 */
public abstract class Script {

    private final List<String> statements = new ArrayList<>();
    private int names;

    /**
     * An array of the layer at hand.
     *
     * @param name its name in the layer
     * @return the text that stands for it
     */
    public abstract String array(String name);

    /**
     * Writes a part of the layer at hand.
     *
     * @param name the part's name
     * @param layer the part
     * @param input the text of its input
     * @return the text of its output
     */
    public abstract String part(String name, Layer layer, String input);

    /**
     * How the network runs.
     *
     * @return the mode, for layers that keep state
     */
    public abstract Mode mode();

    /**
     * How precisely it multiplies.
     *
     * @return the precision, for layers with products
     */
    public Precision precision() {
        return Precision.FLOAT32;
    }

    /**
     * A name that nothing bears yet.
     *
     * @return the name of a variable
     */
    public final String name() {
        return "v" + names++;
    }

    /**
     * Adds statements, which run before whatever is written later.
     *
     * @param lines a line each
     */
    public final void add(List<String> lines) {
        statements.addAll(lines);
    }

    /**
     * Gives an expression a name, so that it may be used more than once, and is computed before whatever is written later.
     *
     * @param expression the text of a value
     * @return the name; the expression itself if it is one
     */
    public final String let(String expression) {
        if (isName(expression)) {
            return expression;
        }
        String name = name();
        add(List.of(name + " = " + expression));
        return name;
    }

    /**
     * Where the layer at hand is to write its output.
     *
     * @return the end of a call's arguments, as {@code , out=place}; empty where that is the engine's matter
     */
    public String place() {
        return "";
    }

    /**
     * Makes an intermediate result one more output of the network, after the last layer's. Without effect where there is one alone.
     *
     * @param value its text
     */
    public void output(String value) {}

    /**
     * Replaces a state of the layer at hand after the pass. Without effect in inference.
     *
     * @param name its name in the layer
     * @param value the text of its new value, through which no gradient flows
     */
    public void replace(String name, String value) {}

    /**
     * Whether the way back is written out, so that autograd records nothing.
     *
     * @return true if what the way back needs is to be kept
     */
    public boolean keeps() {
        return false;
    }

    /**
     * Keeps a value of each sample for the way back, where that is written out.
     *
     * @param name its name in the layer at hand
     * @param value its text
     * @return the text to go on with
     */
    public String keep(String name, String value) {
        return value;
    }

    /**
     * Keeps a value that all samples of the batch share.
     *
     * @param name its name in the layer at hand
     * @param value its text
     * @return the text to go on with
     */
    public String keepShared(String name, String value) {
        return value;
    }

    /**
     * Whether a value may be overwritten: nothing else refers to it, and autograd does not look on.
     *
     * @param value its text
     * @return true if it is a result that has no name yet, and autograd records nothing
     */
    public final boolean mayOverwrite(String value) {
        return keeps() && !isName(value);
    }

    private static boolean isName(String value) {
        return value.matches("\\w+");
    }

    /**
     * The text so far.
     *
     * @return the statements, a line each
     */
    protected final List<String> statements() {
        return statements;
    }
}
