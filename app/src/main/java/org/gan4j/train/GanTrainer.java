package org.gan4j.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.Batch;
import org.gan4j.data.RealData;
import org.gan4j.losses.AdversarialLoss;
import org.gan4j.losses.Constants;
import org.gan4j.losses.PullAwayTerm;
import org.gan4j.losses.Reduction;
import org.gan4j.losses.SoftmaxCrossEntropy;
import org.gan4j.losses.penalty.Critic;
import org.gan4j.losses.penalty.InputGradient;
import org.gan4j.losses.penalty.LatentConsistency;
import org.gan4j.losses.penalty.LazyPenalty;
import org.gan4j.losses.penalty.Penalty;
import org.gan4j.losses.penalty.ScoredCritic;
import org.gan4j.losses.penalty.WeightClipping;
import org.gan4j.model.CriticOutput;
import org.gan4j.model.Discriminator;
import org.gan4j.model.Network;
import org.gan4j.model.Precision;
import org.gan4j.model.SampleSpace;
import org.gan4j.optim.Optimizer;

/**
 * The algorithm: two networks, two optimizers, and the two updates of a step.
 *
 * <p>Nothing here is logged, drawn or saved; {@link TrainingListener}s do that between the steps. No value is read back to the
 * host within a step.
 */
public final class GanTrainer implements AutoCloseable {

    private static final SoftmaxCrossEntropy CLASSIFICATION = new SoftmaxCrossEntropy(Reduction.MEAN);

    private final TrainConfig config;
    private final RealData data;
    private final NDManager manager;
    private final Engine engine;
    private final RandomStreams random;

    private final Network generator;
    private final Discriminator discriminator;
    private final Optional<Network> average;
    private final Network sampler;
    private final Optimizer generatorOptimizer;
    private final Optimizer discriminatorOptimizer;
    private final AdversarialLoss adversarial;
    private final Map<String, Penalty> penalties = new LinkedHashMap<>();
    private final Optional<WeightClipping> clipping;
    private final PullAwayTerm pullAway;
    private final LatentConsistency consistency;

    private final long batchesPerEpoch;
    private final long totalSteps;
    private final RunningMeans means;
    private final Map<String, NDArray> reported = new HashMap<>();
    private final int rollbacks;
    private long step;
    private long reportedStep;
    private double secondsBefore;
    private long began = System.nanoTime();
    private long besideSteps;
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
     * The same for a run whose numbers went bad: with each rollback the rates are halved, and random numbers are others.
     *
     * @param config what to train, and how
     * @param data the real samples
     * @param parent owns everything that the trainer makes; on the device to train on
     * @param rollbacks how often the run went back already
     */
    public GanTrainer(TrainConfig config, RealData data, NDManager parent, int rollbacks) {
        this.config = config;
        this.data = data;
        this.manager = parent.newSubManager();
        this.engine = Engine.getEngine(parent.getEngine().getEngineName());
        this.rollbacks = rollbacks;
        this.random = new RandomStreams(engine, config.seed(), rollbacks);

        random.startInitialization();
        SampleSpace samples = SampleSpace.of(data);
        this.generator = Players.generator(config, samples, manager);
        this.discriminator = Players.discriminator(config, samples, manager);
        this.average =
                config.optimization().average().halfLife() > 0 ? Optional.of(generator.copy()) : Optional.empty();
        Network sampled = average.orElse(generator);
        this.sampler = config.model().precision() == Precision.BFLOAT16
                ? sampled.in(Players.generatorLayers(config, samples).block())
                : sampled;
        this.generatorOptimizer = optimizer(generator);
        this.discriminatorOptimizer = optimizer(discriminator.network());

        TrainConfig.Objective objective = config.objective();
        this.adversarial = objective.createLoss();
        int every = config.techniques().penaltyEvery();
        objective
                .penalties()
                .forEach(penalty -> penalties.put(
                        penalty.name(), every == 1 ? penalty.create() : new LazyPenalty(penalty.create(), every)));
        adversarial.initialise(manager);
        penalties.values().forEach(penalty -> penalty.initialise(manager));
        this.clipping = Optional.ofNullable(objective.clip()).map(WeightClipping::new);

        TrainConfig.Techniques techniques = config.techniques();
        this.pullAway = new PullAwayTerm(techniques.pullAway());
        this.consistency = new LatentConsistency(techniques.consistencyD(), techniques.consistencyG());

        this.batchesPerEpoch = data.batchesPerEpoch(config.data().batchSize());
        int criticSteps = config.optimization().criticSteps();
        this.totalSteps = config.length().steps() > 0
                ? config.length().steps()
                : (batchesPerEpoch * config.length().epochs() + criticSteps - 1) / criticSteps;

        List<String> names = new ArrayList<>(List.of(Tick.D_LOSS, Tick.SCORE_REAL, Tick.SCORE_FAKE));
        names.addAll(penalties.keySet());
        names.add(Tick.G_LOSS);
        if (techniques.consistent()) {
            names.addAll(List.of(Tick.D_CONSISTENCY, Tick.G_CONSISTENCY));
        }
        if (config.techniques().conditional()) {
            names.addAll(List.of(Tick.D_CLASSES, Tick.G_CLASSES));
        }
        if (config.techniques().pullAway() > 0) {
            names.add(Tick.PULL_AWAY);
        }
        this.means = new RunningMeans(names, manager);
    }

