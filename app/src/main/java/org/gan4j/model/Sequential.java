package org.gan4j.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Layers one after another. Their names are their numbers from 0, as in PyTorch's {@code nn.Sequential}, so that its
 * {@code load_state_dict} takes the arrays {@code 0.weight}, {@code 0.bias}, {@code 2.weight} as they are.
 *
 * @param layers from input to output
 */
public record Sequential(List<Layer> layers) implements Layer {

    /** Keeps a list of its own. */
    public Sequential {
        layers = List.copyOf(layers);
    }

    /**
     * These layers and more after them.
     *
     * @param more the layers after these
     * @return all of them
     */
    public Sequential then(List<? extends Layer> more) {
        List<Layer> all = new ArrayList<>(layers);
        all.addAll(more);
        return new Sequential(all);
    }

    @Override
    public Map<String, Layer> parts() {
        Map<String, Layer> parts = new LinkedHashMap<>();
        layers.forEach(layer -> parts.put(String.valueOf(parts.size()), layer));
        return parts;
    }

    @Override
    public String forward(Script script, String input) {
        return through(script, parts().entrySet(), input);
    }

    @Override
    public String back(Sweep sweep, String gradient) {
        List<Map.Entry<String, Layer>> parts = new ArrayList<>(parts().entrySet());
        Collections.reverse(parts);
        return through(sweep, parts, gradient);
    }

    @Override
    public String ahead(Sweep sweep, String change) {
        return through(sweep, parts().entrySet(), change);
    }

    private static String through(Script script, Collection<Map.Entry<String, Layer>> parts, String input) {
        String value = input;
        for (Map.Entry<String, Layer> part : parts) {
            value = script.part(part.getKey(), part.getValue(), value);
        }
        return value;
    }

    @Override
    public String onnx(OnnxGraph graph, String input) {
        String value = input;
        for (Map.Entry<String, Layer> part : parts().entrySet()) {
            value = graph.part(part.getKey(), part.getValue(), value);
        }
        return value;
    }
}
