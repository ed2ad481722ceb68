package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
        assertEquals(threads, Threads.suiting(CommandLineConfig.of(flags), cores));
    }
}
