package org.gan4j.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gan4j.config.TrainConfig;
import org.gan4j.config.WeightedPenalty;
import org.gan4j.model.Layer;
import org.gan4j.model.Linear;
import org.gan4j.model.SampleSpace;
import org.gan4j.torchscript.TorchScriptFunction;
import org.gan4j.train.Players;

/**
 * The matrix products of one step, forward and backward, and the optimizers' way through all weights, and nothing else: what no loop on this
 * engine can be faster than.
 *
 * <p>A linear layer of {@code i} inputs and {@code o} outputs costs a batch of {@code n} rows up to three products, each of {@code
 * 2·n·i·o} operations: {@code X·Wᵀ} forward, {@code dYᵀ·X} for its weights' gradient, and {@code dY·W} for its input's gradient,
 * which the first layer of a network needs only if what is below it learns. A step has
 *
 * <ul>
 *   <li>for D: G forward on a batch; D forward on two, and backward to its weights;
 *   <li>for the penalty {@code gp}: D forward on one more batch, back to its input, and backward once more through that
 *       gradient; for {@code r1} the same without the pass forward, which D has already made;
 *   <li>for G: D forward on a batch, back to its input alone, and G backward to its weights.
 * </ul>
 *
 * <p>Adam reads four numbers a weight, and writes three: on a CPU that traffic is what it costs, whatever it computes.
 *
 * <p>The operands lie in memory as the layers have them: one weight for all passes of a layer, one input for its pass forward and for its
 * weights' gradient. Passes of equal size share theirs, which makes the floor a little faster than a step could be. The results are
 * written over each time, and all steps are one engine call.
 */
final class Floor implements AutoCloseable {

    private static final TorchScriptFunction MULTIPLY = new TorchScriptFunction(
            "steps: Tensor, one: Tensor[1], w: Tensor[1], g: Tensor[1], m: Tensor[1], v: Tensor[1],"
                    + " left: Tensor[n], right: Tensor[n], results: Tensor[n]",
            "for step in range(int(steps)):",
            "  for i in range(torch.len(left)):",
            "    torch.mm(left[i], right[i], out=results[i])",
            "  torch._fused_adam_(w, g, m, v, [], one, lr=1e-4, beta1=0.9, beta2=0.999, weight_decay=0.,"
                    + " eps=1e-8, amsgrad=False, maximize=False)",
            "return torch.add(results[0], torch.narrow(w[0], 0, 0, 1))");

    private final NDManager manager;
    private final NDList left = new NDList();
    private final NDList right = new NDList();
    private final NDList results = new NDList();

    /** A step's count, and for the weights of both players one after the other: weights, gradients and Adam's two moments. */
    private final NDList adam = new NDList();

    /**
     * Prepares the products.
     *
     * @param config networks, batch size and penalties; one discriminator update a step
     * @param dimension the numbers in a sample
     * @param parent owns the operands; on the device to compute on
     */
    Floor(TrainConfig config, int dimension, NDManager parent) {
        this.manager = parent.newSubManager();
        SampleSpace samples = new SampleSpace(dimension, null, 0);
        List<Products> generator = products(Players.generatorLayers(config, samples));
        List<Products> discriminator = products(Players.discriminatorLayers(config, samples));
        int batch = config.data().batchSize();
        adam.add(manager.ones(new Shape()));
        for (int i = 0; i < 4; i++) {
            adam.add(manager.ones(new Shape(size(generator) + size(discriminator))));
        }

        generator.forEach(layer -> layer.forward(batch));
        discriminator.forEach(layer -> layer.forward(2 * batch));
        discriminator.forEach(layer -> layer.weightGradient(2 * batch));
        aboveTheFirst(discriminator).forEach(layer -> layer.inputGradient(2 * batch));

        for (WeightedPenalty penalty : config.objective().penalties()) {
            if (penalty.name().equals("gp")) {
                discriminator.forEach(layer -> layer.forward(batch));
            } else if (!penalty.name().equals("r1")) {
                throw new IllegalArgumentException("the products of " + penalty + " are not known; gp and r1 are");
            }
            discriminator.forEach(layer -> layer.inputGradient(batch));
            // The gradient of that gradient: to the weights, and up through all layers but the last, where ones began
            // it.
            discriminator.forEach(layer -> layer.weightGradient(batch));
            discriminator.subList(0, discriminator.size() - 1).forEach(layer -> layer.forward(batch));
        }

        discriminator.forEach(layer -> layer.forward(batch));
        discriminator.forEach(layer -> layer.inputGradient(batch));
        generator.forEach(layer -> layer.weightGradient(batch));
        aboveTheFirst(generator).forEach(layer -> layer.inputGradient(batch));
    }

    /** The products of one layer. */
    private final class Products {
        private final Linear layer;
        private final NDArray weight;
        private final Map<Integer, NDArray> inputsOf = new HashMap<>();
        private final Map<Integer, NDArray> outputsOf = new HashMap<>();

        Products(Linear layer) {
            this.layer = layer;
            this.weight = matrix(layer.outputs(), layer.inputs());
        }

        void forward(int rows) {
            multiply(input(rows), weight.transpose());
        }

        void weightGradient(int rows) {
            multiply(output(rows).transpose(), input(rows));
        }

        void inputGradient(int rows) {
            multiply(output(rows), weight);
        }

        private NDArray input(int rows) {
            return inputsOf.computeIfAbsent(rows, n -> matrix(n, layer.inputs()));
        }

        private NDArray output(int rows) {
            return outputsOf.computeIfAbsent(rows, n -> matrix(n, layer.outputs()));
        }
    }

    private List<Products> products(Layer network) {
        return network.leaves().values().stream()
                .filter(Linear.class::isInstance)
                .map(layer -> new Products((Linear) layer))
                .toList();
    }

    private static long size(List<Products> layers) {
        return layers.stream()
                .flatMap(products -> products.layer.weights().stream())
                .mapToLong(weight -> weight.shape().size())
                .sum();
    }

    private static List<Products> aboveTheFirst(List<Products> layers) {
        return layers.subList(1, layers.size());
    }

    private NDArray matrix(long rows, long columns) {
        return manager.randomNormal(new Shape(rows, columns));
    }

    private void multiply(NDArray a, NDArray b) {
        left.add(a);
        right.add(b);
        results.add(manager.zeros(new Shape(a.getShape().get(0), b.getShape().get(1))));
    }

    /** What {@link #run} computes: left, right and result of every product. */
    List<NDList> products() {
        return List.of(left, right, results);
    }

    /** Computes the products of some steps, and waits for the device at the end. */
    void run(int steps) {
        try (NDArray count = manager.create(steps)) {
            NDList arguments = new NDList(count);
            arguments.addAll(adam);
            arguments.addAll(left);
            arguments.addAll(right);
            arguments.addAll(results);
            MULTIPLY.run(arguments);
        }
        try (NDArray number = results.get(0).get(0, 0)) {
            number.getFloat();
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
