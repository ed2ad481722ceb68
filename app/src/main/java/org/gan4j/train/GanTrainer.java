package org.gan4j.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.RealData;
import org.gan4j.engine.FiniteCheck;
import org.gan4j.model.Network;

/**
 * The training loop around {@link GanStep}: ticks, epochs, the generator's average, numbers that went bad, and where a run goes on.
 *
 * <p>Nothing here is logged, drawn or saved; {@link TrainingListener}s do that between the steps.
 */
public final class GanTrainer implements AutoCloseable {

    private final TrainConfig config;
    private final NDManager manager;
    private final Engine engine;
    private final RandomStreams random;
    private final int rollbacks;
    private final Epochs epochs;
    private final long totalSteps;

    private final GanStep game;
    private final Optional<Network> average;
    private final Network sampler;
    private final RunningMeans means;
    private final RecordedSteps steps;

    private long step;
    private long reportedStep;
    private double secondsBefore;
    private long began = System.nanoTime();
    private long lastTickStep;
    private long lastTick;
    private long outsideSteps;
    private volatile boolean stopRequested;

    /**
     * Makes the networks with random weights.
     *
     * @param config what to train, and how
     * @param data the real samples
     * @param parent owns everything that the trainer makes; on the device to train on
     */
    public GanTrainer(TrainConfig config, RealData data, NDManager parent) {
        this(config, data, parent, 0);
    }

    /**
     * The same for a run whose numbers went bad: each rollback halves the rates and takes other random numbers.
     *
     * @param config what to train, and how
     * @param data the real samples
     * @param parent owns everything that the trainer makes; on the device to train on
     * @param rollbacks how often the run went back already
     */
    public GanTrainer(TrainConfig config, RealData data, NDManager parent, int rollbacks) {
        this.config = config;
        this.manager = parent.newSubManager();
        this.engine = Engine.getEngine(parent.getEngine().getEngineName());
        this.random = new RandomStreams(engine, config.seed(), rollbacks);
        this.rollbacks = rollbacks;
        this.epochs = new Epochs(
                data.batchesPerEpoch(config.data().batchSize()),
                config.optimization().criticSteps());
        this.totalSteps = config.length().steps() > 0
                ? config.length().steps()
                : epochs.steps(config.length().epochs());

        random.startInitialization();
        this.game = Assembly.of(config, data, manager);
        this.average = config.optimization().average().halfLife() > 0
                ? Optional.of(game.generator().copy())
                : Optional.empty();
        this.sampler = average.orElse(game.generator()).inference();
        this.means = new RunningMeans(game.reportedNames(), manager);
        this.steps = RecordedSteps.of(config.optimization().cudaGraphs(), game, means, manager);
    }

    /**
     * Trains to the end, or until it is asked to stop.
     *
     * @param listeners told of steps, ticks and epochs
     * @throws DivergedException if a reported value or a weight is NaN or infinite
     */
    public void train(List<TrainingListener> listeners) {
        long asked = System.nanoTime();
        listeners.forEach(listener -> listener.started(this));
        began = System.nanoTime();
        outsideSteps += began - asked;
        lastTick = began;
        lastTickStep = step;
        while (step < totalSteps && !stopRequested) {
            step();
            long stepped = System.nanoTime();
            listeners.forEach(listener -> listener.stepped(step));
            boolean last = step == totalSteps;
            if (step % config.length().tickSteps() == 0 || last) {
                tick(listeners);
            }
            if (endsEpoch() || last) {
                listeners.forEach(listener -> listener.epochEnded(this));
            }
            listeners.forEach(listener -> listener.stepEnded(this));
            outsideSteps += System.nanoTime() - stepped;
        }
        listeners.forEach(listener -> listener.stopped(this));
    }

    /** One step: the discriminator learns n_critic times, then the generator once; then the average follows the generator. */
    @SuppressWarnings("try") // the collector is never called: while it is open, the engine records
    void step() {
        random.startStep(step);
        try (NDManager scope = manager.newSubManager();
                GradientCollector recording = engine.newGradientCollector()) {
            steps.play(scope, now());
        }
        step++;
        average.ifPresent(network -> network.moveTowards(
                game.generator(), config.optimization().average().fraction(step, totalSteps)));
    }

    private void tick(List<TrainingListener> listeners) {
        long asked = System.nanoTime();
        Map<String, Double> reported = means.over(step - reportedStep);
        long now = System.nanoTime();
        outsideSteps -= now - asked; // what the device still had to compute is the steps' own time
        double stepsPerSecond = (step - lastTickStep) * 1e9 / (now - lastTick);
        Tick tick =
                new Tick(step, epoch(), reported, stepsPerSecond, resumePoint().seconds());
        listeners.forEach(listener -> listener.ticked(tick));
        requireFinite();
        if (step % config.length().tickSteps() == 0) {
            // Regular ticks alone: a resumed run would not have had an irregular last one.
            means.clear();
            reportedStep = step;
        }
        lastTick = System.nanoTime();
        lastTickStep = step;
    }

