package org.gan4j.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.gan4j.UserException;
import org.gan4j.config.Configs;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.MixtureData;
import org.gan4j.data.RealData;
import org.gan4j.model.SampleSpace;
import org.gan4j.train.GanTrainer;
import org.gan4j.train.ResumePoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

    @TempDir
    private Path temp;

    private NDManager manager;
    private RealData data;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        data = MixtureData.ring(manager);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private GanTrainer trainer(Configs configs) {
        return new GanTrainer(configs.build(), data, manager);
    }

    private RunRecord record(TrainConfig config) {
        return new RunRecord("1", "engine", Map.of("loss", "began"), config, SampleSpace.of(data));
    }

    private Path saved(Configs configs) throws IOException {
        GanTrainer trainer = trainer(configs.steps(3));
        trainer.train(List.of());
        Path directory = temp.resolve("step-00000003");
        Checkpoint.write(directory, trainer, record(configs.build()), data.fingerprint());
        return directory;
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static void assertDamaged(Path directory, Path file, String what) {
        UserException refused = assertThrows(UserException.class, () -> Checkpoint.open(directory), what);
        assertTrue(refused.getMessage().startsWith(file + " "), what + ": " + refused.getMessage());
        assertEquals(1, refused.getMessage().lines().count());
    }

    @Test
    void everyFlippedByteIsFound() throws IOException {
        Path directory = saved(Configs.small().average(10, 0));
        Checkpoint.open(directory);
        Random random = new Random(0);
        for (Path file : files(directory)) {
            byte[] content = Files.readAllBytes(file);
            // Each byte of the text, and of the arrays every 29th: CRC-32
            // finds every error of up to 32 bits in a row.
            int stride = content.length > 3_000 && !file.endsWith("checkpoint.json") ? 29 : 1;
            for (int i = 0; i < content.length; i += stride) {
                byte[] flipped = content.clone();
                flipped[i] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, flipped);
                assertDamaged(directory, file, "byte " + i);
            }
            Files.write(file, content);
        }
        Checkpoint.open(directory);
    }

    @Test
    void everyCutIsFound() throws IOException {
        Path directory = saved(Configs.small());
        for (Path file : files(directory)) {
            byte[] content = Files.readAllBytes(file);
            for (int i = 0; i < 40; i++) {
                int length = i < 10 ? content.length - 1 - i : (int) ((long) content.length * (i - 10) / 30);
                Files.write(file, Arrays.copyOf(content, length));
                assertDamaged(directory, file, length + " bytes of " + content.length);
            }
            Files.delete(file);
            assertDamaged(directory, file, "no file");
            Files.write(file, Arrays.copyOf(content, content.length + 1));
            assertDamaged(directory, file, "a byte more");
            Files.write(file, content);
        }
        Checkpoint.open(directory);
    }

    private static float[][] values(GanTrainer trainer) {
        return trainer.state().values().stream()
                .flatMap(group -> group.values().stream())
                .map(array -> array.toType(ai.djl.ndarray.types.DataType.FLOAT32, true)
                        .toFloatArray())
                .toArray(float[][]::new);
    }

    @Test
    void allStateIsRestored() throws IOException {
        Configs configs =
                Configs.small().loss("began").options(Map.of("gamma", "0.75")).average(4, 0);
        GanTrainer trainer = trainer(configs.steps(3));
        trainer.train(List.of());
        Checkpoint.write(temp.resolve("step-00000003"), trainer, record(configs.build()), "ring");
        GanTrainer other = trainer(configs.seed(99));
        Checkpoint checkpoint = Checkpoint.open(temp.resolve("step-00000003"));
        checkpoint.restore(other);

        assertArrayEquals(values(trainer), values(other));
        assertEquals(3, other.steps());
        assertEquals("ring", checkpoint.data());
        assertTrue(other.state().get("objective").get("loss.k").getFloat() > 0, "k has moved, and is part of it");
        assertEquals(3, (long)
                other.state().get("discriminator-optimizer").get("step").getFloat());
    }

    @Test
    void nothingIsHalfLoaded() throws IOException {
        Path directory = saved(Configs.small());
        // Another loss has other state: the weights fit, what comes after them does not.
        GanTrainer other = trainer(Configs.small().loss("lsgan").penalties("lecam:0.3"));
        float[][] before = values(other);
        String message = assertThrows(
                        UserException.class, () -> Checkpoint.open(directory).restore(other))
                .getMessage();
        assertTrue(message.contains("objective.safetensors does not fit"), message);
        assertArrayEquals(before, values(other));
        assertEquals(0, other.steps());
    }

    @Test
    void anotherFormatIsSaid() throws IOException {
        Path file = saved(Configs.small()).resolve("checkpoint.json");
        String text = Files.readString(file);
        assertTrue(text.contains("\"format\": 1"), text);
        // Sealed again by hand, as a later version would have done it.
        String body = text.substring(0, text.lastIndexOf(",\n  \"crc32\"")).replace("\"format\": 1", "\"format\": 7");
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        Files.writeString(file, body + String.format(Locale.ROOT, ",\n  \"crc32\": \"%08x\"\n}\n", crc.getValue()));
        String message = assertThrows(UserException.class, () -> Checkpoint.open(file.getParent()))
                .getMessage();
        assertTrue(message.contains("has format 7") && message.contains("reads format 1"), message);
    }

    @Test
    void positionsAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> new ResumePoint(-1, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new ResumePoint(1, 2, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new ResumePoint(1, 1, -1, 0));
        assertThrows(IllegalArgumentException.class, () -> new ResumePoint(1, 1, 0, Double.NaN));
    }

    /** Trains until the disk is full, and returns what the run said. */
    private String trainOnADiskOf(long bytes, Path[] root) {
        FileSystem disk = Jimfs.newFileSystem(Configuration.unix().toBuilder()
                .setBlockSize(512)
                .setMaxSize(bytes)
                .build());
        root[0] = disk.getPath("/run");
        Configs configs = Configs.small().tick(1).steps(200);
        GanTrainer trainer = trainer(configs);
        RunDirectory directory = RunDirectory.create(root[0], "", record(configs.build()));
        CheckpointKeeper keeper =
                new CheckpointKeeper(directory, record(configs.build()), data, new Interval(1, false), 0, false);
        NDArray input = trainer.sampleInput(SamplePicture.defaultCount(SampleSpace.of(data)), manager);
        RunRecorder recorder = new RunRecorder(
                directory, record(configs.build()), data, input, List.of(), new Interval(1, true), new TimeShare());
        return assertThrows(UserException.class, () -> trainer.train(List.of(recorder, keeper)))
                .getMessage();
    }

    @Test
    void aFullDiskLeavesTheLastCheckpointWhole() throws IOException {
        // A checkpoint takes some 14 KB, a picture of samples up to 40 (two come before the first checkpoint), a line
        // of metrics 0.2:
        // with blocks of 512 bytes, other sizes fail elsewhere.
        boolean[] failed = new boolean[2];
        for (long size = 150_000; size < 170_000; size += 1_250) {
            Path[] root = new Path[1];
            String message = trainOnADiskOf(size, root);
            assertTrue(message.startsWith("cannot write /run/") && message.contains("out of disk space"), message);
            failed[message.contains("metrics.jsonl") ? 0 : 1] = true;
            assertEquals(1, message.lines().count());

            RunDirectory run = RunDirectory.open(root[0]);
            Optional<Checkpoint> last = run.checkpoints().lastWhole(warning -> {
                throw new AssertionError(warning);
            });
            long step = last.orElseThrow().position().step();
            for (String line : Files.readAllLines(run.metrics())) {
                assertTrue(line.startsWith("{") && line.endsWith("}"), line);
            }
            try (Stream<Path> left = Files.walk(root[0])) {
                assertFalse(left.anyMatch(file -> file.toString().contains(".partial")));
            }
            assertTrue(step > 0);
            root[0].getFileSystem().close();
        }
        assertTrue(failed[1], "no checkpoint met the full disk");
    }

    @Test
    void aRemovedDirectoryIsSaidAndNotMadeAgain() throws IOException {
        Configs configs = Configs.small().tick(100).steps(5);
        GanTrainer trainer = trainer(configs);
        Path root = temp.resolve("run");
        RunDirectory directory = RunDirectory.create(root, "", record(configs.build()));
        CheckpointKeeper keeper =
                new CheckpointKeeper(directory, record(configs.build()), data, new Interval(3, false), 0, false);
        Files.delete(root.resolve("config.json"));
        Files.delete(root);
        String message = assertThrows(UserException.class, () -> trainer.train(List.of(keeper)))
                .getMessage();
        assertTrue(message.startsWith("cannot write " + root.resolve("checkpoints/step-00000003") + ": "), message);
        assertFalse(Files.exists(root));
    }

    @Test
    void statesHaveTheNamesOfTheirParts() {
        Map<String, Map<String, NDArray>> state =
                trainer(Configs.small().penalties("lecam:0.3").average(4, 0)).state();
        assertEquals(
                List.of(
                        "generator",
                        "generator-average",
                        "discriminator",
                        "generator-optimizer",
                        "discriminator-optimizer",
                        "objective"),
                List.copyOf(state.keySet()));
        assertTrue(
                state.get("objective").containsKey("lecam.real"),
                state.get("objective").toString());
    }
}
