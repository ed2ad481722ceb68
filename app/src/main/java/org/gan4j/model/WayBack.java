package org.gan4j.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The gradients of a loss to the weights of one network, with the networks' derivatives written out.
 *
 * <p>The networks' outputs and slopes are leaves, so that autograd sees the formula of the loss alone. From its gradients at the leaves,
 * the layers' own text leads back to the weights: through the network that is held fixed, where there is one, and through the one that
 * learns. All that is one text, to which the update of the weights can be appended.
 */
public final class WayBack {

    private final Network learner;
    private final List<Network> networks;
    private final Map<String, WayBackText> texts = new HashMap<>();

    /**
     * Makes networks keep what the way back needs, from their next pass on.
     *
     * @param learner the network that learns
     * @param through a network that is held fixed, and whose input the other one makes; none if the loss reads what the learner makes
     */
    public WayBack(Network learner, Network... through) {
        this.learner = learner;
        this.networks = new ArrayList<>(List.of(through));
        this.networks.add(learner);
        this.networks.forEach(Network::keepPasses);
    }

    /**
     * The gradients, as a text to which the update of the weights can be appended.
     *
     * @param arguments the text's arguments; it also reads the weights that learn, a list {@code weights}
     * @param statements after which there is a list {@code gradients}; equal instances for equal texts
     * @param arrays the arguments' arrays
     */
    public record Gradients(String arguments, List<String> statements, NDList arrays) {}

    /**
     * Whether an array is a leaf itself, and not computed from one.
     *
     * @param array any array
     * @return true if it is an output of a pass that {@link #of} will go back through
     */
    public boolean isLeaf(NDArray array) {
        return networks.stream().anyMatch(network -> network.keepPasses().haveMade(array));
    }

    /**
     * What leads back from a loss to the learner's weights. All passes since the last call are gone through, and forgotten.
     *
     * @param loss a scalar that autograd differentiates at the leaves, if there is one
     * @param stated more gradients, by the leaf that each is a gradient to
     * @return the gradients
     */
    public Gradients of(Optional<NDArray> loss, Map<NDArray, NDArray> stated) {
        List<Step> steps = new ArrayList<>();
        NDList leaves = new NDList();
        for (Network network : networks) {
            for (Pass pass : network.keepPasses().take()) {
                steps.add(new Step(network, pass, leaves.size()));
                leaves.addAll(pass.leaves());
            }
        }
        List<Integer> known = IntStream.range(0, leaves.size())
                .filter(leaf -> stated.containsKey(leaves.get(leaf)))
                .boxed()
                .toList();
        String key = loss.isPresent() + " " + known
                + steps.stream().map(step -> keyOf(step, leaves)).collect(Collectors.joining());
        WayBackText text =
                texts.computeIfAbsent(key, unknown -> new WayBackText(learner, steps, leaves, loss.isPresent(), known));

        NDList arrays = new NDList();
        known.forEach(leaf -> arrays.add(stated.get(leaves.get(leaf))));
        loss.ifPresent(value -> arrays.addAll(new NDList(value).addAll(leaves)));
        for (Step step : steps) {
            arrays.addAll(step.pass.kept());
            step.pass.slopes().forEach(slope -> arrays.addAll(slope.kept()));
        }
        text.read()
                .forEach((network, names) ->
                        names.forEach(name -> arrays.add(network.weights().get(name))));
        return new Gradients(text.arguments(), text.statements(), arrays);
    }

    /**
     * A pass to go back through.
     *
     * @param network of which network
     * @param pass the pass
     * @param leaf the place of its first leaf among all leaves
     */
    record Step(Network network, Pass pass, int leaf) {

        /** The place of the leaf that is the input; -1 if it is none. */
        int source(NDList leaves) {
            return IntStream.range(0, leaves.size())
                    .filter(i -> leaves.get(i) == pass.input())
                    .findFirst()
                    .orElse(-1);
        }
    }

    /** The same for steps that have the same text. */
    private String keyOf(Step step, NDList leaves) {
        Pass pass = step.pass;
        return " " + networks.indexOf(step.network) + "," + pass.text().parts() + ","
                + pass.outputs().size() + ","
                + pass.judged() + "," + step.source(leaves)
                + pass.slopes().stream().map(slope -> "/" + slope.part()).collect(Collectors.joining());
    }
}
