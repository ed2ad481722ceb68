package org.gan4j.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gan4j.UserException;
import org.gan4j.files.WeightFile;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * A block with its weights on one device, callable in two ways: with weights that learn, and with the same weights held fixed.
 *
 * <p>The fixed weights are detached views of the learning ones, so that they follow every update without a copy. While the
 * generator learns, the critic's fixed form neither receives gradients nor spends time on them.
 */
public final class Network implements AutoCloseable {

    private static final TorchScriptFunction MOVE_TOWARDS = new TorchScriptFunction(
            "weights: Tensor[n], targets: Tensor[n], fraction: Tensor",
            "torch._foreach_lerp_(weights, targets, float(fraction))",
            "return weights[0]"); // or the compiler would drop what is done to the list

    private static final TorchScriptFunction COPY = new TorchScriptFunction(
            "weights: Tensor[n], values: Tensor[n]", "torch._foreach_copy_(weights, values)", "return weights[0]");

    private static final TorchScriptFunction ALL_FINITE = new TorchScriptFunction(
            "weights: Tensor[n]",
            "found = annotate(List[Tensor], [])",
            "for i in range(torch.len(weights)):",
            // Counts lie on the CPU, wherever the weights are.
            "  found.append(torch.to(torch.all(torch.isfinite(weights[i])), torch.device(\"cpu\"), 11))", // 11 is bool
            "return torch.stack(found)");

    private final NDManager manager;
    private final Block block;
    private final Map<String, NDArray> arrays;
    private final List<NDArray> trainable = new ArrayList<>();
    private final NDList views = new NDList();
    private final ParameterStore store;
    private final boolean training;
    private final Network held;

    /**
     * Initialises a block with the engine's random generator as it stands.
     *
     * @param block the block, not yet initialised
     * @param names the names of its arrays in the order of {@code block.getParameters()}
     * @param input the shape of one input batch
     * @param parent owns the arrays, and tells the device
     */
    public Network(Block block, List<String> names, Shape input, NDManager parent) {
        this(block, initialised(block, names, input, parent.newSubManager()));
    }

    private Network(Block block, Map<String, NDArray> arrays) {
        this.manager = arrays.values().iterator().next().getManager();
        this.block = block;
        this.arrays = arrays;
        List<Parameter> parameters = block.getParameters().values();
        Map<Parameter, NDArray> learningArrays = new IdentityHashMap<>();
        Map<Parameter, NDArray> fixedArrays = new IdentityHashMap<>();
        int i = 0;
        for (NDArray array : arrays.values()) {
            Parameter parameter = parameters.get(i++);
            learningArrays.put(parameter, array);
            if (parameter.requiresGradient()) {
                NDArray view = array.stopGradient();
                trainable.add(array);
                views.add(view);
                fixedArrays.put(parameter, view);
            } else {
                // State of a layer, which the layer replaces: a view would stay with what was there before.
                fixedArrays.put(parameter, array);
            }
        }
        this.store = new Arrays(manager, learningArrays);
        // DJL's training mode only for layers that keep state: the others
        // do not read it, and it walks all parameters before every pass.
        this.training = trainable.size() < arrays.size();
        this.held = new Network(this, new Arrays(manager, fixedArrays));
    }

    private Network(Network learning, ParameterStore fixed) {
        this.manager = learning.manager;
        this.block = learning.block;
        this.arrays = learning.arrays;
        this.store = fixed;
        this.training = false;
        this.held = this;
    }

    /**
     * The same network with its weights held fixed, while it is trained: gradients can flow to its input alone.
     *
     * @return a network over these very weights, which follows every change of them
     */
    public Network held() {
        return held;
    }

    /**
     * The same network as it is used once it is trained: its weights are held fixed, and the state of its layers too.
     *
     * @return a network over these very weights, which follows every change of them
     */
    public Network inference() {
        return held;
    }

    private static Map<String, NDArray> initialised(Block block, List<String> names, Shape input, NDManager manager) {
        block.initialize(manager, DataType.FLOAT32, input);
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        List<Parameter> parameters = block.getParameters().values();
        for (int i = 0; i < names.size(); i++) {
            NDArray array = parameters.get(i).getArray();
            // To save time: DJL looks for lists and tuples in the name of whatever it hands to a TorchScript function.
            array.setName(null);
            arrays.put(names.get(i), array);
        }
        return arrays;
    }

    /**
     * The same layers with weights of their own, which start from these.
     *
     * @return a network whose weights do not learn
     */
    public Network copy() {
        NDManager owner = manager.getParentManager().newSubManager();
        Map<String, NDArray> copies = new LinkedHashMap<>();
        arrays.forEach((name, weight) -> {
            NDArray copy = weight.duplicate();
            copy.attach(owner);
            copies.put(name, copy);
        });
        return new Network(block, copies);
    }

    /**
     * These very weights in other layers, which compute in another precision.
     *
     * @param layers layers of the same shapes; they need no arrays of their own
     * @return a network that follows every change of this one, and is closed with it
     */
    public Network in(Block layers) {
        return new Network(layers, arrays);
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
     * call.
     *
     * @param target the other network
     * @param fraction how far, in [0, 1]
     */
    public void moveTowards(Network target, double fraction) {
        try (NDManager scope = manager.newSubManager(Device.cpu())) {
            NDList arguments = new NDList(views);
            arguments.addAll(target.views);
            arguments.add(scope.create(fraction));
            MOVE_TOWARDS.run(arguments);
        }
    }

    /**
     * Runs the network; gradients can flow to its weights and its input.
     *
     * @param input a batch
     * @return the only output, owned by the input's manager
     */
    public NDArray forward(NDArray input) {
        return outputs(input).singletonOrThrow();
    }

    NDList outputs(NDArray input) {
        return block.forward(store, new NDList(input), training);
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
     * The arrays that learn.
     *
     * @return the arrays themselves, in the order of the layers
     */
    public List<NDArray> trainable() {
        return trainable;
    }

    /**
     * Counts the weights.
     *
     * @return how many numbers are learned
     */
    public long size() {
        return trainable.stream().mapToLong(NDArray::size).sum();
    }

    /**
     * Looks for arrays that hold what is no number. Waits for the device.
     *
     * @param arrays arrays by name, of any type
     * @return the name of the first one that holds NaN or an infinity; empty if none does
     */
    public static Optional<String> firstNotFinite(Map<String, NDArray> arrays) {
        // Views, so that nothing is recorded.
        NDList views = new NDList();
        arrays.values().forEach(array -> views.add(array.stopGradient()));
        try (views;
                NDArray found = ALL_FINITE.call(views).singletonOrThrow()) {
            boolean[] finite = found.toBooleanArray();
            int i = 0;
            for (String name : arrays.keySet()) {
                if (!finite[i++]) {
                    return Optional.of(name);
                }
            }
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        manager.close();
    }

    /** Hands out one array a parameter; there is one device, so nothing is mirrored. */
    private static final class Arrays extends ParameterStore {
        private final Map<Parameter, NDArray> arrays;

        Arrays(NDManager manager, Map<Parameter, NDArray> arrays) {
            super(manager, false);
            this.arrays = arrays;
        }

        @Override
        public NDArray getValue(Parameter parameter, Device device, boolean training) {
            return arrays.get(parameter);
        }
    }
}
