package org.gan4j.losses.penalty;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Map;
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
 * evaluations add 0, while the averages run. Values lie in [0, ∞). The critic is called on both batches.
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
 * <p>Source: Tseng et al. 2021, "Regularizing Generative Adversarial Networks under Limited Data"; decay 0.99, start 1000. The
 * right λ depends on the scale of the scores: its code takes 0.3 with a hinge (BigGAN on CIFAR) and down to 3e-7 with an unbounded
 * critic (StyleGAN2). That code moves the averages before it looks at them, which counts a batch's own mean by a hundredth.
 */
public final class LeCamPenalty implements Penalty {

    static final PenaltyDescription DESCRIPTION = new PenaltyDescription(
            "lecam",
            "λ(E relu(r-ema_F)² + E relu(ema_R-f)²), averages with decay 0.99, from evaluation 1000 on",
            0.3,
            "Tseng et al. 2021; λ 0.3 with a hinge, decay 0.99, start 1000",
            LeCamPenalty::new);

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
     * Makes the penalty with decay 0.99 and start 1000.
     *
     * @param lambda its weight λ, finite and at least 0
     * @throws IllegalArgumentException if the weight is not
     */
    public LeCamPenalty(double lambda) {
        this(lambda, 0.99, 1000);
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
        if (!(decay >= 0 && decay < 1)) {
            throw new IllegalArgumentException("decay (" + decay + ") must be at least 0 and below 1");
        }
        if (start < 0) {
            throw new IllegalArgumentException("start (" + start + ") must be at least 0");
        }
        this.evaluation = evaluation(lambda, decay, start);
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
