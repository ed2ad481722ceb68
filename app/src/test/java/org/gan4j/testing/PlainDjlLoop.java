package org.gan4j.testing;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.Tracker;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;

/**
 * The MNIST job as DJL's own examples would write it, to compare with: two {@link Trainer}s, DJL's Adam, {@link ArrayDataset}.
 * Prints its speed.
 *
 * <pre>{@code
 * java -cp 'app/target/test-classes:app/target/gan4j.jar:app/target/lib/*:app/target/natives/*' org.gan4j.bench.PlainDjlLoop [BATCH [STEPS [THREADS]]]
 * }</pre>
 */
public final class PlainDjlLoop {

    private static final int LATENT = 100;
    private static final int PIXELS = 784;
    private static final int SAMPLES = 20_000;
    private static final int WARM_UP = 100;

    private PlainDjlLoop() {}

    public static void main(String[] args) throws Exception {
        int batchSize = args.length > 0 ? Integer.parseInt(args[0]) : 64;
        int steps = args.length > 1 ? Integer.parseInt(args[1]) : 1000;
        String threads = args.length > 2 ? args[2] : "1";
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.pytorch.num_threads", threads);
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        System.out.printf(
                Locale.ROOT,
                "plain DJL, batch %d, %s threads: %.1f steps/s%n",
                batchSize,
                threads,
                run(batchSize, steps));
    }

    /** Trains, and returns the steps per second after the warm-up. */
    public static double run(int batchSize, int steps) throws Exception {
        Block generator = mlp(Activation::relu, Activation::tanh, 128, 256, PIXELS);
        Block discriminator = mlp(x -> Activation.leakyRelu(x, 0.2f), x -> x, 256, 128, 1);
        try (NDManager manager = NDManager.newBaseManager("PyTorch");
                Model g = Model.newInstance("g", "PyTorch");
                Model d = Model.newInstance("d", "PyTorch")) {
            g.setBlock(generator);
            d.setBlock(discriminator);
            try (Trainer gTrainer = g.newTrainer(config());
                    Trainer dTrainer = d.newTrainer(config())) {
                gTrainer.initialize(new Shape(batchSize, LATENT));
                dTrainer.initialize(new Shape(batchSize, PIXELS));
                ArrayDataset dataset = new ArrayDataset.Builder()
                        .setData(manager.randomUniform(-1, 1, new Shape(SAMPLES, PIXELS)))
                        .setSampling(batchSize, true, true)
                        .build();
                int done = 0;
                long began = 0;
                while (true) {
                    for (Batch batch : dTrainer.iterateDataset(dataset)) {
                        if (done == Math.min(WARM_UP, steps)) {
                            began = System.nanoTime();
                        }
                        if (done == Math.min(WARM_UP, steps) + steps) {
                            batch.close();
                            return steps * 1e9 / (System.nanoTime() - began);
                        }
                        step(batch, batchSize, gTrainer, dTrainer);
                        batch.close();
                        done++;
                    }
                }
            }
        }
    }

    private static void step(Batch batch, int batchSize, Trainer gTrainer, Trainer dTrainer) {
        // DJL's name for logits is the opposite of what it means: see Loss.sigmoidBinaryCrossEntropyLoss().
        Loss loss = Loss.sigmoidBinaryCrossEntropyLoss();
        try (NDManager scope = batch.getManager().newSubManager()) {
            NDArray real = batch.getData().head();
            NDList noise = new NDList(scope.randomNormal(new Shape(batchSize, LATENT)));
            NDList ones = new NDList(scope.ones(new Shape(batchSize, 1)));
            NDList zeros = new NDList(scope.zeros(new Shape(batchSize, 1)));
            try (GradientCollector collector = dTrainer.newGradientCollector()) {
                NDArray fake = gTrainer.forward(noise).head().stopGradient();
                NDArray onReal = loss.evaluate(ones, dTrainer.forward(new NDList(real)));
                NDArray onFake = loss.evaluate(zeros, dTrainer.forward(new NDList(fake)));
                collector.backward(onReal.add(onFake));
            }
            dTrainer.step();
            try (GradientCollector collector = gTrainer.newGradientCollector()) {
                NDArray fake = gTrainer.forward(noise).head();
                collector.backward(loss.evaluate(ones, dTrainer.forward(new NDList(fake))));
            }
            gTrainer.step();
        }
    }

    private static DefaultTrainingConfig config() {
        return new DefaultTrainingConfig(Loss.sigmoidBinaryCrossEntropyLoss())
                .optOptimizer(Adam.builder()
                        .optLearningRateTracker(Tracker.fixed(2e-4f))
                        .build());
    }

    private static Block mlp(Function<NDArray, NDArray> hidden, Function<NDArray, NDArray> output, int... widths) {
        SequentialBlock block = new SequentialBlock();
        int last = widths.length - 1;
        Arrays.stream(widths, 0, last)
                .forEach(width -> block.add(Linear.builder().setUnits(width).build())
                        .add(list -> new NDList(hidden.apply(list.head()))));
        return block.add(Linear.builder().setUnits(widths[last]).build())
                .add(list -> new NDList(output.apply(list.head())));
    }
}
