package org.gan4j.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.gan4j.data.Batch;
import org.gan4j.losses.AdversarialLoss;
import org.gan4j.losses.penalty.Critic;
import org.gan4j.losses.penalty.Penalty;
import org.gan4j.losses.penalty.ScoredCritic;
import org.gan4j.losses.penalty.WeightClipping;
import org.gan4j.model.CriticOutput;
import org.gan4j.model.Discriminator;
import org.gan4j.model.Network;
import org.gan4j.model.Player;

/**
 * The algorithm: one step of the game between a generator G and a discriminator D.
 *
 * <pre>
 * n_critic times:   x real, z noise;   D minimises  L_D(D(x), D(G(z))) + penalties + terms
 * once:                                G minimises  L_G(D(x), D(G(z))) + terms
 * </pre>
 *
 * <p>G learns from the batch that D's last update saw, unless {@link Sampling} draws it a fresh one, as most sources do. While one
 * player learns, the other is held fixed. No value is read back to the host within a step.
 *
 * <p>To follow a loss from the samples to the new weights, R3GAN's say, read {@link org.gan4j.losses.RelativisticLoss},
 * {@link org.gan4j.losses.penalty.R1Penalty}, {@link org.gan4j.model.WayBack} and
 * {@link org.gan4j.optim.Optimizer} next.
 *
 * @param sampling what the updates learn from
 * @param generator G
 * @param discriminator D
 * @param generatorLearner moves G's weights
 * @param discriminatorLearner moves D's weights
 * @param adversarial {@code L_D} and {@code L_G}
 * @param penalties of D, by name
 * @param terms what techniques add to either player's loss
 * @param clipping bounds D's weights after its updates, if they are bounded
 * @param view what D sees of samples
 * @param topK which of its samples G learns from
 */