    /**
     * Has steps played call by call, for anyone who looks at their parts: they do the same, but slower.
     *
     * @param wanted whether that is wanted from the next step on
     */
    public void playCallByCall(boolean wanted) {
        steps.playCallByCall(wanted);
    }

    /** Lets {@link #train} end after the step that it is at. May be called from any thread. */
    public void requestStop() {
        stopRequested = true;
    }

    /**
     * Whether {@link #requestStop} has been called.
     *
     * @return true if the training ends after the step that it is at
     */
    public boolean isAskedToStop() {
        return stopRequested;
    }

    /**
     * Checks that all that has been reported since the last tick, and every weight, is a number. Waits for the device.
     *
     * @throws DivergedException if one is NaN or infinite; it names the first that was, and the step
     */
    public void requireFinite() {
        means.firstNotFinite().ifPresent(bad -> {
            throw new DivergedException(
                    bad.name() + " became " + bad.value() + " at step " + (reportedStep + bad.stepsBefore() + 1));
        });
        // A weight, an average, or an optimizer's moment.
        state().forEach((group, arrays) -> FiniteCheck.firstNotFinite(arrays).ifPresent(name -> {
            throw new DivergedException("the " + group.replace('-', ' ') + "'s " + name
                    + " became NaN or infinite between steps " + (reportedStep + 1) + " and " + step);
        }));
    }

    /**
     * The generator as it is now.
     *
     * @return the network itself
     */
    public Network generator() {
        return game.generator();
    }

    /**
     * The average of the generator's weights, if one is kept.
     *
     * @return the network itself
     */
    public Optional<Network> average() {
        return average;
    }

    /**
     * The generator that samples are to be drawn from: the weights of the average, or else the generator's own. What is drawn is not
     * rounded to bfloat16, as it is not once the run has ended.
     *
     * @return a network over the weights themselves
     */
    public Network sampler() {
        return sampler;
    }

    /**
     * The discriminator as it is now.
     *
     * @return the network itself
     */
    public Network discriminator() {
        return game.discriminator().network();
    }

    /** The step that is taken again and again. */
    GanStep game() {
        return game;
    }

    /** Where the next step stands. */
    Moment now() {
        return Moment.of(config, step, totalSteps, epochs.completed(step), rollbacks);
    }

    /**
     * Generator updates so far.
     *
     * @return the number of steps
     */
    public long steps() {
        return step;
    }

    /**
     * Generator updates in the whole run.
     *
     * @return the number of steps
     */
    public long totalSteps() {
        return totalSteps;
    }

    /**
     * Passes over the data so far.
     *
     * @return the number of epochs, with fraction
     */
    public double epoch() {
        return epochs.at(step);
    }

    /**
     * The passes over the data after any number of steps.
     *
     * @return what tells them
     */
    public Epochs epochs() {
        return epochs;
    }

    /** {@return whether the last step ended a pass over the data, be it the last one or not} */
    public boolean endsEpoch() {
        return epochs.endAt(step);
    }

    /**
     * How far the run is.
     *
     * @return what {@link #resume} takes
     */
    public ResumePoint resumePoint() {
        return new ResumePoint(step, reportedStep, rollbacks, secondsBefore + (System.nanoTime() - began) / 1e9);
    }

    /**
     * Goes on from a point, which the arrays of {@link #state()} must have been overwritten to fit.
     *
     * @param point where an earlier trainer of the same configuration was
     */
    public void resume(ResumePoint point) {
        step = point.step();
        reportedStep = point.reportedStep();
        secondsBefore = point.seconds();
    }

    /**
     * All arrays that the next step depends on, by group: {@code generator} and {@code discriminator}, with the state of layers that
     * have any; {@code generator-average}; {@code generator-optimizer} and {@code discriminator-optimizer}. The group
     * {@code objective} holds the state of the loss, of each penalty and of the data, and the sums of the next tick.
     *
     * @return the arrays themselves, to be saved, or to be overwritten in place by what was saved
     */
    public Map<String, Map<String, NDArray>> state() {
        Map<String, Map<String, NDArray>> state = game.state(average);
        means.state().forEach((name, array) -> state.get("objective").put("means." + name, array));
        return state;
    }

    /**
     * The time that {@link #train} has spent on anything but steps: its listeners, and looking for bad numbers.
     *
     * @return seconds
     */
    public double secondsOutsideSteps() {
        return outsideSteps / 1e9;
    }

    /**
     * The generator's input of a run's sample grids: a function of the seed alone. With classes, row {@code i} asks for class
     * {@code i mod C}.
     *
     * @param count how many
     * @param owner the manager to own it
     * @return {@code [count, latent]}, or {@code [count, latent + C]} with classes
     */
    public NDArray sampleInput(int count, NDManager owner) {
        random.startSamples();
        return game.sampling().input().samples(count, GeneratorInput.EVERY_CLASS, owner);
    }

    /**
     * A place for arrays that a listener needs for a moment.
     *
     * @return a manager on the device, to be closed by the caller
     */
    public NDManager newScope() {
        return manager.newSubManager();
    }

    @Override
    public void close() {
        steps.close();
        manager.close();
    }
}
