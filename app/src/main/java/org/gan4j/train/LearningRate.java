package org.gan4j.train;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.gan4j.engine.Program;

/** A player's learning rate, where its updates read it. */
final class LearningRate {

    private static final Program FILL =
            new Program("rate: Tensor, value: float", List.of("torch.fill_(rate, value)", "return rate"));

    private final double base;
    private final Optional<NDArray> there;
    private double current;

    /**
     * A rate.
     *
     * @param base what a schedule's factor is multiplied with
     * @param there a scalar on the device that updates read, where numbers of the host would stay in recorded kernels
     */
    LearningRate(double base, Optional<NDArray> there) {
        this.base = base;
        this.there = there;
        this.current = base;
    }

    /** Makes it the rate of a moment. */
    void follow(Moment now) {
        current = now.rate() * base;
        there.ifPresent(array -> FILL.perform(List.of(array, current)));
    }

    /** What an update is given, once and for all. */
    Object value() {
        return there.isPresent() ? there.get() : (Supplier<Double>) () -> current;
    }

    boolean isOnDevice() {
        return there.isPresent();
    }
}
