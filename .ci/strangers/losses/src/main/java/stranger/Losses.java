package stranger;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
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
import org.gan4j.losses.AdversarialLoss;
import org.gan4j.losses.HingeLoss;
import org.gan4j.losses.penalty.R1Penalty;

/** A project that has never seen gan4j's sources takes its losses: numbers around 3 are learnt with DJL's data sets and trainers. */
public final class Losses {

    private Losses() {}

    public static void main(String[] args) throws Exception {
        Engine.getInstance().setRandomSeed(1);
        AdversarialLoss loss = new HingeLoss();
        try (Model generator = model("generator");
                Model discriminator = model("discriminator");
                Trainer g = generator.newTrainer(new DefaultTrainingConfig(loss.generatorLoss()));
                Trainer d = discriminator.newTrainer(new DefaultTrainingConfig(loss.discriminatorLoss()))) {
            g.initialize(new Shape(64, 1));
            d.initialize(new Shape(64, 1));
            ArrayDataset real = new ArrayDataset.Builder()
                    .setData(g.getManager().randomNormal(3, 0.5f, new Shape(64_000, 1), DataType.FLOAT32))
                    .setSampling(64, true)
                    .build();
            for (Batch batch : g.iterateDataset(real)) {
                try (batch) {
                    step(loss, generator, g, d, batch);
                }
            }
            NDArray samples = g.forward(new NDList(g.getManager().randomNormal(new Shape(4_000, 1)))).head();
            float mean = samples.mean().getFloat();
            System.out.printf("mean %.3f, of the data 3%n", mean);
            if (!(Math.abs(mean - 3) < 0.5)) {
                throw new IllegalStateException("the generator has not learnt the mean");
            }
        }
    }

    private static void step(AdversarialLoss loss, Model generator, Trainer g, Trainer d, Batch batch) {
        NDManager manager = batch.getManager();
        NDArray real = batch.getData().head();
        NDList noise = new NDList(manager.randomNormal(new Shape(64, 1)));
        try (GradientCollector collector = d.newGradientCollector()) {
            NDArray fake = g.forward(noise).head().stopGradient();
            NDArray scoresOfReal = d.forward(new NDList(real)).head();
            NDArray scoresOfFake = d.forward(new NDList(fake)).head();
            NDArray penalty = new R1Penalty(0.1f).evaluate(x -> d.forward(new NDList(x)).head(), real, fake);
            collector.backward(loss.discriminatorLoss(scoresOfReal, scoresOfFake).add(penalty));
        }
        d.step();
        Block block = d.getModel().getBlock();
        block.freezeParameters(true);
        try (GradientCollector collector = g.newGradientCollector()) {
            collector.backward(loss.generatorLoss(null, d.forward(g.forward(noise)).head()));
        }
        block.freezeParameters(false);
        g.step();
    }

    private static Model model(String name) {
        Model model = Model.newInstance(name, "PyTorch");
        model.setBlock(new SequentialBlock()
                .add(Linear.builder().setUnits(32).build())
                .add(Activation.leakyReluBlock(0.2f))
                .add(Linear.builder().setUnits(1).build()));
        return model;
    }
}