    /**
     * Trains to the end, or until it is asked to stop.
     *
     * @param listeners told of steps, ticks and epochs, in this order
     * @throws DivergedException if a reported value or a weight is NaN or infinite
     */
    public void train(List<TrainingListener> listeners) {
        listeners.forEach(listener -> listener.started(this));
        began = System.nanoTime();
        long lastTick = began;
        long lastTickStep = step;
        while (step < totalSteps && !stopRequested) {
            long epoch = epochs();
            step();
            long stepped = System.nanoTime();
            listeners.forEach(listener -> listener.stepped(step));

            boolean last = step == totalSteps;
            if (step % config.length().tickSteps() == 0 || last) {
                long asked = System.nanoTime();
                Map<String, Double> reportedMeans = means.over(step - reportedStep);
                long now = System.nanoTime();
                stepped += now - asked; // what the device still has to compute is the steps' own time
                Tick tick = new Tick(
                        step,
                        step * config.optimization().criticSteps() / (double) batchesPerEpoch,
                        reportedMeans,
                        (step - lastTickStep) * 1e9 / (now - lastTick),
                        position().seconds());
                listeners.forEach(listener -> listener.ticked(tick));
                requireFinite();
                if (step % config.length().tickSteps() == 0) {
                    // Not after a last tick between two regular ones: a run that is continued has none there.
                    means.clear();
                    reportedStep = step;
                }
                lastTick = System.nanoTime();
                lastTickStep = step;
            }
            if (epochs() > epoch || last) {
                requireFinite(); // before anything is drawn
                listeners.forEach(listener -> listener.epochEnded(this));
            }
            listeners.forEach(listener -> listener.stepEnded(this));
            besideSteps += System.nanoTime() - stepped;
        }
        listeners.forEach(listener -> listener.stopped(this));
    }

    /** Lets {@link #train} end after the step that it is at. May be called from any thread. */
    public void requestStop() {
        stopRequested = true;
    }

    /**
     * Checks that all that has been reported since the last tick, and every weight, is a number. Waits for the device.
     *
     * @throws DivergedException if one is NaN or infinite; it names the first that was, and the step
     */
    public void requireFinite() {
        String bad = null;
        long badStep = Long.MAX_VALUE;
        for (Map.Entry<String, Double> mean : means.over(1).entrySet()) {
            if (!Double.isFinite(mean.getValue())) {
                long first = reportedStep + means.finiteSteps(mean.getKey()) + 1;
                if (first < badStep) {
                    bad = mean.getKey() + " became " + mean.getValue() + " at step " + first;
                    badStep = first;
                }
            }
        }
        if (bad == null) {
            bad = firstNotFinite()
                    .map(name -> name + " became NaN or infinite between steps " + (reportedStep + 1) + " and " + step)
                    .orElse(null);
        }
        if (bad != null) {
            throw new DivergedException("training diverged: " + bad
                    + "; try lower rates (--g-lr, --d-lr), a penalty (--penalty r1:10), or --on-nan rollback");
        }
    }

