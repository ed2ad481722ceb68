package org.gan4j.run;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.Optional;
import org.gan4j.UserException;
import org.gan4j.model.Network;
import org.gan4j.model.Player;
import org.gan4j.train.GeneratorInput;

/**
 * The generator that a run has left behind: what samples, scores and exports are made from.
 *
 * <p>It has the averaged weights where the run keeps an average, or else the generator's own.
 */
public final class TrainedGenerator implements AutoCloseable {

    private final SavedWeights weights;
    private final Network network;
    private final NDManager manager;

    private TrainedGenerator(SavedWeights weights, NDManager manager) {
        this.weights = weights;
        this.manager = manager;
        this.network = weights.load(manager);
    }

    /**
     * Loads a generator.
     *
     * @param source a run directory, or a safetensors file that was exported from one
     * @param step the step whose weights are wanted, empty for the last ones; a file has those of one step alone
     * @param parent owns the weights, and tells the device
     * @return the generator
     * @throws UserException if there is no such run or no such step, or its files are damaged
     */
    public static TrainedGenerator load(Path source, Optional<Long> step, NDManager parent) {
        return new TrainedGenerator(SavedWeights.find(source, Player.GENERATOR, true, step), parent.newSubManager());
    }

    /**
     * What the run depends on, and what it generates.
     *
     * @return the content of its {@code config.json}
     */
    public RunRecord record() {
        return weights.run();
    }

    /**
     * Where the weights were read from.
     *
     * @return the file
     */
    public Path weights() {
        return weights.file();
    }

    /**
     * The generator updates behind the weights.
     *
     * @return the step they were saved at
     */
    public long step() {
        return weights.step();
    }

    /**
     * The network.
     *
     * @return the network itself, from {@link #input} to samples
     */
    public Network network() {
        return network;
    }

    /**
     * Draws the generator's input: noise, and with classes the wanted one beside it.
     *
     * @param seed what the noise follows from
     * @param count how many samples are wanted
     * @param wanted the class of all samples, or {@link GeneratorInput#EVERY_CLASS} for all in turn; of no effect without classes
     * @return {@code [count, latent]}, or {@code [count, latent + classes]}, owned by the generator
     */
    public NDArray input(int seed, int count, int wanted) {
        manager.getEngine().setRandomSeed(seed);
        return GeneratorInput.of(record().config(), record().samples().classes())
                .samples(count, wanted, manager);
    }

    /**
     * Draws the noise of {@link #input} alone.
     *
     * @param seed what the noise follows from
     * @param count how many samples are wanted
     * @return {@code [count, latent]}, owned by the generator
     */
    public NDArray noise(int seed, int count) {
        manager.getEngine().setRandomSeed(seed);
        return GeneratorInput.of(record().config(), record().samples().classes())
                .noise(count, manager);
    }

    @Override
    public void close() {
        manager.close();
    }
}
