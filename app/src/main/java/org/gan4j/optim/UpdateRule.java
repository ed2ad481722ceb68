package org.gan4j.optim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An optimizer's formula, exactly PyTorch's, as TorchScript over the lists {@code weights} and {@code gradients}.
 *
 * <p>A rule may use its buffers, which start as zeros. It may use {@code step}, the number of updates including this one, on the
 * weights' device. It may use the numbers {@code rate}, the learning rate, and {@code beta2}, the decay of Adam's second moment.
 *
 * @param buffers the arrays that the rule keeps for every weight: their names in the formula and in a checkpoint
 * @param formula the statements of the update, which happens in place
 * @param rateMayBeArray whether the formula also takes {@code rate} as an array on the weights' device
 */
public record UpdateRule(List<String> buffers, List<String> formula, boolean rateMayBeArray) {

    /**
     * The optimizers that a run can name.
     *
     * @return what {@link #of} knows
     */
    public static List<String> names() {
        return List.copyOf(named(0, 0, 0, 0).keySet());
    }

    /**
     * Makes a rule by name. Constants that have no argument here are PyTorch's defaults.
     *
     * @param name one of {@link #names()}
     * @param beta1 decay of the first moment (Adam, AdamW), in [0, 1)
     * @param beta2 decay of the second moment (Adam, AdamW), in [0, 1); NaN if it moves, see {@link Optimizer#setBeta2}
     * @param momentum decay of the velocity (SGD), in [0, 1)
     * @param weightDecay the weight decay
     * @return the rule
     * @throws IllegalArgumentException if the name is unknown
     */
    public static UpdateRule of(String name, double beta1, double beta2, double momentum, double weightDecay) {
        UpdateRule rule = named(beta1, beta2, momentum, weightDecay).get(name);
        if (rule == null) {
            throw new IllegalArgumentException(
                    "unknown optimizer '" + name + "'; there are " + String.join(", ", names()));
        }
        return rule;
    }

    private static Map<String, UpdateRule> named(double beta1, double beta2, double momentum, double weightDecay) {
        Map<String, UpdateRule> rules = new LinkedHashMap<>();
        rules.put("adam", adam(beta1, beta2, 1e-8, weightDecay));
        rules.put("adamw", adamW(beta1, beta2, 1e-8, weightDecay));
        rules.put("rmsprop", rmsProp(0.99, 1e-8, weightDecay));
        rules.put("sgd", sgd(momentum, weightDecay));
        return rules;
    }

    /**
     * Adam (Kingma and Ba 2015) with L2 regularisation in the gradient.
     *
     * @param beta1 decay of the first moment, in [0, 1)
     * @param beta2 decay of the second moment, in [0, 1)
     * @param epsilon added to the root of the corrected second moment
     * @param weightDecay factor of the weights that is added to the gradients
     * @return the rule
     */
    public static UpdateRule adam(double beta1, double beta2, double epsilon, double weightDecay) {
        return fused("_fused_adam_", beta1, beta2, epsilon, weightDecay);
    }

    /**
     * AdamW (Loshchilov and Hutter 2019): Adam with the decay applied to the weights themselves.
     *
     * @param beta1 decay of the first moment, in [0, 1)
     * @param beta2 decay of the second moment, in [0, 1)
     * @param epsilon added to the root of the corrected second moment
     * @param weightDecay fraction of the weights, times the rate, that each update takes away
     * @return the rule
     */
    public static UpdateRule adamW(double beta1, double beta2, double epsilon, double weightDecay) {
        return fused("_fused_adamw_", beta1, beta2, epsilon, weightDecay);
    }

    private static UpdateRule fused(String kernel, double beta1, double beta2, double epsilon, double weightDecay) {
        return new UpdateRule(
                List.of("moment1", "moment2"),
                List.of(
                        // The kernel reads a count a weight but advances none; one count serves all.
                        "steps = annotate(List[Tensor], [])",
                        "for i in range(torch.len(weights)):",
                        "  steps.append(step)",
                        "torch." + kernel + "(weights, gradients, moment1, moment2, [], steps, lr=rate, beta1="
                                + number(beta1) + ", beta2="
                                + (Double.isNaN(beta2) ? "beta2" : number(beta2)) + ", weight_decay="
                                + number(weightDecay)
                                + ", eps=" + number(epsilon) + ", amsgrad=False, maximize=False)"),
                true);
    }

    /**
     * RMSProp (Hinton 2012), not centred and without momentum.
     *
     * @param alpha decay of the mean square, in [0, 1)
     * @param epsilon added to the root
     * @param weightDecay factor of the weights that is added to the gradients
     * @return the rule
     */
    public static UpdateRule rmsProp(double alpha, double epsilon, double weightDecay) {
        return new UpdateRule(
                List.of("meanSquare"),
                List.of(
                        "if " + number(weightDecay) + " != 0.:",
                        "  gradients = torch._foreach_add(gradients, weights, alpha=" + number(weightDecay) + ")",
                        "torch._foreach_mul_(meanSquare, " + number(alpha) + ")",
                        "torch._foreach_addcmul_(meanSquare, gradients, gradients, " + number(1 - alpha) + ")",
                        "root = torch._foreach_sqrt(meanSquare)",
                        "torch._foreach_add_(root, " + number(epsilon) + ")",
                        "torch._foreach_addcdiv_(weights, gradients, root, torch.neg(rate))"),
                false);
    }

    /**
     * Stochastic gradient descent, with momentum if wanted (no dampening, not Nesterov's).
     *
     * @param momentum decay of the velocity, in [0, 1); 0 keeps none
     * @param weightDecay factor of the weights that is added to the gradients
     * @return the rule
     */
    public static UpdateRule sgd(double momentum, double weightDecay) {
        return new UpdateRule(
                momentum == 0 ? List.of() : List.of("velocity"),
                List.of(
                        "velocities = " + (momentum == 0 ? "annotate(List[Tensor], [])" : "velocity"),
                        "torch._fused_sgd_(weights, gradients, velocities, weight_decay=" + number(weightDecay)
                                + ", momentum=" + number(momentum) + ", lr=rate, dampening=0., nesterov=False,"
                                + " maximize=False, is_first_step=False)"),
                true);
    }

    /** A Python float literal that is read back as the same double. */
    private static String number(double value) {
        return String.format(Locale.ROOT, "%.17e", value);
    }
}
