package org.gan4j.train;

import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.RealData;
import org.gan4j.losses.AdversarialLoss;
import org.gan4j.losses.penalty.LazyPenalty;
import org.gan4j.losses.penalty.Penalty;
import org.gan4j.losses.penalty.WeightClipping;
import org.gan4j.model.Derivatives;
import org.gan4j.model.Discriminator;
import org.gan4j.model.Network;
import org.gan4j.model.SampleSpace;
import org.gan4j.model.WayBack;
import org.gan4j.optim.Optimizer;

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
        return new GanStep(
                new Sampling(
                        data,
                        GeneratorInput.of(config, samples),
                        config.data().batchSize(),
                        optimization.criticSteps(),
                        discriminator.classBy().isTold(),
                        optimization.freshNoise(),
                        optimization.freshBatch()),
                generator,
                discriminator,
                new Learner(
                        new Optimizer(optimization.rule(), generator.trainable(), manager),
                        optimization.generatorRate(),
                        written
                                ? Optional.of(new WayBack(
                                        generator, discriminator.network().held()))
                                : Optional.empty()),
                new Learner(
                        new Optimizer(
                                optimization.rule(), discriminator.network().trainable(), manager),
                        optimization.discriminatorRate(),
                        written ? Optional.of(new WayBack(discriminator.network())) : Optional.empty()),
                adversarial,
                penalties(config, manager),
                Term.of(techniques),
                Optional.ofNullable(config.objective().clip()).map(WeightClipping::new),
                view(techniques, samples, manager),
                new TopK(techniques.topK(), techniques.topKDecay()));
    }

    private static DiscriminatorView view(TrainConfig.Techniques techniques, SampleSpace samples, NDManager manager) {
        Optional<Augmenter> augmenter = techniques.augment().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Augmenter(techniques.augment(), techniques.augmentProbability(), samples.image(), manager));
        return new DiscriminatorView(
                augmenter, techniques.instanceNoise(), techniques.instanceNoiseUntil(), techniques.packing());
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
