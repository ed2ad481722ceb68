package org.gan4j.train;

import static org.gan4j.model.Player.DISCRIMINATOR;
import static org.gan4j.model.Player.GENERATOR;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.gan4j.config.TrainConfig;
import org.gan4j.losses.Constants;
import org.gan4j.losses.PullAwayTerm;
import org.gan4j.losses.Reduction;
import org.gan4j.losses.SoftmaxCrossEntropy;
import org.gan4j.losses.penalty.LatentConsistency;
import org.gan4j.model.ClassBy;
import org.gan4j.model.CriticOutput;
import org.gan4j.model.Player;

/**
 * What a technique adds to a player's loss, next to the adversarial loss and the penalties. One more technique is one more entry in
 * {@link #of} and, if its name does not say enough, a title.
 *
 * @param player whose loss it is added to
 * @param name what its value is reported under
 * @param value the value, a scalar with its weight included; evaluated while gradients are recorded
 */
public record Term(Player player, String name, Function<Turn, NDArray> value) {

    /** What each is called on a page, by the name in the metrics. */
    private static final Map<String, String> TITLES = Map.of(
            "dConsistency",
            "latent consistency of D",
            "gConsistency",
            "latent consistency of G",
            "dClasses",
            "classes, D's cross-entropy",
            "gClasses",
            "classes, G's cross-entropy",
            "pullAway",
            "pull-away term of G",
            Tick.AUGMENT_P,
            "probability of augmentation");

    private static final SoftmaxCrossEntropy CROSS_ENTROPY = new SoftmaxCrossEntropy(Reduction.MEAN);

    /** The terms of a configuration, in the order in which they are added and reported. */
    static List<Term> of(TrainConfig.Techniques techniques) {
        List<Term> terms = new ArrayList<>();
        if (techniques.consistent()) {
            LatentConsistency zcr = new LatentConsistency(techniques.consistencyD(), techniques.consistencyG());
            terms.add(new Term(DISCRIMINATOR, "dConsistency", turn -> {
                CriticOutput onNear = turn.judge().apply(near(zcr, turn));
                return zcr.discriminator(turn.onFake().scores(), onNear.scores());
            }));
            terms.add(new Term(
                    GENERATOR, "gConsistency", turn -> zcr.generator(turn.fake().samples(), near(zcr, turn))));
        }
        if (techniques.classes() == ClassBy.AUXILIARY) {
            double weight = techniques.crossEntropy();
            terms.add(new Term(
                    DISCRIMINATOR,
                    "dClasses",
                    turn -> classes(turn.onReal(), turn.real().labels(), weight)
                            .add(classes(turn.onFake(), turn.fake().labels(), weight))));
            terms.add(new Term(
                    GENERATOR,
                    "gClasses",
                    turn -> classes(turn.onFake(), turn.fake().labels(), weight)));
        }
        if (techniques.pullAway() > 0) {
            PullAwayTerm pullAway = new PullAwayTerm(techniques.pullAway());
            terms.add(new Term(
                    GENERATOR,
                    "pullAway",
                    turn -> pullAway.evaluate(turn.onFake().codes())));
        }
        return terms;
    }

    /**
     * What a term is called on a page.
     *
     * @param name its name in the metrics
     * @return words, or else the name
     */
    public static String title(String name) {
        return TITLES.getOrDefault(name, name);
    }

    /** Samples of slightly other noise, of the same classes. */
    private static NDArray near(LatentConsistency zcr, Turn turn) {
        NDArray noise = zcr.perturbed(turn.fake().noise());
        return turn.generator().forward(turn.fake().inputOf(noise));
    }

    /** The auxiliary classifier's cross-entropy (AC-GAN, Odena et al. 2017), weighted. */
    private static NDArray classes(CriticOutput output, NDArray labels, double weight) {
        NDArray crossEntropy = CROSS_ENTROPY.evaluate(new NDList(labels), new NDList(output.classes()));
        return Constants.times(crossEntropy, weight);
    }
}
