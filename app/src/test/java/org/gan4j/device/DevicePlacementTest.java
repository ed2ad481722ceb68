package org.gan4j.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gan4j.config.Configs;
import org.gan4j.config.Preset;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.DataSet;
import org.gan4j.data.RealData;
import org.gan4j.testing.PretendGpu;
import org.gan4j.train.GanTrainer;
import org.gan4j.train.TrainingListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Within a step nothing goes from Java to the device, from the device to Java, or between devices.
 *
 * <p>On a GPU each of these would wait until all that was asked of it before is done. RMSProp stands in for Adam, whose fused kernel
 * the {@link PretendGpu} lacks as it lacks SGD's; the tests for a real GPU run Adam.
 */
class DevicePlacementTest {

    private static final int STEPS = 4;

    private static PretendGpu pretended;
    private static NDManager manager;
    private static final Map<String, RealData> DATA = new HashMap<>();

    @BeforeAll
    static void open() {
        pretended = new PretendGpu();
        manager = NDManager.newBaseManager(Device.gpu(), "PyTorch");
    }

    @AfterAll
    static void close() {
        DATA.clear();
        manager.close();
        pretended.close();
    }

    static Stream<String> trainings() {
        Stream<String> techniques = Stream.of(
                "--conditional",
                "--pack 2",
                "--top-k 0.5",
                "--instance-noise 0.1",
                "--zcr 5,0.5",
                "--loss ebgan --pull-away 0.1",
                "--spectral-norm",
                "--penalty r1:1 --penalty-every 2",
                "--penalty lecam:0.3",
                "--loss wgan --penalty div:2:ends=true",
                "--label-smoothing 0.1 --label-noise 0.1 --halve-d-loss",
                "--fresh-noise",
                "--loss rasgan --fresh-batch",
                "--ema 100",
                "--clip 0.01 --n-critic 2",
                "--precision bfloat16 --penalty r1:1",
                "--dataset grid",
                "--dataset gaussian");
        Stream<String> presets = Preset.all().stream()
                // Of arrays without numbers the engine knows no convolutions, and no abs where autograd does not look
                // on.
                .filter(preset -> !preset.values().containsKey("arch"))
                .map(Preset::name)
                .filter(name -> !name.equals("began"))
                .map(name -> "--preset " + name + (name.equals("vectors") ? " --dataset ring" : ""));
        return Stream.concat(presets, techniques);
    }

    @ParameterizedTest
    @MethodSource("trainings")
    void aStepStaysOnTheDevice(String flags) throws Exception {
        TrainConfig config = Configs.of(flags + " --optimizer rmsprop --steps " + STEPS + " --tick 1000");
        String dataset = config.data().dataset().replaceAll("^(fashion-)?mnist$", "digits");
        RealData data = DATA.computeIfAbsent(dataset, name -> open(name));
        List<String> transfers = new ArrayList<>();
        try (GanTrainer trainer = new GanTrainer(config, data, manager)) {
            TrainingListener listener = new TrainingListener() {
                @Override
                public void stepped(long step) {
                    // The first step of an epoch brings its order along, and an optimizer learns its rate.
                    if (step == 1) {
                        PretendGpu.forget();
                    } else if (step == STEPS) {
                        transfers.addAll(PretendGpu.transfers());
                    }
                }
            };
            // The tick after the last step reads the means back, which has to fail here.
            EngineException tick = assertThrows(EngineException.class, () -> trainer.train(List.of(listener)));
            assertTrue(tick.getMessage().contains("Cannot copy out of meta tensor"), tick::getMessage);
            assertEquals(STEPS, trainer.steps());
        }
        assertEquals("", String.join("\n", transfers));
    }

    private static RealData open(String dataset) {
        try {
            return DataSet.of(dataset).open(null, 0, manager);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The net has no holes: each kind of transfer is caught. */
    @Test
    void transfersAreCaught() {
        PretendGpu.forget();
        try (NDManager host = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                NDManager scope = manager.newSubManager()) {
            NDArray array = scope.ones(new Shape(2, 3));
            assertEquals(Device.gpu(), array.getDevice());
            assertThrows(EngineException.class, () -> array.sum().getFloat());
            assertThrows(EngineException.class, array::toFloatArray);
            assertThrows(EngineException.class, () -> array.add(host.ones(new Shape(3))));
            PretendGpu.forget();
            array.mul(2);
            host.ones(new Shape(3)).toDevice(Device.gpu(), false);
            scope.create(new float[3]);
            List<String> transfers = PretendGpu.transfers();
            assertEquals(3, transfers.size(), transfers::toString);
            assertTrue(transfers.get(0).startsWith("sent to the device at org.gan4j.device.DevicePlacementTest"));
            assertTrue(transfers.get(1).startsWith("moved from cpu() to gpu(0)"), transfers.get(1));
        }
    }
}
