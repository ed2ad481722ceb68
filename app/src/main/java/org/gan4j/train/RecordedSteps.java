package org.gan4j.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.gan4j.losses.penalty.LazyPenalty;
import org.gan4j.model.Network;
import org.gan4j.natives.CudaGraph;
import org.gan4j.natives.Repeatable;

/**
 * Plays steps. On a GPU, steps that ask for the same kernels are recorded the third time, and are that recording from then on.
 *
 * <p>What a step decides on the host is a part of its {@link Kind}; steps of different kinds are recorded apart. The numbers of the
 * samples are put where the recording reads them.
 */
final class RecordedSteps implements AutoCloseable {

    /** The first time, kernels are loaded and their fastest forms chosen; the second shows that nothing is left to do. */
    private static final int PLAIN = 2;

    /** More than any configuration has, unless each step is one of its own. */
    private static final int KINDS = 32;

    /** What tells the kernels of one step from those of another. */
    private record Kind(double rate, double beta2, double penalty, List<Boolean> due) {}

    /** A step as it was recorded. */
    private record Recording(Repeatable kernels, Map<String, TotalLoss.Reported> reported) {}

    private final NDManager manager;
    private final GanStep game;
    private final Optional<Function<Runnable, Repeatable>> recorder;
    private final List<LazyPenalty> lazy;
    private final Map<Kind, Integer> seen = new HashMap<>();
    private final Map<Kind, Recording> recordings = new HashMap<>();
    private List<NDArray> rows;

    /**
     * Nothing is recorded yet.
     *
     * @param game the step
     * @param manager owns what a recording works on
     * @param recorder records what some work asks of the device; empty if every step is played kernel by kernel
     */
    RecordedSteps(GanStep game, NDManager manager, Optional<Function<Runnable, Repeatable>> recorder) {
        this.manager = manager.newSubManager();
        this.game = game;
        this.recorder = recorder;
        this.lazy = game.penalties().values().stream()
                .filter(LazyPenalty.class::isInstance)
                .map(LazyPenalty.class::cast)
                .toList();
    }

    /**
     * Records on a GPU if that is asked for, and all that a step decides is in its {@link Kind}.
     *
     * @param wanted whether it is asked for
     * @param game the step
     * @param manager owns what a recording works on, and tells the device
     * @return what plays the steps
     */
    static RecordedSteps of(boolean wanted, GanStep game, NDManager manager) {
        Device device = manager.getDevice();
        boolean decided = game.view().augmenter().isEmpty()
                && game.view().noise() == 0
                && game.topK().least() == 1;
        return new RecordedSteps(
                game,
                manager,
                wanted && device.isGpu() && decided
                        ? Optional.of(work -> CudaGraph.record(device, work))
                        : Optional.empty());
    }

    /**
     * One step.
     *
     * @param scope owns what the step computes, unless it is recorded
     * @param now where in the run it stands
     * @return what the step reports
     */
    Map<String, TotalLoss.Reported> play(NDManager scope, Moment now) {
        game.generatorLearner().follow(now);
        game.discriminatorLearner().follow(now);
        if (recorder.isEmpty()) {
            return game.play(scope, now);
        }
        List<Boolean> due = lazy.stream().map(LazyPenalty::due).toList();
        boolean rateMoves = game.generatorLearner().movingRate().isPresent();
        Kind kind = new Kind(rateMoves ? 1 : now.rate(), now.beta2(), now.penalty(), due);
        if (!seen.containsKey(kind) && seen.size() == KINDS) {
            return game.play(scope, now); // a decay or a weight moves with every step
        }
        if (seen.merge(kind, 1, (a, b) -> Math.min(a + b, PLAIN + 1)) <= PLAIN) {
            return game.play(scope, now);
        }
        lookUp(scope, now);
        Recording recording = recordings.get(kind);
        if (recording == null) {
            recording = record(now);
            recordings.put(kind, recording);
        } else {
            lazy.forEach(LazyPenalty::count);
        }
        recording.kernels().replay();
        return recording.reported();
    }

    /** Puts the numbers of the samples where recordings read them. */
    private void lookUp(NDManager scope, Moment now) {
        List<NDArray> wanted = game.sampling().lookUp(scope, now.step());
        if (rows == null) {
            rows = wanted.stream().map(NDArray::duplicate).toList();
            rows.forEach(array -> array.attach(manager));
        } else if (!rows.isEmpty()) {
            Network.overwrite(rows, wanted);
        }
    }

    /** The host's part happens now, the device's not yet. */
    private Recording record(Moment now) {
        NDManager scope = manager.newSubManager(); // open for as long as the recording, which writes into its arrays
        GanStep recorded = game.with(rows);
        Map<String, TotalLoss.Reported> reported = new HashMap<>();
        Repeatable kernels = recorder.orElseThrow().apply(() -> reported.putAll(recorded.play(scope, now)));
        return new Recording(kernels, reported);
    }

    @Override
    public void close() {
        recordings.values().forEach(recording -> recording.kernels().close());
        manager.close();
    }
}
