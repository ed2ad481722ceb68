package org.gan4j.train;

import ai.djl.ndarray.NDArray;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.gan4j.data.Batch;
import org.gan4j.model.CriticOutput;

/**
 * What is there in a player's turn when {@link Term}s are asked for. The other player is held fixed.
 *
 * @param real the real batch
 * @param fake the generated one
 * @param onReal what the discriminator says of the real batch; {@code null} in a generator's turn that does not read it
 * @param onFake what the discriminator says of the generated batch
 * @param generate makes samples of other noise and the classes of {@code fake}
 * @param judge what the discriminator says of other samples; in its own turn under the instance noise of {@code fake}
 */
record Turn(
        Batch real,
        Generated fake,
        CriticOutput onReal,
        CriticOutput onFake,
        UnaryOperator<NDArray> generate,
        Function<NDArray, CriticOutput> judge) {}
