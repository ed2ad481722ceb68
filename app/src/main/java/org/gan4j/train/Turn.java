package org.gan4j.train;

import ai.djl.ndarray.NDArray;
import java.util.function.Function;
import org.gan4j.data.Batch;
import org.gan4j.model.CriticOutput;
import org.gan4j.model.Network;

/**
 * What is there in a player's turn when {@link Term}s are asked for. The other player is held fixed.
 *
 * @param real the real batch
 * @param fake the generated one
 * @param onReal what the discriminator says of the real batch; {@code null} in the generator's turn
 * @param onFake what the discriminator says of the generated batch
 * @param generator makes more samples
 * @param judge what the discriminator says of more samples
 */
record Turn(
        Batch real,
        Generated fake,
        CriticOutput onReal,
        CriticOutput onFake,
        Network generator,
        Function<NDArray, CriticOutput> judge) {}