public record GanStep(
        Sampling sampling,
        Network generator,
        Discriminator discriminator,
        Learner generatorLearner,
        Learner discriminatorLearner,
        AdversarialLoss adversarial,
        Map<String, Penalty> penalties,
        List<Term> terms,
        Optional<WeightClipping> clipping,
        DiscriminatorView view,
        TopK topK) {

    /** Makes the learners ready for a step. */
    void follow(Moment now) {
        generatorLearner.follow(now);
        discriminatorLearner.follow(now);
    }

    /**
     * D learns {@code n_critic} times, then G once. Gradients must be recorded.
     *
     * @param scope owns what the step computes
     * @param now where in the run it stands
     * @return all values that it reports, by name
     */
    Map<String, TotalLoss.Reported> play(NDManager scope, Moment now) {
        int last = sampling.criticSteps() - 1;
        for (int i = 0; i < last; i++) {
            try (NDManager update = scope.newSubManager()) { // or memory would grow with n_critic
                Batch real = sampling.real(update, now.step(), i);
                updateDiscriminator(real, generate(update, real, generator.held()), now);
            }
        }
        // Of all these batches only the last one also serves the generator, and needs its graph.
        Batch real = sampling.real(scope, now.step(), last);
        boolean anotherReal = sampling.freshBatch() && adversarial.generatorUsesReal();
        // What is compared with other real samples must be of their classes.
        boolean ofOtherClasses = anotherReal && sampling.classesOfReal();
        boolean anotherFake = sampling.freshNoise() || ofOtherClasses;
        Generated fake = generate(scope, real, anotherFake ? generator.held() : generator);
        Map<String, TotalLoss.Reported> reported = updateDiscriminator(real, fake, now);

        if (sampling.freshNoise() && !ofOtherClasses) {
            fake = generate(scope, real, generator);
        }
        if (anotherReal) {
            real = sampling.real(scope, now.step(), last + 1); // the one that the discriminator sees next
        }
        if (ofOtherClasses) {
            fake = generate(scope, real, generator);
        }
        reported.putAll(updateGenerator(real, fake, now));
        adversarial.afterStep(
                reported.get(Tick.SCORE_REAL).values(),
                reported.get(Tick.SCORE_FAKE).values());
        return reported;
    }

    /** A generated batch, from fresh noise; of the classes of a real one where D is told them. */
    Generated generate(NDManager scope, Batch real, Network by) {
        GeneratorInput input = sampling.input();
        NDArray noise = input.noise(sampling.batchSize(), scope);
        NDArray labels = sampling.classesOfReal() ? real.labels() : input.labels(sampling.batchSize(), scope);
        Optional<NDArray> place = Optional.ofNullable(real.room()).map(Batch.Room::rest);
        return new Generated(input, noise, labels, by.forward(input.of(noise, labels), place));
    }

    /** D takes one step down its loss. Generated samples are detached, so that no gradient reaches G. */
    Map<String, TotalLoss.Reported> updateDiscriminator(Batch real, Generated fake, Moment now) {
        NDArray realSeen = view.of(real.samples(), now);
        UnaryOperator<NDArray> seeing = view.draw(fake.samples(), now);
        NDArray fakeSeen =
                seeing.apply(fake.samples().hasGradient() ? fake.samples().stopGradient() : fake.samples());
        boolean slopesAtReal = penalties.values().stream().anyMatch(Penalty::slopesAtReal);
        boolean slopesAtFake = penalties.values().stream().anyMatch(Penalty::slopesAtFake);
        realSeen = slopesAtReal ? discriminator.point(realSeen) : realSeen;
        fakeSeen = slopesAtFake ? discriminator.point(fakeSeen) : fakeSeen;
        // One pass for both batches, unless a slope must go back through its own samples alone.
        Batch one = real.seenAs(realSeen);
        Batch other = new Batch(fakeSeen, fake.labels());
        List<CriticOutput> verdicts = (slopesAtReal || slopesAtFake) && discriminator.slopesNeedOwnPass()
                ? List.of(discriminator.judge(one), discriminator.judge(other))
                : discriminator.judge(one, other);
        CriticOutput onReal = verdicts.get(0);
        CriticOutput onFake = verdicts.get(1);

        TotalLoss loss = new TotalLoss(discriminatorLearner);
        loss.add(Tick.D_LOSS, adversarial::discriminatorLoss, onReal.scores(), onFake.scores());
        loss.report(Tick.SCORE_REAL, onReal.scores());
        loss.report(Tick.SCORE_FAKE, onFake.scores());
        Critic critic = new ScoredCritic(discriminator.critic(fake.labels()))
                .with(realSeen, onReal.scores())
                .with(fakeSeen, onFake.scores());
        addPenalties(loss, critic, realSeen, fakeSeen, now.penalty());
        // More samples are seen under the same noise: a term compares the samples, not two draws of noise.
        Function<NDArray, CriticOutput> judge =
                samples -> discriminator.judge(new Batch(seeing.apply(samples), fake.labels()));
        addTerms(loss, Player.DISCRIMINATOR, new Turn(real, fake, onReal, onFake, generator.held(), judge));
        discriminatorLearner.minimise(loss);
        view.augmenter().filter(Augmenter::isSteered).ifPresent(steered -> {
            steered.follow(onReal.scores(), now, sampling.criticSteps());
            loss.report(Tick.AUGMENT_P, steered.reported(onReal.scores().getManager()));
        });
        clipping.ifPresent(bound -> bound.apply(discriminator.network().trainable()));
        return loss.reported();
    }

    /** G takes one step down its loss, through D with its weights held. */
    Map<String, TotalLoss.Reported> updateGenerator(Batch real, Generated fake, Moment now) {
        // Not in one pass: the way back would lead through the real samples too, which need no gradient.
        Function<Batch, CriticOutput> judge =
                batch -> discriminator.held().judge(new Batch(view.of(batch.samples(), now), batch.labels()));
        CriticOutput onFake = judge.apply(new Batch(fake.samples(), fake.labels()));
        NDArray realScores = adversarial.generatorUsesReal() ? judge.apply(real).scores() : null;

        TotalLoss loss = new TotalLoss(generatorLearner);
        loss.add(Tick.G_LOSS, adversarial::generatorLoss, realScores, topK.best(onFake.scores(), now.epoch()));
        Turn turn = new Turn(
                real, fake, null, onFake, generator, samples -> judge.apply(new Batch(samples, fake.labels())));
        addTerms(loss, Player.GENERATOR, turn);
        generatorLearner.minimise(loss);
        return loss.reported();
    }

    private void addPenalties(TotalLoss loss, Critic critic, NDArray realSeen, NDArray fakeSeen, double factor) {
        penalties.forEach((name, penalty) -> loss.add(name, penalty, critic, realSeen, fakeSeen, factor));
    }

    private void addTerms(TotalLoss loss, Player player, Turn turn) {
        for (Term term : terms) {
            if (term.player() == player) {
                loss.add(term.name(), term.value().apply(turn));
            }
        }
    }

    /** The same step over batches whose samples' numbers are in given arrays. */
    GanStep with(List<NDArray> rows) {
        return new GanStep(
                sampling.with(rows),
                generator,
                discriminator,
                generatorLearner,
                discriminatorLearner,
                adversarial,
                penalties,
                terms,
                clipping,
                view,
                topK);
    }

    /** The names of all that a step reports, in their order in the metrics. */
    List<String> reportedNames() {
        List<String> names = new ArrayList<>(List.of(Tick.D_LOSS, Tick.SCORE_REAL, Tick.SCORE_FAKE));
        names.addAll(penalties.keySet());
        names.add(Tick.G_LOSS);
        terms.forEach(term -> names.add(term.name()));
        view.augmenter().filter(Augmenter::isSteered).ifPresent(steered -> names.add(Tick.AUGMENT_P));
        return names;
    }

    /** All arrays that another step depends on, by group, with an average of G if there is one; to be saved, or to be overwritten in place. */
    Map<String, Map<String, NDArray>> state(Optional<Network> average) {
        Map<String, Map<String, NDArray>> state = new LinkedHashMap<>();
        state.put("generator", generator.weights());
        average.ifPresent(network -> state.put("generator-average", network.weights()));
        state.put("discriminator", discriminator.network().weights());
        state.put("generator-optimizer", generatorLearner.optimizer().state());
        state.put("discriminator-optimizer", discriminatorLearner.optimizer().state());
        state.put("objective", objectiveState());
        return state;
    }

    /** The state of the loss, of each penalty and of the data, in an order that does not change from one start to the next. */
    private Map<String, NDArray> objectiveState() {
        Map<String, NDArray> state = new TreeMap<>();
        adversarial.state().forEach((name, array) -> state.put("loss." + name, array));
        view.augmenter().ifPresent(augmenter -> state.putAll(augmenter.state()));
        penalties.forEach((penalty, evaluated) ->
                evaluated.state().forEach((name, array) -> state.put(penalty + "." + name, array)));
        sampling.data().state().forEach((name, array) -> state.put("data." + name, array));
        return state;
    }
}
