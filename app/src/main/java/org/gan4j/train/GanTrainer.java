package org.gan4j.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.RealData;
import org.gan4j.losses.AdversarialLoss;
import org.gan4j.losses.penalty.Penalty;
import org.gan4j.losses.penalty.WeightClipping;
import org.gan4j.model.Network;
import org.gan4j.model.Players;
import org.gan4j.model.SampleSpace;
import org.gan4j.optim.Optimizer;

/**
 * The algorithm: two networks, two optimizers, and the two updates of a step.
 *
 * <p>Nothing here is logged, drawn or saved; {@link TrainingListener}s do that between the steps. No value is read back to the
 * host within a step.
 */
public final class GanTrainer implements AutoCloseable {

    private final TrainConfig config;
    private final RealData data;
    private final NDManager manager;
    private final Engine engine;
    private final RandomStreams random;

    private final Network generator;
    private final Network discriminator;
    private final Optional<Network> average;
    private final Optimizer generatorOptimizer;
    private final Optimizer discriminatorOptimizer;
    private final AdversarialLoss adversarial;
    private final Map<String, Penalty> penalties = new LinkedHashMap<>();
    private final Optional<WeightClipping> clipping;

    private final long totalSteps;
    private final RunningMeans means;
    private final List<NDArray> reported = new ArrayList<>();
    private long step;

    /**
     * Makes the networks with random weights.
     *
     * @param config what to train, and how
     * @param data the real samples
     * @param parent owns everything that the trainer makes; on the device to train on
     */
    public GanTrainer(TrainConfig config, RealData data, NDManager parent) {
        this.config = config;
        this.data = data;
        this.manager = parent.newSubManager();
        this.engine = Engine.getEngine(parent.getEngine().getEngineName());
        this.random = new RandomStreams(engine, config.seed());

        random.startInitialization();
        SampleSpace samples = SampleSpace.of(data);
        this.generator = Players.generator(config.model(), samples, manager);
        this.discriminator = Players.discriminator(config.model(), samples, manager);
        this.average =
                config.optimization().average().halfLife() > 0 ? Optional.of(generator.copy()) : Optional.empty();
        this.generatorOptimizer = optimizer(generator);
        this.discriminatorOptimizer = optimizer(discriminator);

        TrainConfig.Objective objective = config.objective();
        this.adversarial = objective.createLoss();
        objective.penalties().forEach(penalty -> penalties.put(penalty.name(), penalty.create()));
        this.clipping = Optional.ofNullable(objective.clip()).map(WeightClipping::new);

        long batches = data.batchesPerEpoch(config.data().batchSize());
        int criticSteps = config.optimization().criticSteps();
        this.totalSteps = config.length().steps() > 0
                ? config.length().steps()
                : (batches * config.length().epochs() + criticSteps - 1) / criticSteps;

        List<String> names = new ArrayList<>(List.of(Tick.D_LOSS, Tick.SCORE_REAL, Tick.SCORE_FAKE));
        names.addAll(penalties.keySet());
        names.add(Tick.G_LOSS);
        this.means = new RunningMeans(names, manager);
    }

    /**
     * Trains to the end.
     *
     * @param listeners told of steps, ticks and epochs, in this order
     * @throws DivergedException if a reported value is NaN or infinite
     */
    public void train(List<TrainingListener> listeners) {
        long batches = data.batchesPerEpoch(config.data().batchSize());
        int criticSteps = config.optimization().criticSteps();
        int tickSteps = config.length().tickSteps();
        long began = System.nanoTime();
        long lastTick = began;
        long lastTickStep = step;
        while (step < totalSteps) {
            long epoch = step * criticSteps / batches;
            step();
            listeners.forEach(listener -> listener.stepped(step));

            boolean last = step == totalSteps;
            if (step % tickSteps == 0 || last) {
                Map<String, Double> values = means.read();
                long now = System.nanoTime();
                Tick tick = new Tick(
                        step,
                        step * criticSteps / (double) batches,
                        values,
                        (step - lastTickStep) * 1e9 / (now - lastTick),
                        (now - began) / 1e9);
                listeners.forEach(listener -> listener.ticked(tick));
                checkFinite(tick, lastTickStep + 1);
                lastTick = System.nanoTime();
                lastTickStep = step;
            }
            if (step * criticSteps / batches > epoch || last) {
                listeners.forEach(listener -> listener.epochEnded(this));
            }
        }
    }

