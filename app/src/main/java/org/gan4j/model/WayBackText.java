package org.gan4j.model;

import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The text of a {@link WayBack} through passes of one kind.
 *
 * <pre>
 * found = gradients of the loss at the leaves, by autograd
 * held networks:  back to their inputs, which are leaves of the learner's
 * the learner:    ahead with the gradients to slopes, then back to its weights
 * gradients = [...]
 * </pre>
 */
final class WayBackText {

    private final Network learner;
    private final boolean byAutograd;
    private final List<Integer> known;
    private final List<String> arguments = new ArrayList<>();
    private final List<String> statements;
    private final Map<Network, List<String>> read = new LinkedHashMap<>();
    private final Sweep sweep = new Sweep();
    private final LearningArrays learning;

    /** What comes to a leaf by the ways back through held networks. */
    private final Map<Integer, String> sums = new HashMap<>();

    /**
     * Writes the text.
     *
     * @param learner the network that learns
     * @param steps the passes, those of held networks first
     * @param leaves all leaves
     * @param byAutograd whether there is a loss that autograd differentiates
     * @param known the places of the leaves to which gradients are given
     */
    WayBackText(Network learner, List<WayBack.Step> steps, NDList leaves, boolean byAutograd, List<Integer> known) {
        this.learner = learner;
        this.byAutograd = byAutograd;
        this.known = known;
        this.learning = new LearningArrays(sweep, learner.trainableNames());
        if (!known.isEmpty()) {
            list("known", known.size());
        }
        if (byAutograd) {
            arguments.add("loss: Tensor");
            list("leaves", leaves.size());
            // A loss may happen not to depend on anything, as a lazy penalty that is not due.
            sweep.add(List.of(
                    "if ops.prim.requires_grad(loss):",
                    "  found = torch.grad([loss], leaves, None, None, False, True)",
                    "else:",
                    "  found = annotate(List[Optional[Tensor]], ["
                            + String.join(", ", Collections.nCopies(leaves.size(), "None")) + "])"));
        }
        for (int i = 0; i < steps.size(); i++) {
            WayBack.Step step = steps.get(i);
            list("kept" + i, step.pass().kept().size());
            if (step.network() == learner) {
                learn(step, i);
            } else {
                passThrough(step, i, step.source(leaves));
            }
        }
        read.values().forEach(names -> list("held", names.size()));
        this.statements = sweep.text("gradients = [" + learning.list() + "]");
    }

    /** One more argument, a list. */
    private void list(String name, int length) {
        arguments.add(name + ": Tensor[" + length + "]");
    }

    /** From the output of a held network to its input. */
    private void passThrough(WayBack.Step step, int number, int source) {
        List<String> names = read.computeIfAbsent(step.network(), network -> new ArrayList<>());
        sweep.turnTo(step.pass().text(), "kept" + number, new Slopes.ReadArrays("held", names));
        String toInput = sweep.let(sweep.back(step.network().layer(), gradient(step.leaf()), codes(step)));
        sums.merge(source, toInput, (one, other) -> sweep.let("torch.add(" + one + ", " + other + ")"));
    }

    /** From the leaves of the learner to its weights. */
    private void learn(WayBack.Step step, int number) {
        Pass pass = step.pass();
        sweep.turnTo(pass.text(), "kept" + number, learning);
        for (int i = 0; i < pass.slopes().size(); i++) {
            Pass.Slope slope = pass.slopes().get(i);
            String list = "slope" + number + "_" + i;
            list(list, slope.kept().size());
            Map<String, String> keptBySlope = new HashMap<>();
            slope.names().forEach((path, place) -> keptBySlope.put(path, list + "[" + place + "]"));
            String change = gradient(step.leaf() + pass.outputs().size() + i);
            sweep.ahead(learner.layer(), slope.part(), keptBySlope, change);
        }
        if (pass.judged()) {
            if (isReached(step)) {
                sweep.back(learner.layer(), toOutput(step), codes(step));
            }
        } else if (learner.layer().bends()) {
            sweep.back(learner.layer(), zeros(step.leaf()), null);
        }
    }

    /** Whether anything can come to the outputs of a pass. */
    private boolean isReached(WayBack.Step step) {
        return byAutograd || sums.containsKey(step.leaf()) || known.contains(step.leaf());
    }

    private String toOutput(WayBack.Step step) {
        int parts = step.pass().text().parts();
        if (parts > 1) {
            List<String> gradients = new ArrayList<>();
            for (int i = 0; i < parts; i++) {
                gradients.add(gradient(step.leaf() + i));
            }
            return "torch.cat([" + String.join(", ", gradients) + "], 0)";
        }
        String sum = sums.get(step.leaf());
        if (sum == null) {
            return gradient(step.leaf());
        }
        return byAutograd ? sweep.plus(sum, "found[" + step.leaf() + "]") : sum;
    }

    /** The gradient of the loss to a leaf. */
    private String gradient(int leaf) {
        int place = known.indexOf(leaf);
        String found = "found[" + leaf + "]";
        if (place < 0) {
            return sweep.or(found, zeros(leaf));
        }
        String stated = "known[" + place + "]";
        return byAutograd ? sweep.plus(stated, found) : stated;
    }

    private static String zeros(int leaf) {
        return "torch.zeros_like(torch.detach(leaves[" + leaf + "]))";
    }

    /** The gradient to the second output, which the loss may not depend on; {@code null} if there is none. */
    private String codes(WayBack.Step step) {
        boolean second =
                step.pass().text().parts() == 1 && step.pass().outputs().size() > 1;
        return second && byAutograd ? "found[" + (step.leaf() + 1) + "]" : null;
    }

    /** The text's arguments. */
    String arguments() {
        return arguments.stream().collect(Collectors.joining(", "));
    }

    /** The text. */
    List<String> statements() {
        return statements;
    }

    /** The arrays of held networks that it reads. */
    Map<Network, List<String>> read() {
        return read;
    }
}
