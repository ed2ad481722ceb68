package org.gan4j.losses.penalty;

import static ai.djl.nn.Activation.relu;
import static org.gan4j.losses.Constants.times;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Map;
import org.gan4j.losses.Stateful;

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

    private final double lambda;
    private final double decay;
    private final long start;
    private NDArray averageReal;
    private NDArray averageFake;
    private NDArray evaluations;
    private NDArray first;
    private NDArray switchOn;

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
        this.lambda = PenaltyDescription.weight("lambda", lambda);
        if (!(decay >= 0 && decay < 1)) {
            throw new IllegalArgumentException("decay (" + decay + ") must be at least 0 and below 1");
        }
        if (start < 0) {
            throw new IllegalArgumentException("start (" + start + ") must be at least 0");
        }
        this.decay = decay;
        this.start = start;
    }

    @Override
    public void initialise(NDManager owner) {
        averageReal = owner.create(0f);
        averageFake = owner.create(0f);
        evaluations = owner.create(0L);
        // On the CPU, where scalars are arguments of a GPU's kernels rather than on their way to it.
        NDManager host = owner.newSubManager(Device.cpu());
        first = host.create(1L);
        switchOn = host.create(start);
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
        // Both switches stay on the device: to ask for the number of evaluations would be to wait for it.
        NDArray started = switchedOn(switchOn, r);
        NDArray distances = relu(r.sub(averageFake))
                .square()
                .mean()
                .add(relu(f.neg().add(averageReal)).square().mean());
        NDArray penalty = times(distances, lambda).mul(started);
        NDArray kept = times(switchedOn(first, r), decay);
        move(averageReal, r.stopGradient().mean(), kept);
        move(averageFake, f.stopGradient().mean(), kept);
        NDArray more = r.getManager()
                .ones(evaluations.getShape(), evaluations.getDataType())
                .add(evaluations);
        evaluations.intern(more);
        return penalty;
    }

    /** 1 from that many evaluations on, 0 before; a scalar with the manager of the scores. */
    private NDArray switchedOn(NDArray count, NDArray scores) {
        try (NDArray reached = evaluations.gte(count)) {
            NDArray on = reached.toType(scores.getDataType(), true);
            on.attach(scores.getManager());
            return on;
        }
    }

    /** The average takes over the new number: nothing is read back, and no graph that holds the old one is disturbed. */
    private static void move(NDArray average, NDArray mean, NDArray kept) {
        NDArray moved = mean.sub(kept.mul(mean)).add(kept.mul(average));
        average.intern(moved.toType(DataType.FLOAT32, true));
    }
}
