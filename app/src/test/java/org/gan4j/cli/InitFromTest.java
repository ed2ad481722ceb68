package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gan4j.config.InitialWeights;
import org.gan4j.files.Sha256;
import org.gan4j.model.Network;
import org.gan4j.model.Player;
import org.gan4j.run.RunDirectory;
import org.gan4j.run.SavedWeights;
import org.gan4j.run.TrainedPlayer;
import org.gan4j.testing.Cli;
import org.gan4j.testing.IdxBytes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that start from weights in a file. A rate so small that no weight moves by a bit shows what they started from. */
class InitFromTest {

    private static final String[] STANDSTILL = {"--optimizer", "sgd", "--g-lr", "1e-30", "--d-lr", "1e-30"};

    @TempDir
    private static Path temp;

    private static NDManager manager;
    private static Path generator;
    private static Path discriminator;

    @BeforeAll
    static void train() throws IOException {
        manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        IdxBytes.writeSmall(temp.resolve("data"), 40, 40);
        run("first", "--seed", "1");
        generator = temp.resolve("g.safetensors");
        discriminator = temp.resolve("d.safetensors");
        done("export", temp.resolve("first").toString(), "--out", generator.toString());
        done("export", temp.resolve("first").toString(), "--discriminator", "--out", discriminator.toString());
    }

    @AfterAll
    static void close() {
        manager.close();
    }

    private static void done(String... args) {
        Cli.Result result = Cli.run(args);
        assertEquals(0, result.code(), result.err());
    }

    private static void run(String name, String... flags) {
        List<String> args = new ArrayList<>(List.of("train", "--steps", "3", "--quiet"));
        args.addAll(List.of("--data-dir", temp.resolve("data").toString(), "--batch-size", "8"));
        args.addAll(List.of("--g-hidden", "8", "--d-hidden", "8", "--spectral-norm", "--ema", "2"));
        args.addAll(List.of("--out", temp.resolve(name).toString()));
        args.addAll(List.of(flags));
        done(args.toArray(String[]::new));
    }

    private static List<String> with(String[] flags, String... more) {
        List<String> all = new ArrayList<>(List.of(flags));
        all.addAll(List.of(more));
        return all;
    }

    private static float[][] weights(Path source, Player player, boolean averaged) {
        return new TrainedPlayer(SavedWeights.find(source, player, averaged, Optional.empty()), manager)
                .network().trainable().stream().map(NDArray::toFloatArray).toArray(float[][]::new);
    }

    @Test
    void bothPlayersStartFromTheirFiles() throws IOException {
        run(
                "second",
                with(
                                STANDSTILL,
                                "--init-from",
                                generator.toString(),
                                "--seed",
                                "2",
                                "--init-from",
                                discriminator.toString())
                        .toArray(String[]::new));
        Path second = temp.resolve("second");
        assertArrayEquals(weights(generator, Player.GENERATOR, true), weights(second, Player.GENERATOR, false));
        assertArrayEquals(
                weights(generator, Player.GENERATOR, true), weights(second, Player.GENERATOR, true), "average");
        assertArrayEquals(
                weights(discriminator, Player.DISCRIMINATOR, true), weights(second, Player.DISCRIMINATOR, true));

        // The run depends on them.
        List<InitialWeights> recorded =
                RunDirectory.open(second).record().config().model().initFrom();
        assertEquals(
                List.of(
                        new InitialWeights(
                                Player.GENERATOR, generator.toString(), Sha256.of(Files.readAllBytes(generator))),
                        new InitialWeights(
                                Player.DISCRIMINATOR,
                                discriminator.toString(),
                                Sha256.of(Files.readAllBytes(discriminator)))),
                recorded);
    }

