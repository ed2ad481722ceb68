package org.gan4j.train;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.RealData;
import org.gan4j.losses.AdversarialLoss;
import org.gan4j.losses.StatedSlopes;
import org.gan4j.losses.penalty.LazyPenalty;
import org.gan4j.losses.penalty.Penalty;
import org.gan4j.losses.penalty.WeightClipping;
import org.gan4j.model.ClassBy;
import org.gan4j.model.Derivatives;
import org.gan4j.model.Discriminator;
import org.gan4j.model.Network;
import org.gan4j.model.Player;
import org.gan4j.model.SampleSpace;
import org.gan4j.model.WayBack;
import org.gan4j.optim.Optimizer;
import org.gan4j.optim.Schedule;
import org.gan4j.optim.UpdateRule;

/** Puts the parts of a step together as a configuration asks for them. */
final class Assembly {

    private Assembly() {}

    /**
     * Makes the parts; the networks have random weights.
     *
     * @param config the configuration
     * @param data the real samples
     * @param manager owns all arrays, and tells the device
     * @return the step
     */
    static GanStep of(TrainConfig config, RealData data, NDManager manager) {
        SampleSpace samples = SampleSpace.of(data);
        TrainConfig.Optimization optimization = config.optimization();
        TrainConfig.Techniques techniques = config.techniques();
        Network generator = Players.generator(config, samples, manager);
        Discriminator discriminator = Players.discriminator(config, samples, manager);
        AdversarialLoss adversarial = config.objective().createLoss();
        adversarial.initialise(manager);
        // Where a layer has no written form, autograd does it all.
        boolean written = optimization.derivatives() == Derivatives.WRITTEN
                && generator.layer().written()
                && discriminator.network().layer().written();
        Map<String, Penalty> penalties = penalties(config, manager);
        List<Term> terms = Term.of(techniques);
        Learner generatorLearner = learner(
                optimization,
                optimization.generatorRate(),
                generator,
                written ? ofGenerator(techniques, adversarial, terms, generator, discriminator) : null,
                manager);
        Learner discriminatorLearner = learner(
                optimization,
                optimization.discriminatorRate(),
                discriminator.network(),
                written ? ofDiscriminator(adversarial, penalties, terms, discriminator) : null,
                manager);
        // What the networks can do follows from what the learners have asked of them.
        boolean room = generator.takesPlaces()
                && discriminator.judgesInOnePass()
                && data.image().isPresent();
        return new GanStep(
                sampling(config, data, discriminator.classBy().isTold(), room),
                generator,
                discriminator,
                generatorLearner,
                discriminatorLearner,
                adversarial,
                penalties,
                terms,
                Optional.ofNullable(config.objective().clip()).map(WeightClipping::new),
                view(techniques, samples, manager),
                new TopK(techniques.topK(), techniques.topKDecay()));
    }

    private static Learner learner(
            TrainConfig.Optimization optimization,
            double rate,
            Network network,
            Learner.Written written,
            NDManager manager) {
        UpdateRule rule = optimization.rule();
        // A recorded step has the numbers that it was recorded with; what lies on the device may change.
        boolean there = optimization.cudaGraphs()
                && manager.getDevice().isGpu()
                && rule.rateMayBeArray()
                && optimization.schedule().shape() != Schedule.Shape.CONSTANT;
        return new Learner(
                new Optimizer(rule, network.trainable(), manager),
                new LearningRate(rate, there ? Optional.of(manager.zeros(new Shape())) : Optional.empty()),
                Optional.ofNullable(written));
    }

    private static Sampling sampling(TrainConfig config, RealData data, boolean told, boolean room) {
        TrainConfig.Optimization optimization = config.optimization();
        return new Sampling(
                data,
                GeneratorInput.of(config, SampleSpace.of(data)),
                config.data().batchSize(),
                optimization.criticSteps(),
                told || config.techniques().clusters() > 0,
                optimization.freshNoise(),
                optimization.freshBatch(),
                room,
                List.of());
    }

    private static DiscriminatorView view(TrainConfig.Techniques techniques, SampleSpace samples, NDManager manager) {
        Optional<Augmenter> augmenter = techniques.augment().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Augmenter(techniques.augment(), techniques.augmentProbability(), samples.image(), manager));
        return new DiscriminatorView(
                augmenter, techniques.instanceNoise(), techniques.instanceNoiseUntil(), techniques.packing());
    }

    /** Autograd is asked where the loss does not state its slopes, or something stands between them and the networks' outputs. */
    private static Learner.Written ofGenerator(
            TrainConfig.Techniques techniques,
            AdversarialLoss adversarial,
            List<Term> terms,
            Network generator,
            Discriminator discriminator) {
        Optional<StatedSlopes> slopes = adversarial.generatorSlopes();
        boolean direct = discriminator.classBy() == ClassBy.NOTHING
                && techniques.topK() == 1
                && techniques.packing() == 1
                && techniques.instanceNoise() == 0
                && techniques.augment().isEmpty()
                && terms.stream().noneMatch(term -> term.player() == Player.GENERATOR);
        return new Learner.Written(
                new WayBack(generator, !direct, discriminator.network().held(), slopes.isEmpty() || !direct),
                slopes,
                Map.of());
    }

    private static Learner.Written ofDiscriminator(
            AdversarialLoss adversarial,
            Map<String, Penalty> penalties,
            List<Term> terms,
            Discriminator discriminator) {
        Optional<StatedSlopes> slopes = adversarial.discriminatorSlopes();
        Map<String, Penalty.OfSlopes> stated = new HashMap<>();
        penalties.forEach((name, penalty) -> penalty.ofSlopes().ifPresent(form -> stated.put(name, form)));
        boolean direct = discriminator.classBy() == ClassBy.NOTHING
                && stated.size() == penalties.size()
                && terms.stream().noneMatch(term -> term.player() == Player.DISCRIMINATOR);
        return new Learner.Written(new WayBack(discriminator.network(), slopes.isEmpty() || !direct), slopes, stated);
    }

    private static Map<String, Penalty> penalties(TrainConfig config, NDManager manager) {
        int every = config.techniques().penaltyEvery();
        Map<String, Penalty> penalties = new LinkedHashMap<>();
        config.objective()
                .penalties()
                .forEach(penalty -> penalties.put(
                        penalty.name(), every == 1 ? penalty.create() : new LazyPenalty(penalty.create(), every)));
        penalties.values().forEach(penalty -> penalty.initialise(manager));
        return penalties;
    }
}
