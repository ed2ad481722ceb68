package org.gan4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gan4j.config.Configs;
import org.gan4j.config.Preset;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.DataSet;
import org.gan4j.data.RealData;
import org.gan4j.torchscript.TorchScriptFunction;
import org.gan4j.train.GanTrainer;
import org.gan4j.train.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the profiler sees, and that the published table says what every preset asks of the engine. */
class EngineCallsTest {

    /** Its "first" columns were counted in the same way on the first version of the program. */
    private static final Path PUBLISHED = Path.of("doc", "engine-calls.md");

    /** A trace as PyTorch writes it, by hand: the mark, a call with its backward pass on a thread of the engine's, and one more. */
    @Test
    void onlyTheCallingThreadsEventsAreCalls(@TempDir Path temp) throws IOException {
        Path trace = temp.resolve("trace.json");
        Files.writeString(
                trace,
                "["
                        + String.join(
                                ",",
                                event("aten::zeros", 3, 10, 5),
                                event("aten::empty", 3, 11, 2),
                                event("backward", 3, 100, 80),
                                event("aten::mm", 1, 110, 10),
                                event("aten::mm", 1, 130, 10),
                                event("aten::add", 3, 200, 10))
                        + "]");
        assertEquals(new EngineCalls(2, 3), EngineCalls.of(trace));
    }

    private static String event(String name, int thread, int start, int duration) {
        return String.format(
                Locale.ROOT,
                "{\"name\": \"%s\", \"ph\": \"X\", \"ts\": %d, \"dur\": %d, \"tid\": %d, \"pid\": \"CPU Functions\", \"args\": {}}",
                name,
                start,
                duration,
                thread);
    }

    static EngineCalls count(Runnable work) {
        EngineCalls.begin();
        work.run();
        return EngineCalls.end();
    }

    @Test
    void countsCallsAndKernels() {
        TorchScriptFunction twice =
                new TorchScriptFunction("x: Tensor", "y = torch.mul(x, x)", "return torch.add(y, x)");
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            NDArray x = manager.ones(new Shape(4, 4));
            twice.call(new NDList(x)); // PyTorch looks at a function longer when it runs it first
            assertEquals(new EngineCalls(0, 0), count(() -> {}));
            // By hand: an addition is one call and one kernel, a view one
            // call and none, a function one call for its two.
            assertEquals(new EngineCalls(1, 1), count(() -> x.add(x)));
            assertEquals(new EngineCalls(1, 0), count(() -> x.reshape(16)));
            assertEquals(new EngineCalls(1, 2), count(() -> twice.call(new NDList(x))));
            assertEquals(new EngineCalls(3, 3), count(() -> x.matMul(x).exp().sum()));
        }
    }

    /** What a preset is counted on: points in the plane, unless it is not made for them. */
    private static String data(Preset preset) {
        return preset.name().equals("gaussian-1d")
                ? "gaussian"
                : preset.values().containsKey("arch") ? "digits" : "ring";
    }

    @Test
    void thePublishedTableHolds() throws Exception {
        Map<String, String[]> published = new HashMap<>();
        for (String line : Files.readAllLines(PUBLISHED)) {
            if (line.startsWith("| `")) {
                String[] cells = line.substring(1).replaceAll("[` ]", "").split("\\|");
                published.put(cells[0], cells);
            }
        }
        List<String> counted = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (Preset preset : Preset.all()) {
            EngineCalls step = oneStep(
                    Configs.of("--preset " + preset.name() + " --dataset " + data(preset) + " --steps 5 --tick 1000"));
            String[] cells = published.getOrDefault(preset.name(), new String[] {"", "-", "0", "-", "0"});
            counted.add(String.format(
                    Locale.ROOT,
                    "| `%s` | %s | %d | %s | %d |",
                    preset.name(),
                    cells[1],
                    step.calls(),
                    cells[3],
                    step.kernels()));
            // Which operators one is made of is the engine's matter, and may differ a little from one processor to
            // another.
            boolean kernels = Math.abs(step.kernels() - Integer.parseInt(cells[4])) <= 0.05 * step.kernels();
            boolean halved = cells[1].equals("-") || 2 * step.calls() <= Integer.parseInt(cells[1]);
            if (step.calls() != Integer.parseInt(cells[2]) || !kernels || !halved) {
                wrong.add(counted.get(counted.size() - 1));
            }
        }
        Files.write(Path.of("target", "engine-calls.md"), counted);
        assertEquals(
                List.of(), wrong, "not as in app/" + PUBLISHED + ", or more than half of the first version's calls");
    }

    /** The fourth of five: the first ones set something up, the third may be recorded, the last one is read back. */
    private static EngineCalls oneStep(TrainConfig config) throws Exception {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                RealData data = DataSet.of(config.data().dataset()).open(null, 0, manager);
                GanTrainer trainer = new GanTrainer(config, data, manager)) {
            EngineCalls[] counted = new EngineCalls[1];
            TrainingListener listener = new TrainingListener() {
                @Override
                public void stepped(long step) {
                    if (step == 3) {
                        EngineCalls.begin();
                    } else if (step == 4) {
                        counted[0] = EngineCalls.end();
                    }
                }
            };
            trainer.train(List.of(listener));
            return counted[0];
        }
    }
}
