package org.gan4j.losses;

import static org.gan4j.losses.Constants.constant;
import static org.gan4j.losses.Constants.times;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import org.gan4j.losses.LossDescription.Group;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * Boundary-seeking GAN for continuous data: the generator aims at the critic's decision boundary rather than beyond it.
 *
 * <pre>
 * D: E sp(-r) + E sp(f)          [= -E log σ(r) - E log(1 - σ(f))]
 * G: ½E f²                       [= ½E(log σ(f) - log(1 - σ(f)))²]
 * </pre>
 *
 * <p>D's value lies in (0, ∞), G's in [0, ∞) with its minimum 0 where the critic is undecided. Targets of D may be softened or
 * disturbed: {@link Labels}.
 *
 * <p>With {@code log-z} the generator aims at {@code log Z} in place of 0, a running estimate of the log of {@code E e^f}:
 *
 * <pre>
 * G: ½E(f - log Z)²
 * after each step:  log Z ← 0.995·log Z + 0.005·(lse(f) - ln N)
 * </pre>
 *
 * <p>{@code log Z} starts at 0 and is {@linkplain Stateful state}, an array on the device that {@link #afterStep} moves without
 * waiting for it.
 *
 * <p>Shapes of the scores and of the result: {@link AdversarialLoss}.
 *
 * <pre>{@code
 * AdversarialLoss loss = new BoundarySeekingLoss();
 * NDArray dLoss = loss.discriminatorLoss(realScores, fakeScores);
 * NDArray gLoss = loss.generatorLoss(null, fakeScores);
 * }</pre>
 *
 * <p>Source: Hjelm et al. 2017, "Boundary-Seeking Generative Adversarial Networks", the form for continuous data. Its code
 * (rdevon/BGAN, {@code lib/loss.py}) has {@code log-z} by default, with 0.995 and the scores of G's own update, and no ½.
 */
public final class BoundarySeekingLoss extends CrossEntropyLoss {

    private static final LossOption LOG_Z =
            LossOption.flag("log-z", "false", "G aims at a running log E e^f instead of 0, as in its code");

    /** What log Z keeps of itself in a step. */
    private static final double DECAY = 0.995;

    private static final TorchScriptFunction MOVED = new TorchScriptFunction(
            "fake: Tensor, logZ: Tensor, decay: Tensor",
            "f = torch.to(torch.detach(fake), 7)", // 7 is float64
            "largest = torch.amax(f)",
            "estimate = torch.add(torch.log(torch.mean(torch.exp(torch.sub(f, largest)))), largest)",
            "return torch.type_as(torch.add(torch.mul(torch.sub(logZ, estimate), decay), estimate), logZ)");

    static final LossDescription DESCRIPTION = LossDescription.of(
                    "bgan", Group.CROSS_ENTROPY, "Boundary-seeking", "Hjelm et al. 2017")
            .minimise("E sp(-r) + E sp(f)", "½E f²")
            .conventions("means over the batch; D's two terms summed; its code has no ½ in G, and log-z on")
            .useWhen("G overshoots: a sample that the critic cannot tell apart is left where it is")
            .avoidWhen("scores run away: errors count by their square, and samples past the boundary are pulled back")
            .options(Labels.SMOOTHING, Labels.NOISE, LOG_Z)
            .creates(options -> new BoundarySeekingLoss(Labels.of(options), options.get(LOG_Z) == 1));

    private final boolean normalised;
    private NDArray logZ;

    /** The loss with hard labels. */
    public BoundarySeekingLoss() {
        this(Labels.HARD);
    }

    /**
     * The loss with softened or noisy labels.
     *
     * @param labels what the critic is told
     */
    public BoundarySeekingLoss(Labels labels) {
        this(labels, false);
    }

    /**
     * The loss with or without its estimate of {@code log Z}.
     *
     * @param labels what the critic is told
     * @param normalised whether the generator aims at {@code log Z} and not at 0
     */
    public BoundarySeekingLoss(Labels labels, boolean normalised) {
        super(labels);
        this.normalised = normalised;
    }

    @Override
    public void initialise(NDManager owner) {
        logZ = normalised ? owner.create(0f) : null;
    }

    /**
     * The estimate, if the generator aims at one.
     *
     * @return {@code log-z}, a scalar; or nothing
     */
    @Override
    public Map<String, NDArray> state() {
        return normalised ? Map.of("log-z", Stateful.initialised(this, logZ)) : Map.of();
    }

    @Override
    protected NDArray generator(NDArray real, NDArray fake) {
        NDArray away = normalised ? fake.sub(Stateful.initialised(this, logZ)) : fake;
        return times(away.square().mean(), 0.5);
    }

    @Override
    public void afterStep(NDArray real, NDArray fake) {
        if (normalised) {
            // The array takes over the new number: nothing is read back, and no graph that holds the old one is
            // disturbed.
            logZ.intern(MOVED.apply(fake, Stateful.initialised(this, logZ), constant(logZ, DECAY)));
        }
    }
}