    /** The name of the first array of the state that holds what is no number: a weight, an average, an optimizer's moment. */
    private Optional<String> firstNotFinite() {
        for (Map.Entry<String, Map<String, NDArray>> group : state().entrySet()) {
            Optional<String> found = Network.firstNotFinite(group.getValue());
            if (found.isPresent()) {
                return found.map(name -> "the " + group.getKey().replace('-', ' ') + "'s " + name);
            }
        }
        return Optional.empty();
    }

    /** One step: the discriminator learns n_critic times, then the generator once. */
    @SuppressWarnings("try") // the collector is never called: while it is open, the engine records
    void step() {
        random.startStep(step);
        reported.clear();
        double rate = config.optimization().schedule().factor(step, totalSteps) * Math.pow(0.5, rollbacks);
        int criticSteps = config.optimization().criticSteps();
        boolean freshNoise = config.optimization().freshNoise();
        try (NDManager scope = manager.newSubManager();
                GradientCollector recording = engine.newGradientCollector()) {
            for (int i = 0; i < criticSteps - 1; i++) {
                try (NDManager update = scope.newSubManager()) { // or memory would grow with n_critic
                    updateDiscriminator(realBatch(update, i), generate(update, generator.held()::forward), rate);
                }
            }
            // Of all these batches only the last one also serves the generator, and needs its graph.
            Batch real = realBatch(scope, criticSteps - 1);
            Generated fake = generate(scope, freshNoise ? generator.held()::forward : generator::forward);
            updateDiscriminator(real, fake, rate);
            if (freshNoise) {
                fake = generate(scope, generator::forward);
            }
            if (config.optimization().freshBatch() && adversarial.generatorUsesReal()) {
                real = realBatch(scope, criticSteps); // the one that the discriminator sees next
            }
            updateGenerator(real, fake, rate);
            adversarial.afterStep(reported.get(Tick.SCORE_REAL), reported.get(Tick.SCORE_FAKE));
            means.add(reported);
        }
        step++;
        average.ifPresent(network ->
                network.moveTowards(generator, config.optimization().average().fraction(step)));
    }

    /** The batch of this step's update {@code i}, counted from 0. */
    private Batch realBatch(NDManager scope, int i) {
        long index = step * config.optimization().criticSteps() + i;
        return data.batch(
                scope, index, config.data().batchSize(), config.techniques().conditional());
    }

    void updateDiscriminator(Batch real, Generated fake, double rate) {
        NDArray realSeen = seen(real.samples());
        NDArray noiseOnFake = instanceNoise(fake.samples());
        NDArray fakeSeen = seen(fake.samples().stopGradient(), noiseOnFake);
        boolean slopesAtReal = penalties.values().stream().anyMatch(Penalty::slopesAtReal);
        boolean slopesAtFake = penalties.values().stream().anyMatch(Penalty::slopesAtFake);
        CriticOutput onReal;
        CriticOutput onFake;
        if (slopesAtReal || slopesAtFake) {
            // Each batch in a pass of its own, so that a slope goes back through its own samples alone.
            realSeen = slopesAtReal ? InputGradient.point(realSeen) : realSeen;
            fakeSeen = slopesAtFake ? InputGradient.point(fakeSeen) : fakeSeen;
            onReal = discriminator.judge(realSeen);
            onFake = discriminator.judge(fakeSeen);
        } else {
            CriticOutput[] verdicts =
                    discriminator.judge(realSeen.concat(fakeSeen)).halves();
            onReal = verdicts[0];
            onFake = verdicts[1];
        }
        Critic critic = new ScoredCritic(samples -> discriminator.judge(samples).scores())
                .with(realSeen, onReal.scores())
                .with(fakeSeen, onFake.scores());

        NDArray loss = report(Tick.D_LOSS, adversarial.discriminatorLoss(onReal.scores(), onFake.scores()));
        report(Tick.SCORE_REAL, onReal.scores());
        report(Tick.SCORE_FAKE, onFake.scores());
        for (Map.Entry<String, Penalty> penalty : penalties.entrySet()) {
            NDArray value = penalty.getValue().evaluate(critic, realSeen, fakeSeen);
            loss = loss.add(report(penalty.getKey(), value));
        }
        if (config.techniques().consistent()) {
            NDArray near = near(fake, generator.held()::forward);
            loss = loss.add(report(
                    Tick.D_CONSISTENCY,
                    consistency.discriminator(
                            onFake.scores(),
                            // Under the same instance noise: what D shall not notice is the change of the latent alone.
                            discriminator.judge(seen(near, noiseOnFake)).scores())));
        }
        if (config.techniques().conditional()) {
            loss = loss.add(report(
                    Tick.D_CLASSES, classification(onReal, real.labels()).add(classification(onFake, fake.labels()))));
        }
        discriminatorOptimizer.minimise(loss, rate * config.optimization().discriminatorRate());
        clipping.ifPresent(bound -> bound.apply(discriminator.network().trainable()));
    }