    /** Also where other programs have kept the numbers in half or in double precision. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--arch dcgan --g-channels 4 --d-channels 4 --g-norm batch --d-norm group",
                "--arch resnet --g-channels 4,4 --d-channels 4 --g-norm batch --spectral-norm",
                "--arch r3gan --g-channels 8,8 --d-channels 8,8"
            })
    void everyArchitectureStartsFromItsFiles(String arch) throws IOException {
        String common =
                "train --quiet --dataset digits --batch-size 8 --steps 1 --ema 0 --latent 5 --penalty none " + arch;
        Path first = temp.resolve("first-" + arch.hashCode());
        done((common + " --seed 1 --out " + first).split(" "));
        for (DataType type : List.of(DataType.FLOAT32, DataType.FLOAT16, DataType.FLOAT64)) {
            Path file = first.resolve(type + ".safetensors");
            done(
                    "export",
                    first.toString(),
                    "--out",
                    first.resolve("exported.safetensors").toString());
            Map<String, float[]> expected = new HashMap<>();
            try (NDManager scope = manager.newSubManager()) {
                NDList converted = new NDList();
                for (NDArray array : NDList.decode(scope, Files.readAllBytes(first.resolve("exported.safetensors")))) {
                    NDArray other = array.toType(type, true);
                    other.setName(array.getName());
                    converted.add(other);
                    expected.put(
                            array.getName(),
                            other.toType(DataType.FLOAT32, true).toFloatArray());
                }
                Files.write(file, converted.encode(NDList.Encoding.SAFETENSORS));
            }
            Path second = temp.resolve("second-" + arch.hashCode() + type);
            done((common + " --seed 2 --init-from " + file + " --out " + second + " " + String.join(" ", STANDSTILL))
                    .split(" "));
            Network started = new TrainedPlayer(
                            SavedWeights.find(second, Player.GENERATOR, false, Optional.empty()), manager)
                    .network();
            assertEquals(expected.keySet(), started.weights().keySet());
            started.weights().forEach((name, array) -> {
                if (!name.contains("running_")) { // which the one step has moved
                    // A bias of 0 moves by as little as the rate.
                    assertArrayEquals(expected.get(name), array.toFloatArray(), 1e-25f, type + " " + name);
                }
            });
        }
    }

    @Test
    void aFileWithoutDescriptionIsAGenerators() throws IOException {
        Path bare = temp.resolve("bare.safetensors");
        Files.copy(generator, bare);
        run(
                "third",
                with(STANDSTILL, "--init-from", bare.toString(), "--seed", "2").toArray(String[]::new));
        Path third = temp.resolve("third");
        assertArrayEquals(weights(generator, Player.GENERATOR, true), weights(third, Player.GENERATOR, false));
        assertFalse(
                Arrays.deepEquals(
                        weights(discriminator, Player.DISCRIMINATOR, true), weights(third, Player.DISCRIMINATOR, true)),
                "the discriminator starts at random");
    }

    @Test
    void aRunWithoutItStartsAtRandomAndRecordsNothing() {
        run("fourth", with(STANDSTILL, "--seed", "2").toArray(String[]::new));
        Path fourth = temp.resolve("fourth");
        assertFalse(Arrays.deepEquals(
                weights(generator, Player.GENERATOR, true), weights(fourth, Player.GENERATOR, false)));
        assertEquals(
                List.of(), RunDirectory.open(fourth).record().config().model().initFrom());
    }

    @Test
    void aResumedRunNeedsTheFileNoMore() throws IOException {
        Path file = temp.resolve("gone.safetensors");
        Files.copy(generator, file);
        run("fifth", with(STANDSTILL, "--init-from", file.toString()).toArray(String[]::new));
        Files.delete(file);
        Path fifth = temp.resolve("fifth");
        done("train", "--resume", fifth.toString(), "--steps", "5", "--quiet");

        assertArrayEquals(weights(generator, Player.GENERATOR, true), weights(fifth, Player.GENERATOR, false));
        assertEquals(
                5,
                SavedWeights.find(fifth, Player.GENERATOR, true, Optional.empty())
                        .step());
        assertEquals(
                file.toString(),
                RunDirectory.open(fifth)
                        .record()
                        .config()
                        .model()
                        .initFrom()
                        .get(0)
                        .file());
    }

    @Test
    void aRunBegunAnewNeedsTheSameFile() throws IOException {
        Path file = temp.resolve("changed.safetensors");
        Files.copy(generator, file);
        run("sixth", with(STANDSTILL, "--init-from", file.toString()).toArray(String[]::new));
        Path sixth = temp.resolve("sixth");
        // Killed before its first checkpoint, a run starts from its beginning again.
        Utils.deleteQuietly(sixth.resolve("checkpoints"));
        done("train", "--resume", sixth.toString(), "--quiet");
        assertArrayEquals(weights(generator, Player.GENERATOR, true), weights(sixth, Player.GENERATOR, false));

        Utils.deleteQuietly(sixth.resolve("checkpoints"));
        Files.copy(discriminator, file, StandardCopyOption.REPLACE_EXISTING);
        Cli.Result result = Cli.run("train", "--resume", sixth.toString(), "--quiet");
        assertEquals(1, result.code());
        assertEquals(
                List.of(
                        "gan4j: warning: " + sixth + " has no checkpoint; the run begins anew",
                        "gan4j: init-from (" + file + ") is another file than the one that the run was made with"),
                result.errLines());
    }
}
