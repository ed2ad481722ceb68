package org.gan4j.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.gan4j.config.TrainConfig;
import org.gan4j.losses.Constants;
import org.gan4j.losses.PullAwayTerm;
import org.gan4j.losses.Reduction;
import org.gan4j.losses.SoftmaxCrossEntropy;
import org.gan4j.losses.penalty.LatentConsistency;
import org.gan4j.model.CriticOutput;
import org.gan4j.model.Player;

/**
 * What a technique adds to a player's loss, next to the adversarial loss and the penalties. {@link #of} lists them all: one more
 * technique is one more entry there.
 *
 * @param player whose loss it is added to
 * @param name what its value is reported under
 * @param value the value, a scalar with its weight included; evaluated while gradients are recorded
 */
record Term(Player player, String name, Function<Turn, NDArray> value) {

    private static final SoftmaxCrossEntropy CROSS_ENTROPY = new SoftmaxCrossEntropy(Reduction.MEAN);

    /** The terms of a configuration, in the order in which they are added and reported. */
    static List<Term> of(TrainConfig.Techniques techniques) {
        List<Term> terms = new ArrayList<>();
        if (techniques.consistent()) {
            terms.addAll(consistency(new LatentConsistency(techniques.consistencyD(), techniques.consistencyG())));
        }
        if (techniques.conditional()) {
            terms.addAll(classes(techniques.classWeight()));
        }
        if (techniques.pullAway() > 0) {
            PullAwayTerm pullAway = new PullAwayTerm(techniques.pullAway());
            terms.add(new Term(
                    Player.GENERATOR,
                    Tick.PULL_AWAY,
                    turn -> pullAway.evaluate(turn.onFake().codes())));
        }
        return terms;
    }

    /** Latent consistency: samples of slightly other noise, of the same classes. */
    private static List<Term> consistency(LatentConsistency consistency) {
        Function<Turn, NDArray> near =
                turn -> turn.generate().apply(consistency.perturbed(turn.fake().noise()));
        return List.of(
                new Term(
                        Player.DISCRIMINATOR,
                        Tick.D_CONSISTENCY,
                        turn -> consistency.discriminator(
                                turn.onFake().scores(),
                                turn.judge().apply(near.apply(turn)).scores())),
                new Term(
                        Player.GENERATOR,
                        Tick.G_CONSISTENCY,
                        turn -> consistency.generator(turn.fake().samples(), near.apply(turn))));
    }

    /** The auxiliary classifier (AC-GAN, Odena et al. 2017): {@code λ·}cross-entropy, for D over both batches. */
    private static List<Term> classes(double weight) {
        return List.of(
                new Term(
                        Player.DISCRIMINATOR,
                        Tick.D_CLASSES,
                        turn -> crossEntropy(turn.onReal(), turn.real().labels(), weight)
                                .add(crossEntropy(turn.onFake(), turn.fake().labels(), weight))),
                new Term(
                        Player.GENERATOR,
                        Tick.G_CLASSES,
                        turn -> crossEntropy(turn.onFake(), turn.fake().labels(), weight)));
    }

    private static NDArray crossEntropy(CriticOutput verdict, NDArray labels, double weight) {
        return Constants.times(CROSS_ENTROPY.evaluate(new NDList(labels), new NDList(verdict.classes())), weight);
    }
}