    void updateGenerator(Batch real, Generated fake, double rate) {
        // Not in one pass: the way back would lead through the real samples too, to a gradient that nobody wants.
        CriticOutput onFake = discriminator.held().judge(seen(fake.samples()));
        NDArray realScores = adversarial.generatorUsesReal()
                ? discriminator.held().judge(seen(real.samples())).scores()
                : null;
        NDArray loss = report(Tick.G_LOSS, adversarial.generatorLoss(realScores, best(onFake.scores())));
        if (config.techniques().conditional()) {
            loss = loss.add(report(Tick.G_CLASSES, classification(onFake, fake.labels())));
        }
        if (config.techniques().consistent()) {
            loss = loss.add(
                    report(Tick.G_CONSISTENCY, consistency.generator(fake.samples(), near(fake, generator::forward))));
        }
        if (config.techniques().pullAway() > 0) {
            loss = loss.add(report(Tick.PULL_AWAY, pullAway.evaluate(onFake.codes())));
        }
        generatorOptimizer.minimise(loss, rate * config.optimization().generatorRate());
    }

    /** Samples with what they were generated from; {@code labels} is null without classes. */
    record Generated(NDArray noise, NDArray labels, NDArray samples) {}

    Generated generate(NDManager scope, UnaryOperator<NDArray> forward) {
        int batchSize = config.data().batchSize();
        NDArray noise = scope.randomNormal(new Shape(batchSize, config.model().latent()));
        NDArray labels = config.techniques().conditional()
                ? scope.randomInteger(0, data.classes(), new Shape(batchSize), DataType.INT64)
                : null;
        return new Generated(noise, labels, forward.apply(input(noise, labels)));
    }

    /** Samples from slightly other noise, of the same classes. */
    private NDArray near(Generated fake, UnaryOperator<NDArray> forward) {
        return forward.apply(input(consistency.perturbed(fake.noise()), fake.labels()));
    }

    /** Noise, with the class told beside it if there are classes. */
    private NDArray input(NDArray noise, NDArray labels) {
        return labels == null ? noise : noise.concat(labels.oneHot(data.classes()), 1);
    }

    /** What the discriminator sees of samples: with instance noise, and side by side in packs. */
    NDArray seen(NDArray samples) {
        return seen(samples, instanceNoise(samples));
    }

    private NDArray seen(NDArray samples, NDArray noise) {
        NDArray seen = noise == null ? samples : samples.add(noise);
        int packing = config.techniques().packing();
        return packing == 1 ? seen : seen.reshape(seen.getShape().get(0) / packing, -1);
    }

    /** Noise for such samples at this step, or null once it has fallen to 0. */
    private NDArray instanceNoise(NDArray samples) {
        TrainConfig.Techniques techniques = config.techniques();
        double progress = step / (totalSteps * techniques.instanceNoiseUntil());
        double std = techniques.instanceNoise() * Math.max(0, 1 - progress);
        return std == 0
                ? null
                : samples.getManager().randomNormal(0, (float) std, samples.getShape(), DataType.FLOAT32);
    }

