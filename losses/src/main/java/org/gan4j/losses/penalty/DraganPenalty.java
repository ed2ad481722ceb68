package org.gan4j.losses.penalty;

import static org.gan4j.losses.Constants.minus;
import static org.gan4j.losses.Constants.times;
import static org.gan4j.losses.penalty.InputGradient.norms;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * The penalty of DRAGAN: the critic's slope is drawn to 1 around real samples.
 *
 * <pre>
 * λ·E(‖∇D(x + δ)‖ - 1)²,   δ = α·½·std(x)·u,   α ~ U[0, 1) for each sample,   u ~ U[0, 1) for each of its numbers
 * </pre>
 *
 * <p>{@code std(x)} is one number: the standard deviation of <em>all numbers of the batch of real samples</em> around their common
 * mean, divided by their count (not by one less), as in Kodali's code. The noise is not centered: it only adds. Generated
 * samples do not count. The norm is a sample's own, over all its dimensions; the square is taken before the mean. A zero gradient
 * counts λ and has gradient 0. Values lie in [0, ∞).
 *
 * <p>Shapes of the samples and of the result: {@link Penalty}.
 *
 * <pre>{@code
 * Penalty dragan = new DraganPenalty(10);
 * NDArray dLoss = nonSaturating.discriminatorLoss(r, f).add(dragan.evaluate(critic, real, fake));
 * collector.backward(dLoss);
 * }</pre>
 *
 * <p>Source: Kodali et al. 2017, "On Convergence and Stability of GANs", and its code; λ 10.
 *
 * @param lambda its weight λ, finite and at least 0
 */
public record DraganPenalty(double lambda) implements Penalty {

    private static final TorchScriptFunction AROUND = new TorchScriptFunction(
            "samples: Tensor",
            "real = torch.detach(samples)",
            "deviation = torch.std(real, unbiased=False)",
            "rows = torch.reshape(real, [torch.size(real, 0), -1])",
            "alpha = torch.mul(torch.rand_like(torch.narrow(rows, 1, 0, 1)), 0.5)",
            "noise = torch.mul(torch.mul(torch.rand_like(rows), alpha), deviation)",
            "return torch.reshape(torch.add(noise, rows), torch.size(real))");

    static final PenaltyDescription DESCRIPTION = new PenaltyDescription(
            "dragan",
            "λE(‖∇D(x+δ)‖-1)², δ = α·½·std(x)·U[0,1), α ~ U[0,1) per sample, std over the whole batch",
            10,
            "Kodali et al. 2017; λ 10",
            DraganPenalty::new);

    /**
     * Checks the weight.
     *
     * @param lambda its weight λ, finite and at least 0
     * @throws IllegalArgumentException if the weight is not
     */
    public DraganPenalty {
        PenaltyDescription.weight("lambda", lambda);
    }

    @Override
    public Optional<OfSlopes> ofSlopes() {
        return Optional.of(new OfSlopes((real, fake) -> AROUND.apply(real), NormSlopes.fromOne(lambda)));
    }

    @Override
    public NDArray evaluate(Critic critic, NDArray real, NDArray fake) {
        return times(minus(norms(critic, AROUND.apply(real)), 1).square().mean(), lambda);
    }
}
