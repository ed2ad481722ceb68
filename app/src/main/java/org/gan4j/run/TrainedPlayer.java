package org.gan4j.run;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gan4j.UserException;
import org.gan4j.files.ArrayFile;
import org.gan4j.files.WholeFile;
import org.gan4j.model.Network;
import org.gan4j.model.Player;
import org.gan4j.model.Precision;
import org.gan4j.train.GeneratedSamples;
import org.gan4j.train.GeneratorInput;
import org.gan4j.train.Samples;

/** A player as a run has left it: what samples, scores and exports are made from. */
public final class TrainedPlayer implements AutoCloseable {

    private final SavedWeights weights;
    private final Network network;
    private final NDManager manager;

    /**
     * Loads a player.
     *
     * @param weights where its weights are
     * @param parent owns the weights, and tells the device
     * @throws UserException if the file is damaged or does not fit
     */
    public TrainedPlayer(SavedWeights weights, NDManager parent) {
        this.weights = weights;
        this.manager = parent.newSubManager();
        this.network = new Network(weights.layer(), Precision.FLOAT32, manager).inference();
        network.read(weights.file());
    }

    /**
     * Loads a generator, with the averaged weights where the run keeps an average, or else with the generator's own.
     *
     * @param source a run directory, or a safetensors file that was exported from one
     * @param step the step whose weights are wanted, empty for the last ones; a file has those of one step alone
     * @param parent owns the weights, and tells the device
     * @return the generator
     * @throws UserException if there is no such run or no such step, or its files are damaged
     */
    public static TrainedPlayer generator(Path source, Optional<Long> step, NDManager parent) {
        return new TrainedPlayer(SavedWeights.find(source, Player.GENERATOR, true, step), parent);
    }

    /**
     * Where the weights were read from.
     *
     * @return the file, with the run and the step that it belongs to
     */
    public SavedWeights weights() {
        return weights;
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
     * The network.
     *
     * @return the network itself, in the form for inference
     */
    public Network network() {
        return network;
    }

    /**
     * Draws a generator's input: noise, and with classes the wanted one next to it.
     *
     * @param seed what the noise follows from
     * @param count how many samples are wanted
     * @param wanted the class of all samples, or {@link GeneratorInput#EVERY_CLASS} for all in turn; of no effect without classes
     * @return {@code [count, latent]}, or {@code [count, latent + classes]}, owned by the generator
     */
    public NDArray input(int seed, int count, int wanted) {
        return seeded(seed).samples(count, wanted, manager);
    }

    /**
     * Draws a generator's input for each of some seeds, one after another.
     *
     * @param seeds what the noise follows from
     * @param each how many samples are wanted of each seed
     * @param wanted the classes, in turn; all if it is empty
     * @return {@code [seeds · each, latent]}, or {@code [seeds · each, latent + classes]}, owned by the generator
     */
    public NDArray input(List<Integer> seeds, int each, List<Integer> wanted) {
        NDList parts = new NDList();
        seeds.forEach(seed -> parts.add(seeded(seed).samples(each, wanted, manager)));
        return parts.size() == 1 ? parts.head() : NDArrays.concat(parts, 0);
    }

    /**
     * Brings the noise of inputs into bounds.
     *
     * @param input the generator's input
     * @param bound above 0
     * @return as {@link GeneratorInput#truncated} says
     */
    public NDArray truncated(NDArray input, double bound) {
        return GeneratorInput.of(record().config(), record().samples()).truncated(input, bound);
    }

    /** {@return the numbers in a row of a generator's input} */
    public int inputWidth() {
        return GeneratorInput.of(record().config(), record().samples()).width();
    }

    /**
     * Draws the noise of {@link #input} alone.
     *
     * @param seed what the noise follows from
     * @param count how many samples are wanted
     * @return {@code [count, latent]}, owned by the generator
     */
    public NDArray noise(int seed, int count) {
        return seeded(seed).noise(count, manager);
    }

    /**
     * Generates samples and writes them in NumPy's NPZ format: {@code latent}, the generator's input, and {@code samples}, its output, a
     * row a sample; rows of numbers with named columns are in the units of the run's data, in float64. Samples are made piece by piece:
     * however many there are, they take no more memory.
     *
     * @param input the generator's input
     * @param file where to; replaced if it is a file. Its directory must exist
     * @throws UserException if the file cannot be written; nothing new is left in the directory then
     */
    public void writeSamples(NDArray input, Path file) {
        GeneratedSamples samples = GeneratedSamples.of(network, input);
        boolean named = record().samples().columns() != null;
        Piece piece = named
                ? (scope, from, to) -> restored(samples.rows(scope, from, to)).array(scope)
                : samples::rows;
        ArrayFile.write(
                file,
                List.of(
                        matrix("latent", "<f4", input.size(1), input.size(0), GeneratedSamples.of(input)::rows),
                        matrix(
                                "samples",
                                named ? "<f8" : "<f4",
                                record().samples().dimension(),
                                input.size(0),
                                piece)));
    }

    private interface Piece {
        NDArray rows(NDManager scope, long from, long to);
    }

    private ArrayFile.Matrix matrix(String name, String type, long width, long count, Piece piece) {
        return new ArrayFile.Matrix(name, type, count, width, Samples.CHUNK, (from, to) -> {
            try (NDManager scope = manager.newSubManager()) {
                return piece.rows(scope, from, to).toByteBuffer();
            }
        });
    }

    /**
     * Generates rows of numbers and writes them as a table: a head, then a row a sample in the units of the run's data; at its end the
     * class that was asked for, if the generator was told one.
     *
     * @param input the generator's input
     * @param file where to; replaced if it is a file. Its directory must exist
     * @throws UserException if the file cannot be written; nothing new is left in the directory then
     */
    public void writeTable(NDArray input, Path file) {
        try (NDManager scope = manager.newSubManager()) {
            input.tempAttach(scope);
            boolean told = record().config().techniques().conditional();
            String named = record().config().data().reading().labelColumn();
            String head = !told ? null : named == null ? "class" : named;
            WholeFile.write(file, restored(Samples.of(network, input)).csv(head, told ? classes(input) : List.of()));
        }
    }

    /** The name of the class that each row of an input asks for. */
    private List<String> classes(NDArray input) {
        List<String> names = record().labelNames();
        long width = input.size(1);
        long[] numbers = input.get(new NDIndex().addAllDim().addSliceDim(width - names.size(), width))
                .argMax(1)
                .toLongArray();
        return Arrays.stream(numbers).mapToObj(i -> names.get((int) i)).toList();
    }

    private RestoredSamples restored(NDArray samples) {
        return RestoredSamples.of(record().samples().columns(), samples.toFloatArray());
    }

    private GeneratorInput seeded(int seed) {
        manager.getEngine().setRandomSeed(seed);
        return GeneratorInput.of(record().config(), record().samples());
    }

    @Override
    public void close() {
        manager.close();
    }
}
