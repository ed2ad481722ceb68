package org.gan4j.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.function.Consumer;
import org.gan4j.config.TrainConfig;
import org.gan4j.losses.LossDescription;

/**
 * Watches for a game that is over though its numbers are finite, and says what to try. Each sign is said once a run.
 *
 * <p>One sign is a D whose loss is 0 over a whole tick: it tells every sample apart, or none. Losses that may be 0 are left out. Another
 * is scores of a size that no loss asks for. The third is generated samples that are all the same.
 */
public final class CollapseSigns implements TrainingListener {

    /** D's mean loss over a tick below which nothing is left for it to learn. */
    private static final double NO_LOSS = 1e-4;

    /** Mean scores this near to each other tell nothing apart. */
    private static final double NO_GAP = 1e-3;

    /** A probability of 1 - 1e-9 is a logit of 21, and distances are as large as samples: such scores run away. */
    private static final double BEYOND_REASON = 1e6;

    /** The standard deviation of samples, in the mean over their numbers, below which they are the same to the eye. */
    private static final double NO_VARIETY = 1e-3;

    private static final int SAMPLES = 64;

    private static final String SCORES = "the scores are beyond reason";
    private static final String LOSS = "the discriminator's loss is 0";
    private static final String SAMES = "all generated samples are the same";

    private final Consumer<Sign> told;
    private boolean watchesLoss;
    private boolean watchesScores;
    private boolean watchesSamples;

    /**
     * Starts to watch.
     *
     * @param objective what the players minimise
     * @param before the signs of the run so far
     * @param told is given each sign
     */
    public CollapseSigns(TrainConfig.Objective objective, List<Sign> before, Consumer<Sign> told) {
        this.told = told;
        // A Wasserstein distance begins at 0, and differences of energies end there.
        LossDescription.Group group = objective.describeLoss().group();
        this.watchesScores = isNew(SCORES, before);
        this.watchesSamples = isNew(SAMES, before);
        this.watchesLoss = isNew(LOSS, before)
                && group != LossDescription.Group.WASSERSTEIN
                && group != LossDescription.Group.ENERGY_BASED;
    }

    private static boolean isNew(String what, List<Sign> before) {
        return before.stream().noneMatch(sign -> sign.what().startsWith(what));
    }

    @Override
    public void ticked(Tick tick) {
        double real = tick.means().get(Tick.SCORE_REAL);
        double fake = tick.means().get(Tick.SCORE_FAKE);
        String scores = "mean scores " + (float) real + " on real, " + (float) fake + " on generated samples";
        if (watchesScores && Math.max(Math.abs(real), Math.abs(fake)) > BEYOND_REASON) {
            watchesScores = false;
            told.accept(new Sign(
                    tick.step(),
                    SCORES + " (" + scores + ")",
                    "lower rates (--g-lr, --d-lr), --penalty r1:10, or --spectral-norm"));
        }
        if (watchesLoss && Math.abs(tick.means().get(Tick.D_LOSS)) < NO_LOSS) {
            watchesLoss = false;
            told.accept(
                    Math.abs(real - fake) < NO_GAP
                            ? new Sign(
                                    tick.step(),
                                    LOSS + ": it tells nothing apart (" + scores + ")",
                                    "another seed, a higher --d-lr, or a lighter penalty")
                            : new Sign(
                                    tick.step(),
                                    LOSS + ": it tells every sample apart (" + scores
                                            + ") and the generator learns no more",
                                    "a lower --d-lr, --penalty r1:10, --instance-noise 0.1, or --loss wgan-gp"));
        }
    }

    @Override
    public void epochEnded(GanTrainer trainer) {
        if (!watchesSamples || !isTimeToLook(trainer)) {
            return;
        }
        double variety = variety(trainer);
        if (variety < NO_VARIETY) {
            watchesSamples = false;
            told.accept(new Sign(
                    trainer.steps(),
                    SAMES + " (standard deviation " + (float) variety + ")",
                    "lower rates (--g-lr, --d-lr), --pack 2, or --loss wgan-gp"));
        }
    }

    private static boolean isTimeToLook(GanTrainer trainer) {
        return trainer.steps() == trainer.totalSteps() || trainer.epochs().endLongAt(trainer.steps());
    }

    private static double variety(GanTrainer trainer) {
        try (NDManager scope = trainer.newScope()) {
            NDArray samples = Samples.of(trainer.generator(), trainer.sampleInput(SAMPLES, scope));
            NDArray deviations = samples.sub(samples.mean(new int[] {0}))
                    .square()
                    .mean(new int[] {0})
                    .sqrt();
            return deviations.mean().getFloat();
        }
    }
}
