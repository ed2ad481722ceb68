package org.gan4j.run;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.gan4j.eval.Evaluation;
import org.gan4j.eval.Evaluator;
import org.gan4j.train.GanTrainer;
import org.gan4j.train.Samples;

/**
 * Evaluates the generator every so many epochs and at the end, always from the same noise.
 *
 * <p>The training does not notice: each step seeds its own random numbers.
 *
 * @param evaluator measures samples
 * @param every epochs from one evaluation to the next
 * @param input what the generator is given
 * @param told told of each evaluation
 */
record EvaluationListener(Evaluator evaluator, int every, NDArray input, List<RunListener> told)
        implements RunListener {

    @Override
    public void epochEnded(GanTrainer trainer) {
        double epoch = trainer.epoch();
        boolean last = trainer.steps() == trainer.totalSteps();
        if ((long) epoch % every != 0 && !last) {
            return;
        }
        try (NDManager scope = input.getManager().newSubManager()) {
            NDArray own = input.duplicate();
            own.attach(scope);
            NDArray samples = Samples.of(trainer.sampler(), own);
            Evaluation evaluation = evaluator.evaluate(trainer.steps(), samples);
            told.forEach(listener -> listener.evaluated(evaluation, epoch));
        }
    }
}
