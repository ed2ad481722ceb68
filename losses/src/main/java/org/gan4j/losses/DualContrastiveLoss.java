package org.gan4j.losses;

import static org.gan4j.losses.Terms.logSumExp;
import static org.gan4j.losses.Terms.softplus;
import static org.gan4j.losses.WideMeans.meanSum;
import static org.gan4j.losses.WideMeans.widened;

import ai.djl.ndarray.NDArray;
import org.gan4j.losses.LossDescription.Group;

/**
 * The dual contrastive loss: each real sample must stand out against all generated ones, each generated one against all real ones.
 *
 * <pre>
 * D:  E_i sp(lse(f) - r_i) + E_j sp(lse(-r) + f_j)
 *     [= -E_i log(e^{r_i}/(e^{r_i} + Σe^f)) - E_j log(e^{-f_j}/(e^{-f_j} + Σe^{-r}))]
 * G: -D
 * </pre>
 *
 * <p>{@code lse(x) = log Σ e^x} over the batch; both batches must be of one size B. D's value lies in (0, ∞) and is 2 ln(B+1)
 * where all scores are equal. A constant added to all scores changes nothing. <b>A batch repeated k times adds ln k to each
 * lse</b>, within the softplus: every sample is compared with k times as many, so the value grows, by at most 2 ln k.
 *
 * <p>Shapes of the scores and of the result: {@link AdversarialLoss}.
 *
 * <pre>{@code
 * AdversarialLoss loss = new DualContrastiveLoss();
 * NDArray dLoss = loss.discriminatorLoss(realScores, fakeScores);
 * NDArray gLoss = loss.generatorLoss(realScores, fakeScores);
 * }</pre>
 *
 * <p>Source: Yu et al. 2021, "Dual Contrastive Loss and Attention for GANs".
 */
public final class DualContrastiveLoss extends AdversarialLoss {

    static final LossDescription DESCRIPTION = LossDescription.of(
                    "dual-contrastive", Group.CONTRASTIVE, "Dual contrastive", "Yu et al. 2021")
            .minimise("E sp(lse(f)-r) + E sp(lse(-r)+f)", "-D")
            .conventions("lse = log Σ exp over the batch; a batch repeated k times adds ln k to each lse")
            .useWhen("batches are large: every sample is weighed against all of the other kind")
            .avoidWhen("values are compared across batch sizes, or the critic wins: G's objective is D's, turned round")
            .creates(options -> new DualContrastiveLoss());

    @Override
    public boolean generatorUsesReal() {
        return true;
    }

    @Override
    protected NDArray discriminator(NDArray real, NDArray fake) {
        NDArray r = widened(real);
        NDArray f = widened(fake);
        return meanSum(
                softplus(logSumExp(f).sub(r)), softplus(logSumExp(r.neg()).add(f)), fake);
    }

    @Override
    protected NDArray generator(NDArray real, NDArray fake) {
        return discriminator(real, fake).neg();
    }
}
