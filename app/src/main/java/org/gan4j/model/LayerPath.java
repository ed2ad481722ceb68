package org.gan4j.model;

import java.util.function.Supplier;

/** Where among nested layers something is being written: {@code 1.weight} is an array of the layer that a network calls {@code 1}. */
public final class LayerPath {

    private String prefix = "";

    /**
     * The path of something that belongs to the layer that is being written.
     *
     * @param name its name in that layer
     * @return its name in the whole network
     */
    public String of(String name) {
        return prefix + name;
    }

    /**
     * Goes into a part of the layer, and comes back.
     *
     * @param part what the layer calls it
     * @param written writes the part
     * @return what came of it
     */
    public String within(String part, Supplier<String> written) {
        String outer = prefix;
        prefix = outer + part + ".";
        String result = written.get();
        prefix = outer;
        return result;
    }
}
