package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gan4j.config.Configs;
import org.gan4j.config.TrainConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadsTest {

    /**
     * By hand, for the MNIST job: G has 100·128 + 128·256 + 256·784 = 246,272 weights and D 784·256 + 256·128 + 128 = 233,600, so
     * that a batch of 1,024 is 491 million multiply-adds.
     */
    @ParameterizedTest
    @CsvSource({
        "--preset mnist-mlp --batch-size 64, 16, 1",
        "--preset mnist-mlp --batch-size 834, 16, 2",
        "--preset mnist-mlp --batch-size 833, 16, 1",
        "--preset mnist-mlp --batch-size 1024, 16, 2",
        "--preset mnist-mlp --batch-size 1024, 1, 1",
        "--preset mnist-mlp --batch-size 40000, 16, 16",
        "--preset ring --batch-size 1024, 16, 1",
        "--preset gaussian-1d, 16, 1"
    })
    void largeStepsHaveMoreThreadsThanSmallOnes(String flags, int cores, int threads) {
        assertEquals(threads, Threads.suiting(Configs.of(flags), cores));
    }

    /** By hand: D = 784·256 + 256·128 = 233,472 weights, and as many back; with G's 246,272 they are 713,216. */
    @ParameterizedTest
    @CsvSource({"561, 2", "560, 1"})
    void anAutoencoderGoesBothWays(int batchSize, int threads) {
        TrainConfig config = Configs.of("--preset mnist-mlp --loss ebgan --d-hidden 256,128 --batch-size " + batchSize);
        assertEquals(threads, Threads.suiting(config, 16));
    }

    /** By hand: images of 56x56 make G 45,568 + 256·3,136 = 848,384 and D 3,136·256 + 32,896 = 835,712 weights. */
    @ParameterizedTest
    @CsvSource({"238, 2", "237, 1"})
    void imagesOfOnesOwnHaveTheirOwnSize(int batchSize, int threads, @TempDir Path directory) throws IOException {
        ByteBuffer header =
                ByteBuffer.allocate(16).putInt(0x803).putInt(1).putInt(56).putInt(56);
        Files.write(directory.resolve("train-images-idx3-ubyte"), header.array());
        TrainConfig config =
                Configs.of("--preset mnist-mlp --dataset idx --data-dir " + directory + " --batch-size " + batchSize);
        assertEquals(threads, Threads.suiting(config, 16));
    }

    @Test
    void filesThatAreNotThereAreSaidElsewhere(@TempDir Path directory) {
        TrainConfig config = Configs.of("--preset mnist-mlp --dataset idx --data-dir " + directory);
        assertEquals(1, Threads.suiting(config, 16));
    }
}
