package org.gan4j.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.gan4j.engine.RecordedCalls;

/**
 * Records steps as one program of the engine each, where all that they compute is called by programs and functions: where neither autograd
 * nor an operation of its own is needed. What a step reports is noted in the program too.
 *
 * @param game the step
 * @param means what it reports
 * @param manager owns what recordings need
 */
record RecordedPrograms(GanStep game, RunningMeans means, NDManager manager) implements StepRecorder {

    /** Rates and decays are asked anew. */
    @Override
    public List<Object> fixedAt(Moment now) {
        return List.of(now.penalty());
    }

    @Override
    public Optional<Recording> record(NDManager scope, Moment now) {
        means.settle(); // what it does now and then is no part of a step
        List<NDArray> rows = game.sampling().lookUp(scope, now.step());
        GanStep recorded = game.with(rows);
        AtomicReference<RunningMeans.Notes> notes = new AtomicReference<>();
        Optional<RecordedCalls> calls =
                RecordedCalls.record(manager, scope, rows, () -> notes.set(means.add(recorded.play(scope, now))));
        calls.ifPresent(found -> notes.get().keep());
        return calls.map(found -> (place, later) ->
                means.add(notes.get(), () -> found.repeat(game.sampling().lookUp(place, later.step()))));
    }

    @Override
    public void close() {
        // The trainer's manager owns all of it.
    }
}