    /** The scores that the generator learns from: all of them, or the highest. */
    NDArray best(NDArray scores) {
        TrainConfig.Techniques techniques = config.techniques();
        if (techniques.topK() == 1) {
            return scores;
        }
        double fraction = Math.max(techniques.topK(), Math.pow(techniques.topKDecay(), epochs()));
        int count = (int) Math.max(1, Math.round(fraction * scores.getShape().get(0)));
        return scores.topK(count, 0).head();
    }

    private NDArray classification(CriticOutput verdict, NDArray labels) {
        NDArray loss = CLASSIFICATION.evaluate(new NDList(labels), new NDList(verdict.classes()));
        return Constants.times(loss, config.techniques().classWeight());
    }

    private NDArray report(String name, NDArray value) {
        reported.put(name, value);
        return value;
    }

    private Optimizer optimizer(Network network) {
        return new Optimizer(config.optimization().rule(), network.trainable(), manager);
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
     * The generator that samples are to be drawn from: the weights of the average, or else the generator's own. What is drawn is
     * not rounded to bfloat16, as it is not once the run has ended.
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
        return discriminator.network();
    }

    /**
     * Whole passes over the data so far.
     *
     * @return the number of epochs
     */
    public long epochs() {
        return step * config.optimization().criticSteps() / batchesPerEpoch;
    }

    /**
     * Whether the last step ended a pass over the data.
     *
     * @return true at the end of an epoch, whether or not it was the last one
     */
    public boolean endsEpoch() {
        int criticSteps = config.optimization().criticSteps();
        return step > 0 && step * criticSteps / batchesPerEpoch > (step - 1) * criticSteps / batchesPerEpoch;
    }

    /**
     * How far the run is.
     *
     * @return what {@link #resume} takes
     */
    public Position position() {
        return new Position(step, reportedStep, rollbacks, secondsBefore + (System.nanoTime() - began) / 1e9);
    }

    /**
     * Goes on from a position, which the arrays of {@link #state()} must have been overwritten to fit.
     *
     * @param position where an earlier trainer of the same configuration was
     */
    public void resume(Position position) {
        step = position.step();
        reportedStep = position.reportedStep();
        secondsBefore = position.seconds();
    }

    /**
     * All arrays that the next step depends on: the {@code generator} and the {@code discriminator}, with the state of layers that
     * have any, the {@code generator-average}, the moments and counts of {@code generator-optimizer} and
     * {@code discriminator-optimizer}, and under {@code objective} the state of the loss and of each penalty and the sums behind
     * the next tick.
     *
     * @return the arrays themselves, to be saved, or to be overwritten in place by what was saved
     */
    public Map<String, Map<String, NDArray>> state() {
        Map<String, Map<String, NDArray>> state = new LinkedHashMap<>();
        state.put("generator", generator.weights());
        average.ifPresent(network -> state.put("generator-average", network.weights()));
        state.put("discriminator", discriminator.network().weights());
        state.put("generator-optimizer", generatorOptimizer.state());
        state.put("discriminator-optimizer", discriminatorOptimizer.state());
        Map<String, NDArray> objective = new TreeMap<>(); // in an order that does not change from one start to the next
        adversarial.state().forEach((name, array) -> objective.put("loss." + name, array));
        penalties.forEach((penalty, evaluated) ->
                evaluated.state().forEach((name, array) -> objective.put(penalty + "." + name, array)));
        means.state().forEach((name, array) -> objective.put("means." + name, array));
        state.put("objective", objective);
        return state;
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
     * The time that {@link #train} has spent on anything but steps: its listeners, and looking for bad numbers.
     *
     * @return seconds
     */
    public double secondsBesideSteps() {
        return besideSteps / 1e9;
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
     * The generator's input behind a run's sample grids: a function of the seed alone. With classes, row {@code i} asks for class
     * {@code i mod C}.
     *
     * @param count how many
     * @param owner the manager to own it
     * @return {@code [count, latent]}, or {@code [count, latent + C]} with classes
     */
    public NDArray sampleInput(int count, NDManager owner) {
        random.startSamples();
        return GeneratorInput.draw(config, data.classes(), count, GeneratorInput.EVERY_CLASS, owner);
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
        manager.close();
    }
}
