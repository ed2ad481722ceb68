package org.gan4j.torchscript;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TorchScript function for lists of every length, each length compiled when it is first asked for.
 *
 * <pre>{@code
 * var family = new TorchScriptFamily("Halve", "weights: Tensor[n]", "torch._foreach_mul_(weights, 0.5)", "return weights[0]");
 * family.of(weights.size()).run(weights);
 * }</pre>
 *
 * <p>To make a family does not start the engine. What is compiled lives as long as the process: keep it in a static field.
 */
public final class TorchScriptFamily {

    private final String name;
    private final String arguments;
    private final String[] body;
    private final Map<Integer, TorchScriptFunction> compiled = new ConcurrentHashMap<>();

    /**
     * Describes the functions.
     *
     * @param name an identifier that, with a number behind it, is unique in the process
     * @param arguments as those of {@link TorchScriptFunction#compile}, with {@code Tensor[n]} for a list of the asked length
     * @param body the statements, a line each
     */
    public TorchScriptFamily(String name, String arguments, String... body) {
        this.name = name;
        this.arguments = arguments;
        this.body = body.clone();
    }

    /**
     * The function for one length.
     *
     * @param n the length of every {@code Tensor[n]}, at least 1
     * @return the function, the same each time
     * @throws IllegalArgumentException if the engine refuses the text, as it does for a length of 0
     */
    public TorchScriptFunction of(int n) {
        return compiled.computeIfAbsent(
                n,
                length ->
                        TorchScriptFunction.compile(name + length, arguments.replace("[n]", "[" + length + "]"), body));
    }
}