    private static void checkFinite(Tick tick, long firstStep) {
        tick.means().forEach((name, mean) -> {
            if (!Double.isFinite(mean)) {
                throw new DivergedException(
                        "training diverged: " + name + " became " + mean + " between steps " + firstStep + " and "
                                + tick.step() + "; try lower rates (--g-lr, --d-lr) or a penalty (--penalty r1:10)");
            }
        });
    }

    /** One step: the discriminator learns n_critic times, then the generator once. */
    @SuppressWarnings("try") // the collector is never called: while it is open, the engine records
    void step() {
        random.startStep(step);
        reported.clear();
        double rate = config.optimization().schedule().factor(step, totalSteps);
        int criticSteps = config.optimization().criticSteps();
        boolean freshNoise = config.optimization().freshNoise();
        try (NDManager scope = manager.newSubManager();
                GradientCollector recording = engine.newGradientCollector()) {
            NDArray real = null;
            NDArray fake = null;
            for (int i = 0; i < criticSteps; i++) {
                real = data.batch(scope, step * criticSteps + i, config.data().batchSize())
                        .samples();
                // Of all these batches only the last one also serves the generator, and needs its graph.
                boolean servesBoth = i == criticSteps - 1 && !freshNoise;
                fake = servesBoth ? generator.forward(noise(scope)) : generator.forwardFixed(noise(scope));
                updateDiscriminator(real, fake.stopGradient(), rate);
            }
            if (freshNoise) {
                fake = generator.forward(noise(scope));
            }
            updateGenerator(real, fake, rate);
            means.add(reported);
        }
        step++;
        average.ifPresent(network ->
                network.moveTowards(generator, config.optimization().average().fraction(step)));
    }

    void updateDiscriminator(NDArray real, NDArray fake, double rate) {
        NDList scores = discriminator.forward(real.concat(fake)).split(2);
        NDArray loss = adversarial.discriminatorLoss(scores.get(0), scores.get(1));
        reported.clear();
        reported.addAll(List.of(loss, scores.get(0), scores.get(1)));
        for (Penalty penalty : penalties.values()) {
            NDArray value = penalty.evaluate(discriminator::forward, real, fake);
            reported.add(value);
            loss = loss.add(value);
        }
        discriminatorOptimizer.minimise(loss, rate * config.optimization().discriminatorRate());
        clipping.ifPresent(
                bound -> bound.apply(new NDList(discriminator.weights().values())));
    }

    void updateGenerator(NDArray real, NDArray fake, double rate) {
        NDArray realScores = adversarial.generatorUsesReal() ? discriminator.forwardFixed(real) : null;
        NDArray loss = adversarial.generatorLoss(realScores, discriminator.forwardFixed(fake));
        reported.add(loss);
        generatorOptimizer.minimise(loss, rate * config.optimization().generatorRate());
    }

    private NDArray noise(NDManager scope) {
        return scope.randomNormal(
                new Shape(config.data().batchSize(), config.model().latent()));
    }

    private Optimizer optimizer(Network network) {
        return new Optimizer(
                config.optimization().rule(), List.copyOf(network.weights().values()), manager);
    }

    /**
     * The generator as it is now.
     *
     * @return the network itself
     */
    public Network generator() {
        return generator;
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
     * The generator that samples are to be drawn from: the average, or else the generator itself.
     *
     * @return the network itself
     */
    public Network sampler() {
        return average.orElse(generator);
    }

    /**
     * The discriminator as it is now.
     *
     * @return the network itself
     */
    public Network discriminator() {
        return discriminator;
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
     * The noise that a run's sample grids are drawn from: a function of the seed alone.
     *
     * @param count how many
     * @param owner the manager to own it
     * @return {@code [count, latent]}
     */
    public NDArray sampleNoise(int count, NDManager owner) {
        random.startSamples();
        return owner.randomNormal(new Shape(count, config.model().latent()));
    }

    @Override
    public void close() {
        manager.close();
    }
}
