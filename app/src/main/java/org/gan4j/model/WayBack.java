package org.gan4j.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * The gradients of a loss to the weights of one network, with the networks' derivatives written out.
 *
 * <p>The networks' outputs and slopes are leaves, so that autograd sees the formula of the loss alone. From its gradients at the leaves,
 * the layers' own text leads back to the weights: through the network that is held fixed, where there is one, and through the one that
 * learns. All that is one text, to which the update of the weights can be appended.
 */
public final class WayBack {

    private static final TorchScriptFunction GRADIENTS = new TorchScriptFunction(
            "loss: Tensor, leaves: Tensor[n]",
            // A loss may happen not to depend on anything, as a lazy penalty that is not due.
            "if ops.prim.requires_grad(loss):",
            "  found = torch.grad([loss], leaves, None, None, False, True)",
            "else:",
            "  found = annotate(List[Optional[Tensor]], [])",
            "  for i in range(torch.len(leaves)):",
            "    found.append(None)",
            "gradients = annotate(List[Tensor], [])",
            "for i in range(torch.len(leaves)):",
            "  gradient = found[i]",
            "  if torch.__is__(gradient, None):",
            "    gradients.append(torch.zeros_like(torch.detach(leaves[i])))",
            "  else:",
            "    gradients.append(unchecked_cast(Tensor, gradient))",
            "return gradients");

    private final Network learner;
    private final List<KeptPasses> passes = new ArrayList<>();
    private final List<Network> networks;
    private final Map<List<Object>, WayBackText> texts = new HashMap<>();

    /**
     * Makes a network keep what the way back needs, from its next pass on.
     *
     * @param learner the network that learns
     * @param autograd whether losses may be formulas of its outputs and slopes, which autograd differentiates; if not, all gradients to
     *     these are stated
     */
    public WayBack(Network learner, boolean autograd) {
        this.learner = learner;
        this.networks = List.of(learner);
        passes.add(learner.keepPasses(autograd, input -> false));
    }

    /**
     * The same for a network whose outputs another one reads, which is held fixed.
     *
     * @param learner the network that learns
     * @param autograd whether autograd is asked for gradients to its outputs
     * @param held the other network
     * @param autogradOfHeld whether autograd is asked for gradients to the other one's outputs
     */
    public WayBack(Network learner, boolean autograd, Network held, boolean autogradOfHeld) {
        this.learner = learner;
        this.networks = List.of(held, learner);
        KeptPasses learning = learner.keepPasses(autograd, input -> false);
        passes.add(held.keepPasses(autogradOfHeld, learning::haveMade));
        passes.add(learning);
    }

    /**
     * The gradients, as a text to which the update of the weights can be appended.
     *
     * @param arguments the text's arguments; it also reads the weights that learn, a list {@code weights}
     * @param statements after which there is a list {@code gradients}; equal instances for equal texts
     * @param values the arguments' values, as a {@link org.gan4j.engine.Program} takes them
     */
    public record Gradients(String arguments, List<String> statements, List<?> values) {}

    /**
     * A gradient that a text finds.
     *
     * @param leaves the outputs that it is a gradient to, one or two of one shape
     * @param names what the text reads
     * @param values the arrays of these names
     * @param text statements that set {@code slopes}: of the leaves' shapes, one after the other
     */
    public record Stated(List<NDArray> leaves, List<String> names, List<NDArray> values, List<String> text) {

        /**
         * A gradient that is known already.
         *
         * @param leaf the output that it is a gradient to
         * @param gradient the gradient
         * @return the same as text
         */
        public static Stated known(NDArray leaf, NDArray gradient) {
            return new Stated(List.of(leaf), List.of("slopes"), List.of(gradient), List.of());
        }
    }

    /**
     * Whether an array is a leaf itself, and not computed from one.
     *
     * @param array any array
     * @return true if it is an output of a pass that {@link #of} will go back through
     */
    public boolean isLeaf(NDArray array) {
        return passes.stream().anyMatch(made -> made.haveMade(array));
    }

    /**
     * What leads back from a loss to the learner's weights. All passes since the last call are gone through, and forgotten.
     *
     * @param loss a scalar that autograd differentiates at the leaves, if there is one
     * @param stated gradients that are known
     * @return the gradients
     */
    public Gradients of(Optional<NDArray> loss, List<Stated> stated) {
        List<Step> steps = new ArrayList<>();
        NDList leaves = new NDList();
        NDList ofAutograd = new NDList();
        for (int i = 0; i < networks.size(); i++) {
            for (Pass pass : passes.get(i).take()) {
                steps.add(new Step(networks.get(i), passes.get(i), pass, leaves.size()));
                leaves.addAll(pass.leaves());
                if (passes.get(i).areLeavesOfAutograd()) {
                    ofAutograd.addAll(pass.leaves());
                }
            }
        }
        List<Stated> given = new ArrayList<>(stated);
        loss.ifPresent(value -> {
            NDList found = GRADIENTS.call(new NDList(value).addAll(ofAutograd));
            IntStream.range(0, found.size())
                    .forEach(leaf -> given.add(Stated.known(ofAutograd.get(leaf), found.get(leaf))));
        });
        List<List<Integer>> places = given.stream()
                .map(gradient -> gradient.leaves().stream()
                        .map(leaf -> placeOf(leaf, leaves))
                        .toList())
                .toList();
        List<Object> key = List.of(
                places,
                given.stream().map(Stated::text).toList(),
                steps.stream().map(step -> keyOf(step, leaves)).toList());
        WayBackText text =
                texts.computeIfAbsent(key, unknown -> new WayBackText(learner, steps, leaves, given, places));
        List<Object> values = new ArrayList<>();
        given.forEach(gradient -> values.addAll(gradient.values()));
        steps.forEach(step -> step.addValues(values));
        return new Gradients(text.arguments(), text.statements(), values);
    }

    /** The place of an array among others; -1 if it is none of them. */
    private static int placeOf(NDArray array, NDList among) {
        for (int i = 0; i < among.size(); i++) {
            if (among.get(i) == array) {
                return i;
            }
        }
        return -1;
    }

    /**
     * A pass to go back through.
     *
     * @param network of which network
     * @param passes the network's passes
     * @param pass the pass
     * @param leaf the place of its first leaf among all leaves
     */
    record Step(Network network, KeptPasses passes, Pass pass, int leaf) {

        /** The place of the leaf that is the input; -1 if it is none. */
        int source(NDList leaves) {
            return placeOf(pass.input(), leaves);
        }

        /** The values of the arguments that a {@link WayBackText} has for this step. */
        void addValues(List<Object> values) {
            values.add(pass.outputs().head());
            values.add(pass.kept());
            values.add(passes.arrays());
            pass.slopes().forEach(slope -> values.add(slope.kept()));
        }
    }

    /**
     * The same for steps that have the same text.
     *
     * @param network which network
     * @param parts the batches of the pass
     * @param outputs how many there are
     * @param judged whether the outputs were asked for
     * @param source the place of the leaf that is the input
     * @param slopes at which batches slopes were asked for
     */
    private record StepKey(int network, int parts, int outputs, boolean judged, int source, List<Integer> slopes) {}

    private StepKey keyOf(Step step, NDList leaves) {
        Pass pass = step.pass;
        List<Integer> slopes = pass.slopes().stream().map(Pass.Slope::part).toList();
        return new StepKey(
                networks.indexOf(step.network),
                pass.text().parts(),
                pass.outputs().size(),
                pass.judged(),
                step.source(leaves),
                slopes);
    }
}
