package org.gan4j.losses.penalty;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import org.gan4j.losses.LossOption;
import org.gan4j.losses.Stateful;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * LeCam regularisation: the critic's scores are tied to the running averages of its scores on the other kind of samples.
 *
 * <pre>
 * λ·(E relu(r - ema_F)² + E relu(ema_R - f)²)
 * after each evaluation:  ema ← decay·ema + (1 - decay)·E score
 * </pre>
 *
 * <p>{@code ema_R} and {@code ema_F} are running averages of the mean scores on real and on generated samples, without gradient. An
 * evaluation looks at them as they were before it, then moves them; the first one sets them to its means. The first {@code start}
 * evaluations add 0, while the averages run: one evaluation an update of the critic, of which a step of the generator may have
 * several. Values lie in [0, ∞). The critic is called on both batches.
 *
 * <p>The averages and the number of evaluations are {@linkplain Stateful state} on the device, named {@code real}, {@code fake} and
 * {@code evaluations}.
 *
 * <p>Shapes of the samples and of the result: {@link Penalty}.
 *
 * <pre>{@code
 * Penalty lecam = new LeCamPenalty(0.3);
 * lecam.initialise(manager);                                        // once
 * NDArray dLoss = hinge.discriminatorLoss(r, f).add(lecam.evaluate(critic, real, fake));
 * }</pre>
 *
 * <p>Source: Tseng et al. 2021, "Regularizing Generative Adversarial Networks under Limited Data", and its code, google/lecam-gan.
 * The right λ depends on the scale of the scores. With a hinge (BigGAN on CIFAR, {@code third_party/utils.py}) the code takes λ 0.3,
 * decay 0.9 and start 1000, which are the defaults here. With an unbounded critic (StyleGAN2) it takes λ 1e-6 to 3e-7, decay
 * 0.99 and no start. It differs in three things:
 *
 * <ul>
 *   <li>its start counts steps of the generator, with four updates of the critic each: 4000 evaluations;
 *   <li>until then the averages are the last batch's means;
 *   <li>it moves the averages before it looks at them, so that a batch's own mean counts a tenth. Here a batch is compared with
 *       earlier ones alone.
 * </ul>
 */
public final class LeCamPenalty implements Penalty {

    private static final LossOption DECAY = LossOption.number(
            "decay", "0.9", "what an average keeps of itself", d -> d >= 0 && d < 1, "at least 0 and below 1");
    private static final LossOption START = LossOption.number(
            "start",
            "1000",
            "updates of D that add 0, while the averages run",
            s -> s >= 0 && s < Long.MAX_VALUE && s == Math.rint(s),
            "a whole number of at least 0");

    static final PenaltyDescription DESCRIPTION = new PenaltyDescription(
            "lecam",
            "λ(E relu(r-ema_F)² + E relu(ema_R-f)²), running averages, from D's update 1000 on",
            0.3,
            "Tseng et al. 2021; λ 0.3, decay 0.9 and start 1000 of its code with a hinge",
            List.of(DECAY, START),
            (lambda, options) -> new LeCamPenalty(
                    lambda, options.get(DECAY), options.get(START).longValue()));

    /** The penalty, and the state after it. Both switches stay on the device: to read the count would be to wait for it. */
    private static TorchScriptFunction evaluation(double lambda, double decay, long start) {
        return new TorchScriptFunction(
                "r: Tensor, f: Tensor, emaR: Tensor, emaF: Tensor, evaluations: Tensor",
                "started = torch.type_as(torch.ge(evaluations, " + start + "), r)",
                "real = torch.mean(torch.square(torch.relu(torch.sub(r, emaF))))",
                "fake = torch.mean(torch.square(torch.relu(torch.add(torch.neg(f), emaR))))",
                "penalty = torch.mul(torch.mul(torch.add(real, fake), " + lambda + "), started)",
                "kept = torch.mul(torch.type_as(torch.ge(evaluations, 1), r), " + decay + ")",
                "meanR = torch.mean(torch.detach(r))",
                "meanF = torch.mean(torch.detach(f))",
                "newR = torch.add(torch.sub(meanR, torch.mul(kept, meanR)), torch.mul(kept, emaR))",
                "newF = torch.add(torch.sub(meanF, torch.mul(kept, meanF)), torch.mul(kept, emaF))",
                "count = torch.add(evaluations, 1)",
                "return [penalty, torch.type_as(newR, emaR), torch.type_as(newF, emaF), count]");
    }

    private final TorchScriptFunction evaluation;
    private NDArray averageReal;
    private NDArray averageFake;
    private NDArray evaluations;

    /**
     * Makes the penalty with decay 0.9 and start 1000.
     *
     * @param lambda its weight λ, finite and at least 0
     * @throws IllegalArgumentException if the weight is not
     */
    public LeCamPenalty(double lambda) {
        this(lambda, 0.9, 1000);
    }

    /**
     * Makes the penalty.
     *
     * @param lambda its weight λ, finite and at least 0
     * @param decay what an average keeps of itself, at least 0 and below 1
     * @param start how many evaluations add 0, at least 0
     * @throws IllegalArgumentException if one is out of its range
     */
    public LeCamPenalty(double lambda, double decay, long start) {
        PenaltyDescription.weight("lambda", lambda);
        START.check(start);
        this.evaluation = evaluation(lambda, DECAY.check(decay), start);
    }

    @Override
    public void initialise(NDManager owner) {
        averageReal = owner.create(0f);
        averageFake = owner.create(0f);
        evaluations = owner.create(0L);
    }

    @Override
    public Map<String, NDArray> state() {
        Stateful.initialised(this, evaluations);
        return Map.of("real", averageReal, "fake", averageFake, "evaluations", evaluations);
    }

    @Override
    public NDArray evaluate(Critic critic, NDArray real, NDArray fake) {
        Stateful.initialised(this, evaluations);
        NDArray r = critic.scoreDetached(real);
        NDArray f = critic.scoreDetached(fake);
        NDList results = evaluation.call(new NDList(r, f, averageReal, averageFake, evaluations));
        // The state takes over the new numbers: nothing is read back, and no graph that holds the old ones is
        // disturbed.
        averageReal.intern(results.get(1));
        averageFake.intern(results.get(2));
        evaluations.intern(results.get(3));
        return results.get(0);
    }
}
