package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gan4j.config.Preset;
import org.gan4j.config.Setting;
import org.gan4j.data.DataSet;
import org.gan4j.data.RealData;
import org.gan4j.files.ProcessLock;
import org.gan4j.run.Checkpoint;
import org.gan4j.run.CheckpointKeeper;
import org.gan4j.run.Interval;
import org.gan4j.run.RunDirectory;
import org.gan4j.run.RunRecord;
import org.gan4j.run.RunRecorder;
import org.gan4j.run.SamplePicture;
import org.gan4j.run.TimeShare;
import org.gan4j.testing.Cli;
import org.gan4j.testing.IdxBytes;
import org.gan4j.train.GanTrainer;
import org.gan4j.train.TrainingData;
import org.gan4j.train.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was stopped and went on ends, bit for bit, where one ends that never stopped. */
class ResumeTest {

    @TempDir
    private static Path shared;

    @TempDir
    private Path temp;

    private static Cli.Result train(String... args) {
        List<String> all = new ArrayList<>(List.of("train", "--quiet"));
        all.addAll(List.of(args));
        return Cli.run(all);
    }

    private static void trained(String... args) {
        Cli.Result result = train(args);
        assertEquals(0, result.code(), result.err());
    }

    private Path path(String name) {
        return temp.resolve(name);
    }

    private String text(String name) {
        return path(name).toString();
    }

