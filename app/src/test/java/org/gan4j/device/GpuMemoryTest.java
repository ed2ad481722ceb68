package org.gan4j.device;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.gan4j.cli.TestedDevice;
import org.gan4j.config.Configs;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.DataSet;
import org.gan4j.data.RealData;
import org.gan4j.testing.ChildProcess;
import org.gan4j.train.GanTrainer;
import org.gan4j.train.Tick;
import org.gan4j.train.TrainingListener;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The memory of a GPU that nobody else uses. */
@Tag("gpu")
class GpuMemoryTest {

    private static Device device;

    @BeforeAll
    static void start() {
        device = TestedDevice.start();
    }

    /** What the device gives to all processes, of which this has to be the only one: PyTorch keeps what it once had, so that growth of any kind shows. */
    @Test
    void memoryStaysFlat() throws Exception {
        assumeTrue(device.isGpu(), "the memory of a GPU");
        assumeTrue(
                smi("--query-compute-apps=pid").size() <= 1,
                "other processes are on the GPU, and its memory is theirs too");
        TrainConfig config = Configs.of("--preset digits --steps 5000 --tick 500");
        List<Long> used = new ArrayList<>();
        try (NDManager manager = NDManager.newBaseManager(device, "PyTorch");
                RealData data = DataSet.of("digits").open(null, config.seed(), manager);
                GanTrainer trainer = new GanTrainer(config, data, manager)) {
            trainer.train(List.of(new TrainingListener() {
                @Override
                public void ticked(Tick tick) {
                    used.add(usedMegabytes());
                }
            }));
        }
        // From the second tick on: by then every size of array has come up.
        assumeTrue(smi("--query-compute-apps=pid").size() <= 1, "other processes came to the GPU");
        assertTrue(used.get(used.size() - 1) - used.get(1) <= 2, used + " MB");
    }

    private static long usedMegabytes() {
        return Long.parseLong(smi("--query-gpu=memory.used").get(0));
    }

    /** Asks nvidia-smi, which counts all GPUs of the machine, whatever this process may use of them. */
    private static List<String> smi(String query) {
        String visible = System.getenv("CUDA_VISIBLE_DEVICES");
        String id = visible == null ? String.valueOf(device.getDeviceId()) : visible.split(",")[device.getDeviceId()];
        try {
            return ChildProcess.run(
                            ChildProcess.of("nvidia-smi", query, "--format=csv,noheader,nounits", "--id=" + id.strip()))
                    .out()
                    .lines()
                    .toList();
        } catch (Exception e) {
            throw new IllegalStateException("nvidia-smi does not run", e);
        }
    }
}
