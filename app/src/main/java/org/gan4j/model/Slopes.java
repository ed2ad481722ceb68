package org.gan4j.model;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.gan4j.engine.Bundle;
import org.gan4j.engine.Program;

/** The slopes of scores at the samples of a pass, as one call. */
final class Slopes {

    private final int part;
    private final boolean labelled;
    private final Map<String, Integer> names = new LinkedHashMap<>();
    private final Program program;

    /**
     * Writes the program.
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
        sweep.turnTo(pass, "kept", new FixedArrays("arrays", pass.arrayNames()));
        // 1 for what makes up the score, 0 for whatever else stands in a row of output.
        sweep.add(classBy.derivative());
        String slopes = sweep.slope(layer, part, ClassBy.ONES);
        List<String> kept = List.copyOf(new LinkedHashSet<>(sweep.newlyKept().values()));
        sweep.newlyKept().forEach((path, text) -> names.put(path, kept.indexOf(text)));
        this.program = new Program(
                (labelled ? "labels: Tensor, " : "") + "output: Tensor, kept: List[Tensor], arrays: List[Tensor]",
                sweep.text("return ([" + slopes + "], " + ForwardPass.list(kept) + ")"));
    }

    /** The places of what the way of the slopes keeps, by the names that it gives. */
    Map<String, Integer> names() {
        return names;
    }

    /**
     * Finds the slopes.
     *
     * @param pass a pass of the text that this was written for
     * @param arrays the network's arrays
     * @param labels of the samples, if they matter
     * @return the slopes, and what their way keeps
     */
    Program.Results of(Pass pass, Bundle arrays, NDArray labels) {
        List<Object> values = new ArrayList<>();
        if (labelled) {
            values.add(labels);
        }
        values.addAll(List.of(pass.outputs().get(part), pass.kept(), arrays));
        return program.call(pass.input().getManager(), values);
    }

    /**
     * Arrays of a network that a text reads alone.
     *
     * @param list the name of their list
     * @param names their names, in its order
     */
    record FixedArrays(String list, List<String> names) implements Sweep.Arrays {

        @Override
        public String weight(String path) {
            return list + "[" + names.indexOf(path) + "]";
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
