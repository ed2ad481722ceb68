package org.gan4j.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gan4j.torchscript.TorchScriptFunction;

/** The slopes of scores at the samples of a pass, as one call. */
final class Slopes {

    private final int part;
    private final boolean labelled;
    private final List<String> weights = new ArrayList<>();
    private final Map<String, Integer> names = new LinkedHashMap<>();
    private final TorchScriptFunction function;

    /**
     * Writes the function.
     *
     * @param layer the network
     * @param pass the pass
     * @param part which of its batches
     * @param classBy which outputs make up a score
     */
    Slopes(Layer layer, ForwardPass pass, int part, ClassBy classBy) {
        this.part = part;
        this.labelled = classBy.isTold();
        Sweep sweep = new Sweep();
        sweep.turnTo(pass, "kept", new ReadArrays("weights", weights));
        // 1 for what makes up the score, 0 for whatever else stands in a row of output.
        sweep.add(classBy.derivative());
        List<String> results = new ArrayList<>();
        results.add(ForwardPass.leaf(sweep.slope(layer, part, "ones")));
        sweep.newlyKept().forEach((path, text) -> {
            if (!results.contains(text)) {
                results.add(text);
            }
            names.put(path, results.indexOf(text) - 1);
        });
        this.function = new TorchScriptFunction(
                (labelled ? "labels: Tensor, " : "") + "output: Tensor, kept: Tensor["
                        + pass.keptNames().size() + "]" + (weights.isEmpty() ? "" : ", weights: Tensor[n]"),
                sweep.text("return [" + String.join(", ", results) + "]").toArray(String[]::new));
    }

    /**
     * Finds the slopes, and notes them with the pass.
     *
     * @param pass a pass of the text that this was written for
     * @param arrays the network's arrays
     * @param labels of the samples, if they matter
     * @return a leaf
     */
    NDArray of(Pass pass, Map<String, NDArray> arrays, NDArray labels) {
        NDList arguments = labelled ? new NDList(labels) : new NDList();
        arguments.add(pass.outputs().get(part));
        arguments.addAll(pass.kept());
        weights.forEach(name -> arguments.add(arrays.get(name)));
        NDList results = function.call(arguments);
        pass.slopes().add(new Pass.Slope(part, results.head(), names, results.subNDList(1)));
        return results.head();
    }

    /**
     * Arrays of a network that a text reads alone, as a list of those that it has asked for.
     *
     * @param list the list's name
     * @param used the arrays asked for so far
     */
    record ReadArrays(String list, List<String> used) implements Sweep.Arrays {

        @Override
        public String weight(String path) {
            if (!used.contains(path)) {
                used.add(path);
            }
            return list + "[" + used.indexOf(path) + "]";
        }

        @Override
        public void gradient(String path, String value) {
            throw new IllegalStateException("the array " + path + " is held fixed");
        }

        @Override
        public void gradient(String path, String left, String right) {
            gradient(path, left);
        }
    }
}
