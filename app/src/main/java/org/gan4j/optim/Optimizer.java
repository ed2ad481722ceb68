package org.gan4j.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.gan4j.engine.Bundle;
import org.gan4j.engine.Program;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * An optimizer over all weights of one network. A loss whose gradients autograd finds is minimised in two engine calls, the gradients and
 * the update; where a text computes the gradients, both are one call.
 *
 * <p>The update is one TorchScript function, made from an {@link UpdateRule}. Adam's is {@code step += 1} and
 * {@code torch._fused_adam_(weights, gradients, moment1, moment2, [], steps, lr=rate, ...)}, in place.
 *
 * <p>Gradients are the results of a call and are not gathered in the weights. So none is ever left over, and what this optimizer
 * does not own stays untouched.
 */
public final class Optimizer implements AutoCloseable {

    private static final TorchScriptFunction GRADIENTS = new TorchScriptFunction(
            "loss: Tensor, weights: Tensor[n]",
            "found = torch.grad([loss], weights, None, None, False, True)", // allow_unused: no path means zero
            "gradients = annotate(List[Tensor], [])",
            "for i in range(torch.len(weights)):",
            "  gradient = found[i]",
            "  if torch.__is__(gradient, None):",
            "    gradients.append(torch.zeros_like(weights[i]))",
            "  else:",
            // The fused kernels take numbers as they lie, and those of a convolution's second derivative lie in another
            // order.
            "    gradients.append(torch.contiguous(unchecked_cast(Tensor, gradient)))",
            "return gradients");

    private final UpdateRule rule;
    private final NDManager manager;
    private final NDList weights;
    private final NDList views;
    private final Map<String, NDList> buffers = new LinkedHashMap<>();
    private final NDArray step;
    private final Map<List<String>, Program> updates = new HashMap<>();

    /** What every update is given: weights, buffers and the step. */
    private final List<Object> bound = new ArrayList<>();

    private double beta2;

    /**
     * An optimizer that has not yet taken a step.
     *
     * @param rule the formula
     * @param weights the weights, which require gradients and stay the caller's
     * @param parent owns the optimizer's arrays; on the weights' device
     */
    public Optimizer(UpdateRule rule, List<NDArray> weights, NDManager parent) {
        this.manager = parent.newSubManager();
        this.weights = new NDList(weights);
        // A weight that requires gradients may not be changed in place while they are recorded, so the update works on
        // detached views.
        this.views = new NDList(weights.size());
        weights.forEach(weight -> {
            NDArray view = weight.stopGradient();
            view.attach(manager);
            views.add(view);
        });
        for (String buffer : rule.buffers()) {
            NDList arrays = new NDList(weights.size());
            weights.forEach(weight -> arrays.add(manager.zeros(weight.getShape(), weight.getDataType())));
            buffers.put(buffer, arrays);
        }
        this.step = manager.zeros(new Shape());
        this.rule = rule;
        bound.add(Bundle.of(manager, views));
        buffers.values().forEach(arrays -> bound.add(Bundle.of(manager, arrays)));
        bound.add(step);
    }

    /**
     * Sets the decay of the second moment from the next update on, for rules in which it moves.
     *
     * @param decay in [0, 1)
     */
    public void setBeta2(double decay) {
        beta2 = decay;
    }

    private Program program(String argumentsOfGradients, List<String> gradients, boolean rateIsArray) {
        List<String> arguments = new ArrayList<>(List.of("weights"));
        arguments.addAll(rule.buffers());
        arguments.replaceAll(name -> name + ": List[Tensor]");
        arguments.addAll(List.of(
                "step: Tensor", "rate: " + (rateIsArray ? "Tensor" : "float"), "beta2: float", argumentsOfGradients));
        List<String> body = new ArrayList<>(gradients);
        body.add("torch.add_(step, 1)");
        body.addAll(rule.formula());
        body.add("return weights[0]");
        return new Program(String.join(", ", arguments), body);
    }

    /**
     * Takes one step down a loss.
     *
     * @param loss a scalar that was computed from the weights while gradients were recorded; its graph is used up
     * @param learningRate the learning rate of this step: a {@link Double} or what supplies one, or a float32 scalar on the weights' device for a rule that
     *     {@linkplain UpdateRule#rateMayBeArray takes one}
     */
    public void minimise(NDArray loss, Object learningRate) {
        update(gradients(loss), learningRate);
    }

    private NDList gradients(NDArray loss) {
        return GRADIENTS.call(new NDList(loss).addAll(weights));
    }

    /**
     * Takes one step against given gradients.
     *
     * @param gradients one array a weight, in the weights' order
     * @param learningRate the learning rate of this step, a number or an array
     */
    void update(NDList gradients, Object learningRate) {
        try (Bundle list = Bundle.of(manager, gradients)) {
            minimise("gradients: List[Tensor]", List.of(), List.of(list), learningRate);
        }
    }

    /**
     * Takes one step down a loss whose gradients a text computes, in one call of the engine.
     *
     * @param arguments the text's arguments; it may also read the list {@code weights}
     * @param gradients the text, after which there is a list {@code gradients} in the weights' order
     * @param values the arguments' values, as a {@link Program} takes them
     * @param learningRate the learning rate of this step: a {@link Double} or what supplies one, or a float32 scalar on the weights' device
     *     for a rule that {@linkplain UpdateRule#rateMayBeArray takes one}
     */
    public void minimise(String arguments, List<String> gradients, List<?> values, Object learningRate) {
        List<Object> given = new ArrayList<>(bound);
        given.add(learningRate);
        given.add((Supplier<Double>) () -> beta2); // it may move from one update to the next
        given.addAll(values);
        boolean rateIsArray = learningRate instanceof NDArray;
        updates.computeIfAbsent(gradients, text -> program(arguments, text, rateIsArray))
                .perform(given);
    }

    /**
     * All that the next update depends on, but for weights and gradients. The rule's buffers are numbered as the weights are, as
     * {@code moment1.0}; {@code step} is the number of updates so far.
     *
     * @return the arrays themselves, to be saved, or to be overwritten in place by what was saved
     */
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        buffers.forEach((name, arrays) -> {
            for (int i = 0; i < arrays.size(); i++) {
                state.put(name + "." + i, arrays.get(i));
            }
        });
        state.put("step", step);
        return state;
    }

    @Override
    public void close() {
        manager.close();
    }
}
