package org.gan4j.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The weights that learn, a list {@code weights} of a text, and the sums of their gradients so far.
 *
 * @param sweep the text
 * @param names the weights, in the list's order
 * @param sums the names of the sums, by weight
 */
record LearningArrays(Sweep sweep, List<String> names, Map<String, String> sums) implements Sweep.Arrays {

    LearningArrays(Sweep sweep, List<String> names) {
        this(sweep, names, new HashMap<>());
    }

    @Override
    public String weight(String path) {
        return "weights[" + names.indexOf(path) + "]";
    }

    @Override
    public void gradient(String path, String value) {
        String sum = sums.get(path);
        if (sum == null) {
            sums.put(path, sweep.let(value));
        } else {
            sweep.add(List.of("torch.add_(" + sum + ", " + value + ")"));
        }
    }

    @Override
    public void gradient(String path, String left, String right) {
        String transposed = "torch.t(" + left + ")";
        String sum = sums.get(path);
        if (sum != null && sweep.precision() != Precision.BFLOAT16) {
            sweep.add(List.of("torch.addmm_(" + sum + ", " + transposed + ", " + right + ")"));
        } else {
            gradient(path, sweep.precision().product("torch.mm(%s, %s)", transposed, right));
        }
    }

    /** The gradients in the order of the weights. */
    String list() {
        return names.stream()
                .map(name -> sums.getOrDefault(name, "torch.zeros_like(" + weight(name) + ")"))
                .collect(Collectors.joining(", "));
    }
}