    /** Goes on with a run, or begins it, and stops it after a step as an interrupt does. */
    private static void trainUpTo(Path run, long stop) throws Exception {
        RunDirectory directory = RunDirectory.open(run);
        RunRecord record = directory.record();
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                RealData data = TrainingData.open(record.config(), line -> {}, manager);
                GanTrainer trainer = new GanTrainer(record.config(), data, manager)) {
            Optional<Checkpoint> from = directory.checkpoints().lastWhole(warning -> {
                throw new AssertionError(warning);
            });
            from.ifPresent(checkpoint -> checkpoint.restore(trainer));
            trainer.train(List.of(
                    new RunRecorder(
                            directory,
                            record,
                            data,
                            trainer.sampleInput(SamplePicture.defaultCount(record.samples()), manager),
                            List.of(),
                            new Interval(1, true),
                            new TimeShare()),
                    new CheckpointKeeper(directory, record, data, new Interval(1, true), 3, false),
                    new TrainingListener() {
                        @Override
                        public void stepped(long step) {
                            if (step == stop) {
                                trainer.requestStop();
                            }
                        }
                    }));
        }
    }

    /** All that a run leaves at its last step, and the metrics without what a clock gave. */
    private static TreeMap<String, byte[]> results(Path run) throws IOException {
        TreeMap<String, byte[]> results = new TreeMap<>();
        try (Stream<Path> files =
                Stream.concat(Files.list(last(run.resolve("checkpoints"))), Files.list(run.resolve("samples")))) {
            for (Path file : files.toList()) {
                if (!file.endsWith("checkpoint.json")) { // which tells the seconds
                    results.put(file.getFileName().toString(), Files.readAllBytes(file));
                }
            }
        }
        String metrics = Files.readString(run.resolve("metrics.jsonl")).replaceAll(",\"stepsPerSecond\".*", "");
        results.put("metrics.jsonl", metrics.getBytes(StandardCharsets.UTF_8));
        return results;
    }

    private static Path last(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> !entry.toString().endsWith(".broken"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private static void assertSame(Path expected, Path actual) throws IOException {
        TreeMap<String, byte[]> wanted = results(expected);
        TreeMap<String, byte[]> found = results(actual);
        assertEquals(wanted.keySet(), found.keySet());
        assertTrue(wanted.keySet().containsAll(List.of("generator-optimizer.safetensors", "objective.safetensors")));
        for (String name : wanted.keySet()) {
            assertArrayEquals(wanted.get(name), found.get(name), name);
        }
    }

    static Stream<String> presets() {
        return Preset.all().stream().map(Preset::name);
    }

    @ParameterizedTest
    @MethodSource("presets")
    void everyPresetGoesOnBitForBit(String preset) throws Exception {
        boolean pictures = Preset.find(preset).values().containsKey("arch");
        String dataset = preset.equals("gaussian-1d") ? "gaussian" : pictures ? "digits" : "ring";
        goesOnBitForBit("--preset", preset, "--dataset", dataset, "--batch-size", "64");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--preset mnist-mlp",
                "--loss wgan-gp --penalty gp:10 --penalty lecam:0.3 --penalty-every 3 --ema 20",
                "--loss hinge --spectral-norm --conditional --instance-noise 0.1 --top-k 0.5 --top-k-decay 0.5",
                "--loss began --zcr 5,0.5",
                "--conditional --clusters 3 --class-by score --ema 20",
                "--clusters 5 --init he",
                "--loss r3gan --betas 0,0.9 --betas-end 0.99 --penalty-schedule cosine:0.1 --ema 5 --ema-grows",
                "--augment color,translation,cutout --augment-p auto",
                "--loss rasgan --fresh-batch --fresh-noise --pack 4 --optimizer rmsprop --schedule cosine",
                "--arch dcgan --g-channels 8,4 --d-channels 4,8 --g-norm batch --d-norm batch --penalty none --ema 5",
                "--arch dcgan --g-channels 8 --d-channels 4 --d-norm layer --spectral-norm --conditional --loss wgan-gp",
                "--arch resnet --g-channels 4,4,4 --d-channels 4,4 --g-norm batch --spectral-norm --loss hinge --ema 5",
                "--arch r3gan --g-channels 8,8 --d-channels 8,8 --loss r3gan --batch-size 32",
                "--loss non-saturating --label-noise 0.1 --penalty dragan:10 --optimizer sgd --momentum 0.9"
            })
    void everyStateGoesOnBitForBitOnImages(String flags) throws Exception {
        goesOnBitForBit((flags + " --dataset digits").split(" "));
    }

    private void goesOnBitForBit(String... flags) throws Exception {
        List<String> args = new ArrayList<>(List.of("--steps", "13", "--tick", "3", "--out", text("whole")));
        args.addAll(Arrays.asList(flags));
        trained(args.toArray(String[]::new));

        RunRecord record = RunDirectory.open(path("whole")).record();
        RunDirectory.create(path("stopped"), "", record);
        trainUpTo(path("stopped"), 4); // between two ticks
        trainUpTo(path("stopped"), 9); // at one
        trained("--resume", text("stopped"));
        assertSame(path("whole"), path("stopped"));
    }

    @Test
    void longerRunsGoOnBitForBit() throws Exception {
        // 20,000 digits: 4 batches an epoch. A tick every 3 steps leaves each end between two regular ones.
        List<String> flags = new ArrayList<>(List.of("--dataset", "digits", "--loss", "lsgan", "--batch-size", "5000"));
        flags.addAll(List.of("--tick", "3", "--g-hidden", "16", "--d-hidden", "16"));
        // What a data set brings may let rates follow the length of the run, which is another one here.
        flags.addAll(List.of("--schedule", "constant"));
        List<String> whole = new ArrayList<>(flags);
        whole.addAll(List.of("--epochs", "4", "--out", text("whole")));
        trained(whole.toArray(String[]::new));
        List<String> shorter = new ArrayList<>(flags);
        shorter.addAll(List.of("--epochs", "1", "--out", text("grown")));
        trained(shorter.toArray(String[]::new));
        trained("--resume", text("grown"), "--epochs", "2");
        trained("--resume", text("grown"), "--epochs", "4");
        assertSame(path("whole"), path("grown"));
        assertEquals(
                4, RunDirectory.open(path("grown")).record().config().length().epochs());
    }

    /** A small run; that of 10 steps, which most tests start from, is trained once and copied. */
    private void ring(String name, String... more) throws IOException {
        if (more.length > 0) {
            trainRing(path(name), more);
            return;
        }
        Path run = shared.resolve("run");
        if (!Files.exists(run)) {
            Path begun = shared.resolve("begun");
            trainRing(begun);
            Files.move(begun, run); // whole, or each later test would start from half a run
        }
        try (Stream<Path> files = Files.walk(run)) {
            for (Path file : files.toList()) {
                Files.copy(file, path(name).resolve(run.relativize(file).toString()));
            }
        }
    }

    private static void trainRing(Path out, String... more) {
        List<String> args =
                new ArrayList<>(List.of("--preset", "non-saturating", "--dataset", "ring", "--g-lr", "0.001"));
        args.addAll(List.of("--g-hidden", "8", "--d-hidden", "8", "--schedule", "constant", "--checkpoint-every", "3"));
        args.addAll(List.of("--out", out.toString()));
        args.addAll(List.of(more));
        for (List<String> flag : List.of(List.of("--steps", "10"), List.of("--tick", "2"))) {
            if (!args.contains(flag.get(0))) {
                args.addAll(flag);
            }
        }
        trained(args.toArray(String[]::new));
    }

    @Test
    void aDamagedCheckpointIsSaidAndTheOneBeforeItUsed() throws IOException {
        ring("whole");
        ring("damaged");
        Path file = path("damaged").resolve("checkpoints/step-00000010/discriminator.safetensors");
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);

        Cli.Result result = train("--resume", text("damaged"));
        assertEquals(0, result.code(), result.err());
        assertEquals(
                List.of("gan4j: warning: " + file
                        + " is damaged: its content does not fit its checksum; the checkpoint before it is used"),
                result.errLines());
        assertSame(path("whole"), path("damaged"));
        assertTrue(Files.isDirectory(path("damaged").resolve("checkpoints/step-00000010.broken")));
    }

    @Test
    void aCheckpointThatIsNamedIsGoneOnFrom() throws IOException {
        ring("whole");
        ring("named");
        // The later checkpoints are taken back, and made anew.
        trained("--resume", text("named") + "/checkpoints/step-00000006");
        assertSame(path("whole"), path("named"));
    }

    /** As people keep one to the latest. */
    @Test
    void aLinkToACheckpointIsGoneOnFrom() throws IOException {
        ring("whole");
        ring("linked");
        Path link = Files.createSymbolicLink(path("latest"), path("linked").resolve("checkpoints/step-00000006"));
        trained("--resume", link.toString());
        assertSame(path("whole"), path("linked"));
    }

    @Test
    void aRunWithoutACheckpointBeginsAnew() throws IOException {
        ring("whole");
        ring("killed");
        for (String left : List.of("checkpoints", "samples")) {
            try (Stream<Path> files = Files.walk(path("killed").resolve(left))) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        }
        Cli.Result result = train("--resume", text("killed"));
        assertEquals(0, result.code(), result.err());
        assertEquals(
                List.of("gan4j: warning: " + path("killed") + " has no checkpoint; the run begins anew"),
                result.errLines());
        assertSame(path("whole"), path("killed"));
    }

    @Test
    void whatAKillLeavesBehindIsNoHarm() throws IOException {
        ring("whole", "--steps", "14");
        ring("killed");
        Path run = path("killed");
        Files.createDirectories(run.resolve("checkpoints/step-00000012.partial"));
        Files.writeString(
                run.resolve("metrics.jsonl"),
                Files.readString(run.resolve("metrics.jsonl")) + "{\"step\": 12, \"dLoss\": 1}\n{\"step\": 14, \"dL");
        Files.writeString(run.resolve("samples/step-000012.png"), "later than the checkpoint");
        trained("--resume", text("killed"), "--steps", "14");
        assertSame(path("whole"), path("killed"));
    }

    @Test
    void aRunRemembersWhatItLeavesBehind() throws IOException {
        ring("run", "--keep", "0", "--tensorboard", "--on-nan", "rollback");
        trained("--resume", text("run"), "--steps", "14");
        assertEquals(
                List.of(
                        "step-00000003",
                        "step-00000006",
                        "step-00000009",
                        "step-00000010",
                        "step-00000012",
                        "step-00000014"),
                names(path("run").resolve("checkpoints")));
        assertEquals(2, names(path("run").resolve("tensorboard")).size());
        assertEquals("rollback", RunDirectory.open(path("run")).record().flags().get("on-nan"));
    }

    @Test
    void aFinishedRunStaysAsItIs() throws IOException {
        ring("run", "--tick", "3");
        TreeMap<String, byte[]> before = results(path("run"));
        Files.delete(path("run").resolve("report.html"));
        trained("--resume", text("run"));
        for (String name : before.keySet()) {
            assertArrayEquals(before.get(name), results(path("run")).get(name), name);
        }
        assertTrue(Files.exists(path("run").resolve("report.html")), "its page can be had again");
    }

    @Test
    void whatARunHasBecauseItEndedIsTakenBack() throws IOException {
        // Epochs of 500 steps: at 10 and at 14 there is a picture because the run ends, and an evaluation.
        ring("whole", "--steps", "14", "--evaluate-every", "1");
        ring("longer", "--evaluate-every", "1");
        trained("--resume", text("longer"), "--steps", "14");
        assertSame(path("whole"), path("longer"));
    }

    @Test
    void anotherRunsCheckpointIsRefused() throws IOException {
        ring("run");
        ring("other", "--seed", "7");
        Path taken = path("run").resolve("checkpoints/step-00000010");
        try (Stream<Path> files = Files.list(path("other").resolve("checkpoints/step-00000010"))) {
            for (Path file : files.toList()) {
                Files.copy(file, taken.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Cli.Result refused = train("--resume", text("run"), "--steps", "20");
        assertEquals(1, refused.code());
        assertEquals(
                List.of("gan4j: " + taken
                        + " was made with other settings: --seed (0, the checkpoint has 7); take another checkpoint, or"
                        + " add --force to go on from it with those of the run"),
                refused.errLines());
        Files.move(taken, taken.resolveSibling("step-00000099"));
        Cli.Result renamed = train("--resume", text("run") + "/checkpoints/step-00000099", "--steps", "200");
        assertTrue(renamed.err().contains("is not what its name says: it holds step 10"), renamed.err());
    }

    @Test
    void damagedMetricsAreSaid() throws IOException {
        ring("run");
        Path file = path("run").resolve("metrics.jsonl");
        Files.writeString(file, Files.readString(file).replaceFirst("\\{", "x"));
        Cli.Result refused = train("--resume", text("run"), "--steps", "20");
        assertEquals(1, refused.code());
        assertEquals(
                List.of("gan4j: " + file
                        + " is damaged: line 1 is not a JSON object with a number named step; mend or remove it"),
                refused.errLines());
    }

    @Test
    void theLastCheckpointsAreKept() throws IOException {
        ring("two", "--keep", "2");
        ring("all", "--keep", "0");
        assertEquals(
                List.of("step-00000009", "step-00000010"), names(path("two").resolve("checkpoints")));
        assertEquals(
                List.of("step-00000003", "step-00000006", "step-00000009", "step-00000010"),
                names(path("all").resolve("checkpoints")));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aRunKeepsItsPrecision() throws Exception {
        ring("whole", "--precision", "bfloat16");
        ring("resumed", "--precision", "bfloat16", "--steps", "6");
        Cli.Result refused = train("--resume", text("resumed"), "--steps", "10", "--precision", "float32");
        assertEquals(2, refused.code());
        assertTrue(
                refused.errLines().get(0).startsWith("gan4j: --precision (float32, the run has bfloat16) would change"),
                refused.err());
        trained("--resume", text("resumed"), "--steps", "10");
        assertSame(path("whole"), path("resumed"));
    }

    @Test
    void otherMathematicsIsRefusedUnlessForced() throws IOException {
        ring("run");
        Cli.Result refused = train("--resume", text("run"), "--steps", "20", "--g-lr", "0.5", "--loss", "hinge");
        assertEquals(2, refused.code());
        assertEquals(
                "gan4j: --loss (hinge, the run has non-saturating), --g-lr (0.5, the run has 0.001) would change what the"
                        + " run computes; leave it, start a new run, or add --force",
                refused.errLines().get(0));
        trained("--resume", text("run"), "--steps", "20", "--g-lr", "0.5", "--force");
        assertEquals(
                0.5,
                RunDirectory.open(path("run")).record().config().optimization().generatorRate());

        Cli.Result other = train("--resume", text("run"), "--steps", "30", "--g-hidden", "9", "--force");
        assertEquals(1, other.code());
        assertTrue(other.err().contains("generator.safetensors does not fit the network"), other.err());
    }

    @Test
    void otherDataAreRefused() throws IOException {
        IdxBytes.writeSmall(path("data"), 40, 40);
        trained("--data-dir", text("data"), "--steps", "2", "--batch-size", "8", "--out", text("run"));
        IdxBytes.writeSmall(path("data"), 48, 48);
        Cli.Result refused = train("--resume", text("run"), "--steps", "4");
        assertEquals(1, refused.code());
        assertTrue(refused.err().contains("trained on other data (40 images of 2x2, CRC-32 "), refused.err());
    }

    @Test
    void aRunThatIsWrittenIsLeftAlone() throws IOException {
        ring("run");
        try (ProcessLock lock = RunDirectory.open(path("run")).lock()) {
            Cli.Result refused = train("--resume", text("run"), "--steps", "20");
            assertEquals(1, refused.code(), lock.toString());
            assertTrue(refused.err().contains("is being written by"), refused.err());
        }
    }

    @Test
    void badNumbersAreRolledBackThreeTimes() throws IOException {
        ring("run", "--loss", "wgan", "--clip", "100", "--optimizer", "sgd");
        // Rates at which a step gives infinite weights, whatever the
        // random numbers: from the checkpoint, and after each rollback.
        Cli.Result result = train(
                "--resume",
                text("run"),
                "--force",
                "--steps",
                "60",
                "--g-lr",
                "1e37",
                "--d-lr",
                "1e37",
                "--clip",
                "1e38",
                "--on-nan",
                "rollback");
        assertEquals(1, result.code(), result.err());
        List<String> back = result.errLines().stream()
                .filter(line -> line.contains("back to step 10 with other random numbers and half the rates"))
                .toList();
        assertEquals(3, back.size(), result.err());
        assertTrue(back.get(2).endsWith("attempt 3 of 3"), back.get(2));
        String end = result.errLines().get(result.errLines().size() - 1);
        assertTrue(
                end.contains("the last good checkpoint is " + path("run").resolve("checkpoints/step-00000010")), end);
        assertTrue(end.endsWith("it was rolled back 3 times"), end);
        Checkpoint.open(path("run").resolve("checkpoints/step-00000010"));

        trained("--resume", text("run"), "--force", "--g-lr", "1e-3", "--d-lr", "1e-3", "--steps", "12");
        trained("--resume", text("run"), "--steps", "14");
        assertEquals(
                0,
                Checkpoint.open(path("run").resolve("checkpoints/step-00000014"))
                        .position()
                        .rollbacks());
    }

    /** KL's conjugate grows as e^t: with these rates the first steps overflow, with a quarter or an eighth of them none does. */
    @Test
    void aRunWithBadNumbersGoesOnWithLowerRates() throws IOException {
        List<String> flags = new ArrayList<>(List.of("train", "--dataset", "ring", "--loss", "fgan-kl"));
        flags.addAll(List.of("--optimizer", "sgd", "--g-lr", "0.15", "--d-lr", "0.15"));
        flags.addAll(List.of("--steps", "60", "--tick", "20", "--out", text("run")));
        flags.addAll(List.of("--on-nan", "rollback"));
        Cli.Result result = Cli.run(flags);
        assertEquals(0, result.code(), result.err());
        assertTrue(
                result.errLines()
                        .get(0)
                        .matches(
                                "gan4j: warning: training diverged: .* at step \\d+; back to step 0 with other random numbers and"
                                        + " half the rates \\(G 0.075, D 0.075\\), attempt 1 of 3"),
                result.err());
        assertEquals(
                1,
                result.out().lines().filter(line -> line.startsWith("learning")).count(),
                result.out());
        int rollbacks = Checkpoint.open(path("run").resolve("checkpoints/step-00000060"))
                .position()
                .rollbacks();
        assertEquals(
                rollbacks,
                result.errLines().stream()
                        .filter(line -> line.contains("half the rates"))
                        .count());
        Cli.Result longer = Cli.run("train", "--resume", text("run"), "--steps", "80");
        assertEquals(0, longer.code(), longer.err());
        String halved = Setting.number(0.15 * Math.pow(0.5, rollbacks));
        assertTrue(longer.out().contains("rates G " + halved + " D " + halved + ","), longer.out());
    }

    /** Its rates in the file are those that the run has now; the earlier checkpoint has others. */
    @Test
    void anEarlierCheckpointAfterAForcedChangeIsRefusedWithTheChange() throws IOException {
        ring("run");
        trained("--resume", text("run"), "--g-lr", "1e-4", "--force", "--steps", "14");
        String earlier = text("run") + "/checkpoints/step-00000010";
        Cli.Result refused = train("--resume", earlier);
        assertEquals(1, refused.code());
        assertEquals(
                List.of("gan4j: " + earlier + " was made with other settings: --g-lr (0.0001, the checkpoint has "
                        + Setting.number(Checkpoint.open(Path.of(earlier))
                                .run()
                                .config()
                                .optimization()
                                .generatorRate())
                        + "); take another checkpoint, or add --force to go on from it with those of the run"),
                refused.errLines());
        trained("--resume", earlier, "--force");
    }

    @Test
    void aRunThatWasRolledBackGoesAnotherWay() throws Exception {
        ring("run");
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                RealData data = DataSet.of("ring").open(null, 0, manager)) {
            RunRecord record = RunDirectory.open(path("run")).record();
            try (GanTrainer whole = new GanTrainer(record.config(), data, manager);
                    GanTrainer rolledBack = new GanTrainer(record.config(), data, manager, 1)) {
                Checkpoint checkpoint = Checkpoint.open(path("run").resolve("checkpoints/step-00000006"));
                checkpoint.restore(whole);
                checkpoint.restore(rolledBack);
                assertEquals(0, whole.resumePoint().rollbacks());
                assertEquals(1, rolledBack.resumePoint().rollbacks());
                whole.train(List.of());
                rolledBack.train(List.of());
                assertFalse(Arrays.equals(bias(whole), bias(rolledBack)));
            }
        }
    }

    private static float[] bias(GanTrainer trainer) {
        return trainer.generator().weights().get("0.bias").toFloatArray();
    }
}
