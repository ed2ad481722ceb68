package org.gan4j.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.gan4j.UserException;
import org.gan4j.engine.Bundle;
import org.gan4j.engine.Program;
import org.gan4j.files.WeightFile;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * Layers with their weights on one device. It comes in three forms over the same arrays: this one, whose weights learn, {@link #held}
 * and {@link #inference}.
 *
 * <p>Fixed weights are detached views of those that learn, so that they follow every update without a copy. While the generator learns,
 * the critic's held form neither receives gradients nor spends time on them.
 */
public final class Network implements AutoCloseable {

    private static final Program MOVE_TOWARDS = new Program(
            "weights: List[Tensor], targets: List[Tensor], fraction: float",
            List.of(
                    "torch._foreach_lerp_(weights, targets, fraction)",
                    "return weights[0]")); // or the compiler would drop what is done to the list

    private static final TorchScriptFunction COPY = new TorchScriptFunction(
            "weights: Tensor[n], values: Tensor[n]", "torch._foreach_copy_(weights, values)", "return weights[0]");

    private final Layer layer;
    private final Precision precision;
    private final NDManager manager;
    private final List<Layer.Weight> weights;
    private final Map<String, NDArray> arrays;

    /** All arrays, with detached views in the places of those that learn. */
    private final Map<String, NDArray> fixed;

    private final List<NDArray> operands;
    private final ForwardPass pass;

    /** {@code null} while autograd finds the derivatives. */
    private KeptPasses kept;

    /** {@code null} until an average follows, or is followed. */
    private Bundle learning;

    /** The other forms of this network, which are made when they are first asked for. */
    private final Map<Mode, Network> forms;

    /**
     * Gives layers random weights, from the engine's random generator as it stands.
     *
     * @param layer the layers
     * @param precision how precisely they multiply in training
     * @param parent owns the arrays, and tells the device
     */
    public Network(Layer layer, Precision precision, NDManager parent) {
        this(layer, precision, parent.newSubManager(), layer::initialise);
        trainable().forEach(array -> array.setRequiresGradient(true));
    }

    /** Over given arrays, in the order of the layers. */
    Network(Layer layer, Precision precision, NDManager owner, Function<NDManager, List<NDArray>> values) {
        this.layer = layer;
        this.precision = precision;
        this.manager = owner;
        this.weights = layer.weights();
        this.operands = values.apply(owner);
        this.arrays = new LinkedHashMap<>();
        this.fixed = new LinkedHashMap<>();
        for (Layer.Weight weight : weights) {
            NDArray array = operands.get(arrays.size());
            arrays.put(weight.name(), array);
            // No view of state: a layer replaces it, and the view would stay with what was there before.
            fixed.put(weight.name(), weight.learns() ? array.stopGradient() : array);
        }
        this.pass = new ForwardPass(layer, Mode.LEARNING, precision);
        this.forms = new EnumMap<>(Mode.class);
    }

    private Network(Network other, Mode mode) {
        this.layer = other.layer;
        this.precision = other.precision;
        this.manager = other.manager;
        this.weights = other.weights;
        this.arrays = other.arrays;
        this.fixed = other.fixed;
        this.operands = List.copyOf(fixed.values());
        this.pass = new ForwardPass(layer, mode, mode == Mode.INFERENCE ? Precision.FLOAT32 : precision);
        this.forms = other.forms;
    }

    /**
     * The layers.
     *
     * @return what this network computes
     */
    public Layer layer() {
        return layer;
    }

    /**
     * The same network with its weights held fixed, in training: gradients can flow to its input alone.
     *
     * @return a network over these very weights, which follows every change of them
     */
    public Network held() {
        return forms.computeIfAbsent(Mode.HELD, mode -> new Network(this, mode));
    }

    /**
     * The same network as it is after the training: weights and the state of layers stand still, and products are float32.
     *
     * @return a network over these very weights, which follows every change of them
     */
    public Network inference() {
        return forms.computeIfAbsent(Mode.INFERENCE, mode -> new Network(this, mode));
    }

    /**
     * The same layers with weights of their own, which start from these.
     *
     * @return a network whose weights do not learn
     */
    public Network copy() {
        return new Network(layer, precision, manager.getParentManager().newSubManager(), owner -> {
            List<NDArray> copies =
                    arrays.values().stream().map(NDArray::duplicate).toList();
            copies.forEach(copy -> copy.attach(owner));
            return copies;
        });
    }

    /**
     * Overwrites all arrays.
     *
     * @param values an array of the right shape for each of {@link #weights()}, in their order
     */
    public void setWeights(List<NDArray> values) {
        overwrite(arrays.values(), values);
    }

    /**
     * Overwrites all arrays with those of a safetensors file of the same names and shapes.
     *
     * @param file the file
     * @throws UserException if it is not readable or does not fit; nothing is overwritten then
     */
    public void read(Path file) {
        try (NDManager scope = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            setWeights(WeightFile.read(scope, file, arrays));
        }
    }

    /**
     * Overwrites arrays in place, weights that learn among them, on whatever devices they are.
     *
     * @param targets the arrays to be overwritten
     * @param values an array of the same shape for each of them, in their order
     */
    public static void overwrite(Collection<NDArray> targets, List<NDArray> values) {
        NDList views = new NDList();
        targets.forEach(target -> views.add(target.stopGradient()));
        try (views) {
            COPY.run(new NDList(views).addAll(new NDList(values)));
        }
    }

    /**
     * Moves every weight towards that of another network of the same layers, {@code w + fraction·(target - w)}, in one engine
     * call. The state of layers becomes the other's: it is an average already, or of use with these weights alone.
     *
     * @param target the other network
     * @param fraction how far, in [0, 1]
     */
    public void moveTowards(Network target, double fraction) {
        MOVE_TOWARDS.perform(List.of(learning(), target.learning(), fraction));
        NDList state = select(arrays, false);
        if (!state.isEmpty()) {
            overwrite(state, target.select(target.arrays, false));
        }
    }

    /** The arrays that learn, as views: no layer replaces them. */
    private Bundle learning() {
        if (learning == null) {
            learning = Bundle.of(manager, select(fixed, true));
        }
        return learning;
    }

    /** The arrays that learn, or those that do not. */
    private NDList select(Map<String, NDArray> from, boolean learn) {
        NDList selected = new NDList();
        for (Layer.Weight weight : weights) {
            if (weight.learns() == learn) {
                selected.add(from.get(weight.name()));
            }
        }
        return selected;
    }

    /**
     * Runs the network; gradients can flow to its weights and its input.
     *
     * @param input a batch
     * @return the first output, owned by the input's manager
     */
    public NDArray forward(NDArray input) {
        return outputs(input).head();
    }

    /**
     * The same, and where it can be the output is written into an array: {@link #takesPlaces}.
     *
     * @param input a batch
     * @param place of the output's shape, if there is one
     * @return the output, which may be the place itself
     */
    public NDArray forward(NDArray input, Optional<NDArray> place) {
        return place.isPresent() && takesPlaces() && kept.concern(input)
                ? kept.run(input, place.get())
                : forward(input);
    }

    /**
     * Whether passes write their output where they are told.
     *
     * @return true if derivatives are written out, autograd wants no copy of the output, and the last layer can
     */
    public boolean takesPlaces() {
        return kept != null && kept.takePlaces();
    }

    /** Runs the network for all its outputs. */
    NDList outputs(NDArray input) {
        // Through a network that is held fixed, a way leads to a leaf alone. What is made of leaves, as under instance
        // noise or in packs, is
        // left to autograd.
        return kept != null && kept.concern(input) ? kept.run(input).outputs() : pass.run(input, operands);
    }

    /**
     * Runs the network on two batches of one size at once, for its first output.
     *
     * @param whole the array whose halves they are, if there is one
     */
    NDList halves(NDArray one, NDArray other, Optional<NDArray> whole) {
        return kept != null
                ? kept.run(new NDList(one, other), whole).outputs()
                : outputs(one.concat(other)).head().split(2);
    }

    /**
     * From now on, passes keep what a {@link WayBack} needs, and autograd no longer sees the layers.
     *
     * @param autograd whether autograd is to be asked for gradients to outputs and slopes
     * @param sources while the weights are held fixed, the inputs that a way back is to lead to
     * @return the passes
     */
    KeptPasses keepPasses(boolean autograd, Predicate<NDArray> sources) {
        trainable().forEach(array -> array.setRequiresGradient(false));
        kept = new KeptPasses(layer, pass.mode(), pass.precision(), operands, manager, autograd, sources);
        return kept;
    }

    /** Its passes, if it keeps what a {@link WayBack} needs. */
    Optional<KeptPasses> kept() {
        return Optional.ofNullable(kept);
    }

    /** Whether layers have arrays that they move themselves. */
    boolean hasState() {
        return weights.stream().anyMatch(weight -> !weight.learns());
    }

    /** The names of the arrays that learn. */
    List<String> trainableNames() {
        return weights.stream()
                .filter(Layer.Weight::learns)
                .map(Layer.Weight::name)
                .toList();
    }

    /**
     * All arrays by name: the weights, and the state of layers that keep any.
     *
     * @return the arrays themselves, in the order of the layers
     */
    public Map<String, NDArray> weights() {
        return arrays;
    }

    /**
     * The arrays of plain layers, into which is worked what only a training needs ({@link Layer#fold}).
     *
     * @return arrays by name, in the order of the layers, of which no gradient knows
     */
    public Map<String, NDArray> folded() {
        Map<String, NDArray> folded = new LinkedHashMap<>();
        arrays.forEach((name, array) -> folded.put(name, array.stopGradient()));
        layer.leaves().forEach((name, leaf) -> leaf.fold(name + ".", folded));
        return folded;
    }

    /**
     * The arrays that learn.
     *
     * @return the arrays themselves, in the order of the layers
     */
    public List<NDArray> trainable() {
        return select(arrays, true);
    }

    /**
     * Counts the weights.
     *
     * @return how many numbers are learned
     */
    public long size() {
        return trainable().stream().mapToLong(NDArray::size).sum();
    }

    @Override
    public void close() {
        manager.close();
    }
}
