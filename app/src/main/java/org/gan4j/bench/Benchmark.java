package org.gan4j.bench;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.RealData;
import org.gan4j.train.GanTrainer;
import org.gan4j.train.Tick;
import org.gan4j.train.TrainingListener;

/**
 * Trains, and computes the {@linkplain Floor floor} of as many steps after every tick. Loop and floor take turns, so that a machine
 * that slows down slows both.
 *
 * <p>Nothing is copied from the loop and nothing is put into it: the benchmark is a {@link TrainingListener}. The rate is the one that
 * a run's ticks report. The first rounds warm up, the next ones are timed, and the last ones tell the parts of a step, which is played call
 * by call for that. One more step runs under the engine's profiler, which counts its calls.
 */
public final class Benchmark {

    private static final int WARM_UP_ROUNDS = 4;

    /** About a quarter of a second for the MNIST job on one core. */
    private static final int IMAGES_PER_ROUND = 4096;

    private Benchmark() {}

    /**
     * How often the loop must tick.
     *
     * @param batchSize the real samples of a step
     * @return the steps of a round
     */
    public static int stepsPerRound(int batchSize) {
        return Math.max(1, IMAGES_PER_ROUND / batchSize);
    }

    /**
     * How long the loop must be.
     *
     * @param batchSize the real samples of a step
     * @param rounds the timed rounds
     * @return the steps of the whole benchmark
     */
    public static long totalSteps(int batchSize, int rounds) {
        return (long) (WARM_UP_ROUNDS + 2 * rounds) * stepsPerRound(batchSize) + 1;
    }

    /**
     * Measures.
     *
     * @param config what to train, with ticks every {@link #stepsPerRound} and {@link #totalSteps} steps
     * @param data the real samples
     * @param rounds the timed rounds
     * @param manager on the device to train on
     * @return the measurement
     */
    public static Measurement run(TrainConfig config, RealData data, int rounds, NDManager manager) {
        try (GanTrainer trainer = new GanTrainer(config, data, manager);
                Floor floor = new Floor(config, data.dimension(), manager);
                Rounds listener = new Rounds(floor, config.length().tickSteps(), rounds, trainer.totalSteps())) {
            trainer.train(List.of(listener));
            return listener.measurement();
        }
    }

    private static final class Rounds implements TrainingListener, AutoCloseable {
        private final Floor floor;
        private final int steps;
        private final int rounds;
        private final long lastStep;
        private final List<Double> loopRates = new ArrayList<>();
        private final List<Double> floorRates = new ArrayList<>();
        private final List<Double> ratios = new ArrayList<>();
        private final List<Double> callByCallRates = new ArrayList<>();
        private GanTrainer trainer;
        private StackSampler sampler;
        private EngineCalls calls;

        Rounds(Floor floor, int steps, int rounds, long lastStep) {
            this.floor = floor;
            this.steps = steps;
            this.rounds = rounds;
            this.lastStep = lastStep;
        }

        @Override
        public void started(GanTrainer started) {
            trainer = started;
        }

        @Override
        public void ticked(Tick tick) {
            long round = tick.step() / steps - WARM_UP_ROUNDS; // from 1 on they are timed
            if (round > rounds) {
                if (tick.step() < lastStep) { // the last one is counted, and not timed
                    callByCallRates.add(tick.stepsPerSecond());
                }
                return;
            }
            long began = System.nanoTime();
            floor.run(steps);
            double floorRate = steps * 1e9 / (System.nanoTime() - began);
            if (round > 0) {
                loopRates.add(tick.stepsPerSecond());
                floorRates.add(floorRate);
                ratios.add(tick.stepsPerSecond() / floorRate);
            }
            if (round == rounds) {
                trainer.playCallByCall(true);
                sampler = new StackSampler(Thread.currentThread());
            }
        }

        @Override
        public void stepEnded(GanTrainer ended) {
            if (ended.steps() == lastStep - 1) {
                sampler.close(); // the profiler slows down what comes
                ended.playCallByCall(false);
                EngineCalls.begin();
            }
        }

        @Override
        public void stepped(long step) {
            if (step == lastStep) {
                calls = EngineCalls.end();
            }
        }

        Measurement measurement() {
            Quartiles loop = Quartiles.of(loopRates);
            Quartiles bare = Quartiles.of(floorRates);
            Quartiles byRound = Quartiles.of(ratios);
            Quartiles ratio = new Quartiles(byRound.low(), loop.median() / bare.median(), byRound.high());
            Quartiles slower = Quartiles.of(callByCallRates);
            return new Measurement(loop, bare, ratio, slower, sampler.partsOf(1e3 / slower.median()), calls);
        }

        @Override
        public void close() {
            if (sampler != null) {
                sampler.close();
            }
        }
    }
}
