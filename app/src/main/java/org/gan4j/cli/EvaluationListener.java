package org.gan4j.cli;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.function.Consumer;
import org.gan4j.config.TrainConfig;
import org.gan4j.eval.Evaluation;
import org.gan4j.eval.Evaluator;
import org.gan4j.eval.Scores;
import org.gan4j.run.RunDirectory;
import org.gan4j.train.GanTrainer;
import org.gan4j.train.TrainingListener;

/**
 * Scores the generator every so many epochs and at the end, always from the same noise: a line in {@code metrics.jsonl} and a row on
 * the terminal.
 *
 * <p>The training does not notice: it takes no random number that was left over from the step before.
 */
final class EvaluationListener implements TrainingListener {

    private final Evaluator evaluator;
    private final TrainConfig config;
    private final int every;
    private final RunDirectory directory;
    private final NDManager manager;
    private final NDArray input;
    private final Consumer<String> say;
    private final Consumer<Scores> show;
    private boolean headed;

    /**
     * A listener.
     *
     * @param evaluator scores samples
     * @param every epochs from one evaluation to the next
     * @param config the run's configuration
     * @param input what the generator is given
     * @param directory the run's directory
     * @param say prints a line
     * @param show shows the current scores
     */
    EvaluationListener(
            Evaluator evaluator,
            int every,
            TrainConfig config,
            NDArray input,
            RunDirectory directory,
            Consumer<String> say,
            Consumer<Scores> show) {
        this.evaluator = evaluator;
        this.every = every;
        this.config = config;
        this.input = input;
        this.manager = input.getManager();
        this.directory = directory;
        this.say = say;
        this.show = show;
    }

    @Override
    public void epochEnded(GanTrainer trainer) {
        double epoch = trainer.epoch();
        boolean last = trainer.steps() == trainer.totalSteps();
        if ((long) epoch % every != 0 && !last) {
            return;
        }
        try (NDManager scope = manager.newSubManager()) {
            NDArray own = input.duplicate();
            own.attach(scope);
            Evaluation evaluation = new Evaluation(
                    trainer.steps(),
                    config.data().dataset(),
                    evaluator.against(),
                    evaluator.featureExtractor(),
                    evaluator.score(trainer.sampler().inference().forward(own)),
                    evaluator.real());
            directory.addEvaluation(trainer.steps(), epoch, evaluation.valuesToJson());
            if (!headed) {
                EvaluationTable.head(evaluation).forEach(say);
                if (config.techniques().conditional() && evaluation.generated().classHistogram() != null) {
                    say.accept("note: " + Evaluation.CLASSES_IN_TURN);
                }
                headed = true;
            }
            show.accept(evaluation.generated());
            say.accept(EvaluationTable.generated("step " + trainer.steps(), evaluation));
        }
    }
}
