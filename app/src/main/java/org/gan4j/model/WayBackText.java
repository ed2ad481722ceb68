package org.gan4j.model;

import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The text of a {@link WayBack} through passes of one kind, from gradients at their leaves.
 *
 * <pre>
 * held networks:  back to their inputs, which are leaves of the learner's
 * the learner:    ahead with the gradients to slopes, then back to its weights
 * gradients = [...]
 * </pre>
 */
final class WayBackText {

    private final Network learner;

    /** The leaves of each gradient that is given. */
    private final List<List<Integer>> given;

    private final List<String> arguments = new ArrayList<>();
    private final List<String> statements;
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
     * @param stated the gradients that are given
     * @param given the places of each one's leaves: one, or those of a pass's parts one after the other
     */
    WayBackText(
            Network learner,
            List<WayBack.Step> steps,
            NDList leaves,
            List<WayBack.Stated> stated,
            List<List<Integer>> given) {
        this.learner = learner;
        this.given = given;
        this.learning = new LearningArrays(sweep, learner.trainableNames());
        for (int i = 0; i < stated.size(); i++) {
            state(stated.get(i), i);
        }
        for (int i = 0; i < steps.size(); i++) {
            WayBack.Step step = steps.get(i);
            arguments.add("output" + i + ": Tensor");
            list("kept" + i);
            list("arrays" + i);
            if (step.network() == learner) {
                learn(step, i);
            } else {
                passThrough(step, i, step.source(leaves));
            }
        }
        this.statements = sweep.text("gradients = [" + learning.list() + "]");
    }

    /** The statements that find a gradient which is given. */
    private void state(WayBack.Stated stated, int number) {
        for (String name : stated.names()) {
            arguments.add(name + number + ": Tensor");
            sweep.add(List.of(name + " = torch.detach(" + name + number + ")"));
        }
        sweep.add(stated.text());
        sweep.add(List.of("given" + number + " = slopes"));
    }

    /** One more argument, a list. */
    private void list(String name) {
        arguments.add(name + ": List[Tensor]");
    }

    /** From the output of a held network to its input. */
    private void passThrough(WayBack.Step step, int number, int source) {
        ForwardPass text = step.pass().text();
        sweep.turnTo(text, "kept" + number, new Slopes.FixedArrays("arrays" + number, text.arrayNames()));
        String toOutput = gradient(step.leaf());
        if (toOutput != null) {
            String toInput = sweep.let(sweep.back(step.network().layer(), toOutput, codes(step)));
            sums.merge(source, toInput, (one, other) -> sweep.let(add(one, other)));
        }
    }

    /** From the leaves of the learner to its weights. */
    private void learn(WayBack.Step step, int number) {
        Pass pass = step.pass();
        sweep.turnTo(pass.text(), "kept" + number, learning);
        for (int i = 0; i < pass.slopes().size(); i++) {
            Pass.Slope slope = pass.slopes().get(i);
            String list = "slope" + number + "_" + i;
            list(list);
            Map<String, String> keptBySlope = new HashMap<>();
            slope.names().forEach((path, place) -> keptBySlope.put(path, list + "[" + place + "]"));
            String change = gradient(step.leaf() + pass.outputs().size() + i);
            if (change != null) {
                sweep.ahead(learner.layer(), slope.part(), keptBySlope, change);
            }
        }
        String toOutput = pass.judged() ? toOutput(step) : null;
        if (toOutput != null) {
            sweep.back(learner.layer(), toOutput, codes(step));
        } else if (learner.layer().bends()) {
            sweep.back(learner.layer(), "torch.zeros_like(output" + number + ")", null);
        }
    }

    /** The gradient to the first output of a pass; {@code null} if there is none. */
    private String toOutput(WayBack.Step step) {
        int parts = step.pass().text().parts();
        int first = step.leaf();
        if (parts == 1) {
            return sum(gradient(first), sums.get(first));
        }
        List<Integer> all = IntStream.range(first, first + parts).boxed().toList();
        int whole = given.indexOf(all);
        if (whole >= 0 && given.stream().noneMatch(leaves -> leaves.size() == 1 && all.contains(leaves.get(0)))) {
            return "given" + whole;
        }
        List<String> gradients = new ArrayList<>();
        all.forEach(leaf -> gradients.add(gradient(leaf)));
        return gradients.contains(null) ? null : "torch.cat([" + String.join(", ", gradients) + "], 0)";
    }

    /** The sum of the given gradients to a leaf; {@code null} if there is none. */
    private String gradient(int leaf) {
        String sum = null;
        for (int i = 0; i < given.size(); i++) {
            int part = given.get(i).indexOf(leaf);
            if (part >= 0) {
                int parts = given.get(i).size();
                sum = sum(sum, parts == 1 ? "given" + i : ForwardPass.chunk("given" + i, parts, part));
            }
        }
        return sum;
    }

    /** A sum of what there is; {@code null} if there is nothing. */
    private static String sum(String one, String other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return add(one, other);
    }

    private static String add(String one, String other) {
        return "torch.add(" + one + ", " + other + ")";
    }

    /** The gradient to the second output; {@code null} if there is none. */
    private String codes(WayBack.Step step) {
        boolean second =
                step.pass().text().parts() == 1 && step.pass().outputs().size() > 1;
        return second ? gradient(step.leaf() + 1) : null;
    }

    /** The text's arguments. */
    String arguments() {
        return String.join(", ", arguments);
    }

    /** The text. */
    List<String> statements() {
        return statements;
    }
}
