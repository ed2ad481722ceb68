package org.gan4j.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.gan4j.data.Augmentation;
import org.gan4j.data.ImageShape;
import org.gan4j.engine.Program;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * Changes all pictures that the discriminator sees, real and generated alike, each with a probability p. Gradients flow through.
 *
 * <p>p is fixed, or follows how far the discriminator overfits (ADA, Karras et al. 2020): every four of its updates the mean {@code r} of
 * {@code sign(D(real))} over them is looked at. Above 0.6 p grows, below it falls, between 0 and 1, by
 * {@code 4·batch / images}, where {@code images} is how many real samples take p from 0 to 1.
 */
final class Augmenter {

    /** The authors' target of r, for which p is steered. */
    private static final double TARGET = 0.6;

    /** The authors' interval, in updates of D. */
    private static final int INTERVAL = 4;

    /** The authors' time from p = 0 to p = 1, in real samples. */
    private static final double IMAGES = 500_000;

    /** In a short run p must come from 0 to 1 all the same: in this part of it. */
    private static final double PART_OF_RUN = 0.2;

    /** The state is p, the sum of the means of signs, and the updates that it is over. */
    private static final Program STEER = new Program(
            "state: Tensor, scores: Tensor, change: float",
            List.of(
                    "torch.add_(torch.select(state, 0, 1), torch.mean(torch.sign(scores)))",
                    "torch.add_(torch.select(state, 0, 2), 1)",
                    "count = torch.select(state, 0, 2)",
                    "way = torch.sign(torch.sub(torch.div(torch.select(state, 0, 1), count), " + TARGET + "))",
                    "p = torch.select(state, 0, 0)",
                    "moved = torch.clamp(torch.add(p, torch.mul(way, change)), 0, 1)",
                    "due = torch.ge(count, " + INTERVAL + ")",
                    "zero = torch.zeros_like(p)",
                    "after = [torch.where(due, moved, p), torch.where(due, zero, torch.select(state, 0, 1)), torch.where(due, zero, count)]",
                    "torch.copy_(state, torch.stack(after))",
                    "return state"));

    private final int draws;
    private final boolean steered;
    private final NDArray state;
    private final NDArray probability;
    private final NDArray rows;
    private final NDArray columns;
    private final TorchScriptFunction function;

    /**
     * Makes ready.
     *
     * @param changes what is done to pictures, in this order; one at least
     * @param probability of each; empty if it follows the discriminator, from 0 on
     * @param shape the shape of a picture
     * @param manager owns what is kept, and tells the device
     */
    Augmenter(List<Augmentation> changes, Optional<Double> probability, ImageShape shape, NDManager manager) {
        this.steered = probability.isEmpty();
        this.state = manager.create(new float[] {probability.orElse(0.0).floatValue(), 0, 0});
        this.probability = state.get("0:1");
        int places = shape.height() * shape.width();
        this.rows = places(manager, places, i -> i / shape.width());
        this.columns = places(manager, places, i -> i % shape.width());
        List<String> text = new ArrayList<>(List.of("x = torch.reshape(samples, [-1, " + shape.channels() + ", "
                + shape.height() + ", " + shape.width() + "])"));
        int first = 0;
        for (Augmentation change : changes) {
            text.addAll(change.statements(shape, first));
            first += change.draws();
        }
        text.add("return torch.reshape(x, torch.size(samples))");
        this.draws = first;
        this.function = new TorchScriptFunction(
                "samples: Tensor, u: Tensor, p: Tensor, rows: Tensor, columns: Tensor", text.toArray(String[]::new));
    }

    private static NDArray places(NDManager manager, int count, IntUnaryOperator place) {
        float[] numbers = new float[count];
        IntStream.range(0, count).forEach(i -> numbers[i] = place.applyAsInt(i));
        return manager.create(numbers);
    }

    /**
     * Draws a change for each of some samples.
     *
     * @param samples {@code [N, dimension]}
     * @return makes that change of these samples, or of as many others
     */
    UnaryOperator<NDArray> draw(NDArray samples) {
        NDArray u = samples.getManager().randomUniform(0, 1, new Shape(samples.size(0), draws));
        return others -> function.apply(others, u, probability, rows, columns);
    }

    /**
     * Lets the probability follow the discriminator after one of its updates.
     *
     * @param scores of real samples
     * @param now where in the run the update stands
     * @param criticSteps the updates of a step
     */
    void follow(NDArray scores, Moment now, int criticSteps) {
        double batch = scores.size(0);
        double images = Math.min(IMAGES, PART_OF_RUN * now.steps() * criticSteps * batch);
        STEER.perform(List.of(state, scores, INTERVAL * batch / images));
    }

    /** Whether the probability follows the discriminator. */
    boolean isSteered() {
        return steered;
    }

    /** The probability, for a report: a copy, as it moves on. */
    NDArray reported(NDManager scope) {
        NDArray copy = probability.duplicate();
        copy.attach(scope);
        return copy;
    }

    /** What a resumed run goes on from: the array itself. */
    Map<String, NDArray> state() {
        return steered ? Map.of("augmentation", state) : Map.of();
    }
}
