package org.gan4j.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import java.util.List;
import java.util.Optional;
import org.gan4j.data.Batch;
import org.gan4j.losses.penalty.Critic;
import org.gan4j.losses.penalty.InputGradient;

/**
 * A discriminator: a network and how its output is read.
 *
 * @param network gives a score, or whatever else {@code classBy} says; an autoencoder gives an energy, and codes too
 * @param classBy what it has to do with classes
 */
public record Discriminator(Network network, ClassBy classBy) {

    private static final NDIndex SCORES = new NDIndex(":, 0:1");
    private static final NDIndex CLASSES = new NDIndex(":, 1:");

    /**
     * Judges samples; gradients can flow to the weights and to the samples.
     *
     * @param batch samples, with their labels if the discriminator {@linkplain ClassBy#isTold is told} them
     * @return what it says of them
     */
    public CriticOutput judge(Batch batch) {
        return read(network.outputs(batch.samples()), batch.labels());
    }

    /**
     * Judges two batches of one size in one pass, or in two where layers let the samples of a batch have to do with one another. The
     * codes are left out: they matter to a generator, whose samples are judged alone.
     *
     * @param one a batch
     * @param other another batch
     * @return what it says of either
     */
    public List<CriticOutput> judge(Batch one, Batch other) {
        if (network.layer().mixesSamples()) {
            return List.of(judge(one), judge(other));
        }
        Optional<NDArray> whole = Optional.ofNullable(one.room())
                .filter(room -> room.rest() == other.samples())
                .map(Batch.Room::whole);
        NDList halves = network.halves(one.samples(), other.samples(), whole);
        return List.of(read(new NDList(halves.get(0)), one.labels()), read(new NDList(halves.get(1)), other.labels()));
    }

    private CriticOutput read(NDList outputs, NDArray labels) {
        NDArray first = outputs.head();
        if (classBy.isTold()) {
            return new CriticOutput(classBy.scores(first, labels), null, null);
        }
        return classBy == ClassBy.AUXILIARY
                ? new CriticOutput(first.get(SCORES), first.get(CLASSES), null)
                : new CriticOutput(first, null, outputs.size() > 1 ? outputs.get(1) : null);
    }

    /**
     * This discriminator as penalties see it.
     *
     * @param labels those of all samples that penalties ask about, {@code [N]}; of no effect unless it is told any. A point between a real
     *     and a generated sample has the label of both
     * @return scores, and where derivatives are written out slopes too
     */
    public Critic critic(NDArray labels) {
        return new Critic() {
            @Override
            public NDArray score(NDArray samples) {
                return judge(new Batch(samples, labels)).scores();
            }

            @Override
            public Optional<NDArray> slopes(NDArray samples) {
                return network.kept().map(passes -> passes.slopes(samples, classBy, labels));
            }
        };
    }

    /**
     * Whether {@link #judge(Batch, Batch)} is one pass over both batches, whatever a penalty asks.
     *
     * @return false if it may be two
     */
    public boolean judgesInOnePass() {
        return !network.layer().mixesSamples() && !slopesNeedOwnPass();
    }

    /**
     * Samples at which a penalty asks for slopes.
     *
     * @param samples a batch
     * @return the batch in the form in which it is to be judged, and the penalty to be given it
     */
    public NDArray point(NDArray samples) {
        return network.kept().isPresent() ? samples : InputGradient.point(samples);
    }

    /**
     * Whether slopes at samples need a pass over these alone. By autograd they do; and where layers have state, it moves once a pass.
     *
     * @return false if a pass over more samples serves too
     */
    public boolean slopesNeedOwnPass() {
        return network.kept().isEmpty() || network.hasState();
    }

    /**
     * The same discriminator with its weights held fixed: gradients can flow to the samples alone.
     *
     * @return a discriminator that follows every change of this one
     */
    public Discriminator held() {
        return new Discriminator(network.held(), classBy);
    }
}
