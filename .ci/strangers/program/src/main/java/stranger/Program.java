package stranger;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.RealData;
import org.gan4j.train.GanTrainer;
import org.gan4j.train.Tick;
import org.gan4j.train.TrainingListener;

/** A project that has never seen gan4j's sources trains from Java, without the command line. */
public final class Program {

    private Program() {}

    // snippet begin
    /** As {@code train --preset ring --steps 1500} on the command line; gives points of the plane. */
    static float[] ring() {
        TrainConfig config = TrainConfig.of(Map.of("preset", "ring", "steps", "1500")); // the flags of train
        try (NDManager manager = NDManager.newBaseManager();
                RealData data = config.data().row().open(config.data().path(), config.seed(), manager);
                GanTrainer trainer = new GanTrainer(config, data, manager)) {
            trainer.train(List.of(new TrainingListener() {
                @Override
                public void ticked(Tick tick) {
                    System.out.println(tick.step() + " D " + tick.means().get(Tick.D_LOSS));
                }
            }));
            NDArray points = trainer.sampler().forward(trainer.sampleInput(1_000, manager));
            return points.toFloatArray();
        }
    }
    // snippet end

    public static void main(String[] args) {
        float[] points = ring();
        double radius = 0;
        for (int i = 0; i < points.length; i += 2) {
            radius += Math.hypot(points[i], points[i + 1]) / (points.length / 2);
        }
        System.out.printf("mean radius %.3f, of the ring 1%n", radius);
        if (!(Math.abs(radius - 1) < 0.1)) {
            throw new IllegalStateException("the generator has not learnt the ring");
        }
    }
}
