package org.gan4j.run;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.gan4j.eval.Evaluation;
import org.gan4j.eval.Evaluator;
import org.gan4j.train.GanTrainer;
import org.gan4j.train.GeneratedSamples;

/**
 * Evaluates the generator every so many epochs and at the end, always from the same noise.
 *
 * <p>The training does not notice: each step seeds its own random numbers. A run that is asked to stop does not wait for an evaluation:
 * it is taken where the run goes on.
 *
 * @param evaluator measures samples
 * @param every epochs from one evaluation to the next
 * @param input what the generator is given
 * @param metrics what has been told so far
 * @param told told of each evaluation
 */
record EvaluationListener(Evaluator evaluator, int every, NDArray input, Metrics metrics, List<RunListener> told)
        implements RunListener {

    @Override
    public void started(GanTrainer trainer) {
        long step = trainer.steps();
        if (step > 0
                && trainer.endsEpoch()
                && isDue(trainer)
                && metrics.read().alongTheWay().stream().noneMatch(taken -> taken.step() == step)) {
            evaluate(trainer);
        }
    }

    @Override
    public void epochEnded(GanTrainer trainer) {
        if (isDue(trainer) || isOver(trainer)) {
            evaluate(trainer);
        }
    }

    private boolean isDue(GanTrainer trainer) {
        return (long) trainer.epoch() % every == 0;
    }

    private static boolean isOver(GanTrainer trainer) {
        return trainer.steps() == trainer.totalSteps();
    }

    private void evaluate(GanTrainer trainer) {
        trainer.requireFinite();
        try (NDManager scope = input.getManager().newSubManager()) {
            NDArray own = input.duplicate();
            own.attach(scope);
            Evaluation evaluation = evaluator.evaluate(trainer.steps(), samples(trainer, own));
            told.forEach(listener -> listener.evaluated(evaluation, trainer.epoch()));
        } catch (CancellationException e) {
            // a run that goes on takes it
        }
    }

    /** Samples that are no longer made once the run is to stop; a run that is over does not go on, so its last ones are made. */
    private static GeneratedSamples samples(GanTrainer trainer, NDArray input) {
        GeneratedSamples samples = GeneratedSamples.of(trainer.sampler(), input);
        return new GeneratedSamples() {
            @Override
            public long count() {
                return samples.count();
            }

            @Override
            public NDArray rows(NDManager scope, long from, long to) {
                if (trainer.isAskedToStop() && !isOver(trainer)) {
                    throw new CancellationException("the run is to stop");
                }
                return samples.rows(scope, from, to);
            }
        };
    }
}
