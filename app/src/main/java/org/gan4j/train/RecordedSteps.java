package org.gan4j.train;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gan4j.losses.penalty.LazyPenalty;
import org.gan4j.natives.CudaGraph;

/**
 * Plays steps. Those that ask the same of the engine are recorded the third time, and are that recording from then on.
 *
 * <p>What a step decides on the host is a part of its {@link Kind}; steps of different kinds are recorded apart.
 */
final class RecordedSteps implements AutoCloseable {

    /** The first time, texts are written, kernels loaded and their fastest forms chosen; the second shows that nothing is left to do. */
    private static final int PLAIN = 2;

    /** More than any configuration has, unless each step is one of its own. */
    private static final int KINDS = 32;

    /** What tells one step from another that cannot be the same recording. */
    private record Kind(List<Object> fixed, List<Boolean> due) {}

    private final GanStep game;
    private final RunningMeans means;
    private final Optional<StepRecorder> recorder;
    private final List<LazyPenalty> lazy;
    private final Map<Kind, Integer> seen = new HashMap<>();
    private final Map<Kind, Optional<StepRecorder.Recording>> recordings = new HashMap<>();

    private boolean callByCall;

    /**
     * Nothing is recorded yet.
     *
     * @param game the step
     * @param means what it reports
     * @param recorder records steps; empty if each is to be played call by call
     */
    RecordedSteps(GanStep game, RunningMeans means, Optional<StepRecorder> recorder) {
        this.game = game;
        this.means = means;
        this.recorder = recorder;
        this.lazy = game.penalties().values().stream()
                .filter(LazyPenalty.class::isInstance)
                .map(LazyPenalty.class::cast)
                .toList();
    }

    /**
     * Records if all that a step decides is in its {@link Kind}.
     *
     * @param graphs whether a GPU is to record its kernels
     * @param game the step
     * @param means what it reports
     * @param manager owns what a recording works on, and tells the device
     * @return what plays the steps
     */
    static RecordedSteps of(boolean graphs, GanStep game, RunningMeans means, NDManager manager) {
        Device device = manager.getDevice();
        Optional<StepRecorder> recorder = Optional.empty();
        if (isDecided(game, manager)) {
            if (graphs && device.isGpu()) {
                recorder =
                        Optional.of(new RecordedKernels(game, means, manager, work -> CudaGraph.record(device, work)));
            } else if (!device.isGpu()) { // where none has run a program of a whole step yet
                recorder = programs(game, means, manager);
            }
        }
        return new RecordedSteps(game, means, recorder);
    }

    /** Whether a step decides on the host what its kind says, and nothing else. */
    private static boolean isDecided(GanStep game, NDManager manager) {
        return game.view().augmenter().isEmpty()
                && game.view().noise() == 0
                && game.topK().least() == 1
                && game.sampling().isRepeatable(manager);
    }

    /** Records steps as programs, unless something is bounded or moved after an update, which is no part of one. */
    static Optional<StepRecorder> programs(GanStep game, RunningMeans means, NDManager manager) {
        boolean nothingElse = game.clipping().isEmpty()
                && game.adversarial().state().isEmpty()
                && game.penalties().values().stream()
                        .allMatch(penalty -> penalty.state().isEmpty());
        return nothingElse ? Optional.of(new RecordedPrograms(game, means, manager)) : Optional.empty();
    }

    /** What records steps; empty if each is played call by call. */
    Optional<StepRecorder> recorder() {
        return recorder;
    }

    /**
     * One step, and a note of what it reports.
     *
     * @param scope owns what the step computes, unless it is a recording
     * @param now where in the run it stands
     */
    void play(NDManager scope, Moment now) {
        game.follow(now);
        if (recorder.isEmpty() || callByCall) {
            means.add(game.play(scope, now));
            return;
        }
        Kind kind = new Kind(
                recorder.get().fixedAt(now), lazy.stream().map(LazyPenalty::due).toList());
        Optional<StepRecorder.Recording> recording = recordings.get(kind);
        if (recording == null && isToBeRecorded(kind)) {
            recordings.put(kind, recorder.get().record(scope, now));
        } else if (recording == null || recording.isEmpty()) {
            means.add(game.play(scope, now));
        } else {
            lazy.forEach(LazyPenalty::count);
            recording.get().play(scope, now);
        }
    }

    /** Whether the next steps are played call by call, be there a recording or not. */
    void playCallByCall(boolean wanted) {
        callByCall = wanted;
    }

    /** Counts a step that is not recorded yet. */
    private boolean isToBeRecorded(Kind kind) {
        if (!seen.containsKey(kind) && seen.size() == KINDS) {
            return false; // a decay or a weight moves with every step
        }
        return seen.merge(kind, 1, Integer::sum) > PLAIN;
    }

    @Override
    public void close() {
        recorder.ifPresent(StepRecorder::close);
    }
}
