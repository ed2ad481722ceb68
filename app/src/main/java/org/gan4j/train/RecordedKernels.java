package org.gan4j.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.gan4j.model.Network;
import org.gan4j.natives.Repeatable;

/**
 * Records what steps ask of a device, on the arrays that they ask it of. The numbers of the samples are put where the recordings read
 * them.
 */
final class RecordedKernels implements StepRecorder {

    private final GanStep game;
    private final RunningMeans means;
    private final NDManager manager;
    private final Function<Runnable, Repeatable> recorder;
    private final List<Repeatable> recordings = new ArrayList<>();
    private List<NDArray> rows;

    /**
     * Nothing is recorded yet.
     *
     * @param game the step
     * @param means what it reports
     * @param manager owns what recordings work on
     * @param recorder records what some work asks of the device
     */
    RecordedKernels(GanStep game, RunningMeans means, NDManager manager, Function<Runnable, Repeatable> recorder) {
        this.game = game;
        this.means = means;
        this.manager = manager.newSubManager();
        this.recorder = recorder;
    }

    @Override
    public List<Object> fixedAt(Moment now) {
        boolean rateMoves = game.generatorLearner().rate().isOnDevice();
        return List.of(rateMoves ? 1 : now.rate(), now.beta2(), now.penalty());
    }

    @Override
    public Optional<Recording> record(NDManager scope, Moment now) {
        lookUp(scope, now);
        NDManager own = manager.newSubManager(); // open for as long as the recording, which writes into its arrays
        List<NDArray> read = rows.stream().map(NDArray::stopGradient).toList();
        read.forEach(array -> array.attach(own));
        GanStep recorded = game.with(read);
        Map<String, TotalLoss.Reported> reported = new HashMap<>();
        // The host's part happens now, the device's not yet.
        Repeatable kernels = recorder.apply(() -> reported.putAll(recorded.play(own, now)));
        recordings.add(kernels);
        kernels.replay();
        means.add(reported);
        return Optional.of((unused, later) -> {
            lookUp(unused, later);
            kernels.replay();
            means.add(reported);
        });
    }

    private void lookUp(NDManager scope, Moment now) {
        List<NDArray> wanted = game.sampling().lookUp(scope, now.step());
        if (rows == null) {
            rows = wanted.stream().map(NDArray::duplicate).toList();
            rows.forEach(array -> array.attach(manager));
        } else if (!rows.isEmpty()) {
            Network.overwrite(rows, wanted);
        }
    }

    @Override
    public void close() {
        recordings.forEach(Repeatable::close);
        manager.close();
    }
}
