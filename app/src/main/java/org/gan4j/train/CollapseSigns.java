package org.gan4j.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.function.Consumer;
import org.gan4j.config.TrainConfig;
import org.gan4j.losses.LossDescription;

/**
 * Watches for a game that is over though its numbers are finite, and says what to try. Each sign is said once a run.
 *
 * <p>One sign is a D whose loss is 0 over a whole tick: it tells every sample apart, or none. Losses that may be 0 are left out. The
 * other sign is generated samples that are all the same.
 */
public final class CollapseSigns implements TrainingListener {

    /** D's mean loss over a tick below which nothing is left for it to learn. */
    private static final double NO_LOSS = 1e-4;

    /** Mean scores this near to each other tell nothing apart. */
    private static final double NO_GAP = 1e-3;

    /** The standard deviation of samples, in the mean over their numbers, below which they are the same to the eye. */
    private static final double NO_VARIETY = 1e-3;

    private static final int SAMPLES = 64;

    private final Consumer<String> warn;
    private boolean watchesLoss;
    private boolean watchesSamples = true;

    /**
     * Starts to watch.
     *
     * @param objective what the players minimise
     * @param warn told of each sign, in a sentence for a person
     */
    public CollapseSigns(TrainConfig.Objective objective, Consumer<String> warn) {
        this.warn = warn;
        // A Wasserstein distance begins at 0, and differences of energies end there.
        LossDescription.Group group = objective.describeLoss().group();
        this.watchesLoss = group != LossDescription.Group.WASSERSTEIN && group != LossDescription.Group.ENERGY_BASED;
    }

    @Override
    public void ticked(Tick tick) {
        double loss = tick.means().get(Tick.D_LOSS);
        if (!watchesLoss || !(Math.abs(loss) < NO_LOSS)) {
            return;
        }
        watchesLoss = false;
        double real = tick.means().get(Tick.SCORE_REAL);
        double fake = tick.means().get(Tick.SCORE_FAKE);
        String at = "at step " + tick.step() + " the discriminator's loss is 0: it ";
        warn.accept(
                Math.abs(real - fake) < NO_GAP
                        ? at + "tells nothing apart (scores " + real + " and " + fake
                                + "); try another seed, a higher --d-lr, or a lighter penalty"
                        : at + "tells every sample apart (mean scores " + real + " on real, " + fake
                                + " on generated ones) and the generator learns no more; try a lower --d-lr,"
                                + " --penalty r1:10, --instance-noise 0.1, or --loss wgan-gp");
    }

    @Override
    public void epochEnded(GanTrainer trainer) {
        if (!watchesSamples) {
            return;
        }
        double variety = variety(trainer);
        if (variety < NO_VARIETY) {
            watchesSamples = false;
            warn.accept("at step " + trainer.steps() + " all generated samples are the same (standard deviation "
                    + (float) variety + "); try lower rates (--g-lr, --d-lr), --pack 2, or --loss wgan-gp");
        }
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
