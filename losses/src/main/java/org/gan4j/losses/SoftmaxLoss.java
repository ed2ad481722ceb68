package org.gan4j.losses;

import static org.gan4j.losses.Terms.logSumExp;
import static org.gan4j.losses.Terms.softplus;
import static org.gan4j.losses.WideMeans.meanDifference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.gan4j.losses.LossDescription.Group;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * Softmax GAN: one softmax over both batches; the critic gives its probability to the real samples, the generator wants it spread
 * over all.
 *
 * <pre>
 * D: lse(r, f) - E r                         [= Σe_r/B + ln Z with e = -logit]
 * G: lse(r, f) - ½(E r + E f)                [= (Σe_r + Σe_f)/2B + ln Z]
 * </pre>
 *
 * <p>{@code lse(r, f) = ln Z} is the log of the summed exponentials over the 2B scores of both batches, which must be of one
 * size. D's value lies in (ln B, ∞), G's in [ln 2B, ∞), which it has where all scores are equal. A constant added to all scores
 * changes nothing. <b>A batch repeated k times adds ln k to both</b>, for the softmax runs over k times as many.
 *
 * <p>Shapes of the scores and of the result: {@link AdversarialLoss}.
 *
 * <pre>{@code
 * AdversarialLoss loss = new SoftmaxLoss();
 * NDArray dLoss = loss.discriminatorLoss(realScores, fakeScores);
 * NDArray gLoss = loss.generatorLoss(realScores, fakeScores);
 * }</pre>
 *
 * <p>Source: Lin 2017, "Softmax GAN".
 */
public final class SoftmaxLoss extends AdversarialLoss {

    /** Both less the largest score. A constant changes nothing: near 0, the two lse keep all digits of their difference. */
    private static final TorchScriptFunction LOWERED = new TorchScriptFunction(
            "real: Tensor, fake: Tensor",
            "largest = torch.maximum(torch.amax(torch.detach(real)), torch.amax(torch.detach(fake)))",
            "return [torch.sub(torch.to(real, 7), largest), torch.sub(torch.to(fake, 7), largest)]"); // 7 is float64

    private static final TorchScriptFunction BOTH = new TorchScriptFunction(
            "fake: Tensor, real: Tensor", "return torch.to(torch.cat([torch.flatten(fake), torch.flatten(real)]), 7)");

    static final LossDescription DESCRIPTION = LossDescription.of("softmax", Group.CONTRASTIVE, "Softmax", "Lin 2017")
            .minimise("lse(r,f) - E r", "lse(r,f) - ½(E r + E f)")
            .conventions("lse = log Σ exp over both batches, which are of one size; a batch repeated k times adds ln k")
            .useWhen("the critic wins too easily: its gradient fades with the share of probability left to gain")
            .avoidWhen("values are compared across batch sizes: they contain the log of the size")
            .creates(options -> new SoftmaxLoss());

    @Override
    public boolean generatorUsesReal() {
        return true;
    }

    @Override
    protected NDArray discriminator(NDArray real, NDArray fake) {
        NDList lowered = LOWERED.call(new NDList(real, fake));
        NDArray r = lowered.get(0);
        NDArray f = lowered.get(1);
        // lse(r, f) = lse(r) + sp(lse(f) - lse(r)) keeps a gradient of e^-50, which the plain
        // form's p - 1/B does not. The rest is a branch of its own, so that its p - 1/B, 0
        // between equals, is summed up before the small number is added.
        NDArray branch = r.expandDims(0);
        NDArray share = softplus(logSumExp(f).sub(logSumExp(r))).add(logSumExp(branch));
        return meanDifference(share, branch, fake);
    }

    @Override
    protected NDArray generator(NDArray real, NDArray fake) {
        NDArray both = BOTH.apply(fake, real);
        return meanDifference(logSumExp(both), both, fake);
    }
}
