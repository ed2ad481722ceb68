package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.gan4j.natives.NvidiaDriver;
import org.gan4j.testing.Cli;
import org.gan4j.testing.IdxBytes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong is said in one line, which names what was given and what is allowed; and nothing is left. */
class BadInputTest {

    private static final int FAILURE = 1;
    private static final int USAGE = 2;

    @TempDir
    private static Path temp;

    /**
     * A command line that cannot work.
     *
     * @param command the arguments; {@code @} stands for the test's directory
     * @param code the exit code
     * @param fragments what the message must say
     */
    private record Bad(String command, int code, List<String> fragments) {
        @Override
        public String toString() {
            return command;
        }
    }

    private static Bad usage(String command, String... fragments) {
        return new Bad(command, USAGE, List.of(fragments));
    }

    private static Bad failure(String command, String... fragments) {
        return new Bad(command, FAILURE, List.of(fragments));
    }

    @BeforeAll
    static void files() throws IOException {
        Files.createDirectories(temp.resolve("empty"));
        Files.writeString(temp.resolve("file"), "text");
        IdxBytes.writeSmall(temp.resolve("twenty"), 20, 20);
        Files.createDirectories(temp.resolve("folder.png"));
        IdxBytes.writeSmall(temp.resolve("unequal"), 20, 19);

        IdxBytes.writeSmall(temp.resolve("letters"), 20, 20);
        Files.writeString(temp.resolve("letters/train-images-idx3-ubyte"), "<html>Please log in</html>");
        IdxBytes.writeSmall(temp.resolve("short"), 20, 20);
        Path images = temp.resolve("short/train-images-idx3-ubyte");
        Files.write(images, Arrays.copyOf(Files.readAllBytes(images), 50));
        IdxBytes.writeSmall(temp.resolve("truncated"), 20, 20);
        Path whole = temp.resolve("truncated/train-images-idx3-ubyte");
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(Files.readAllBytes(whole));
        }
        Files.write(temp.resolve("truncated/train-images-idx3-ubyte.gz"), Arrays.copyOf(zipped.toByteArray(), 40));
        Files.delete(whole);

        Cli.Result trained = Cli.run(
                "train",
                "--dataset",
                "gaussian",
                "--steps",
                "1",
                "--g-hidden",
                "8",
                "--d-hidden",
                "8",
                "--quiet",
                "--out",
                temp.resolve("run").toString());
        assertEquals(0, trained.code(), trained.err());
        copyRun("no-weights");
        copyRun("broken-config");
        Files.writeString(temp.resolve("broken-config/config.json"), "{ \"config\": 3 }");
        copyRun("zero-latent");
        Path config = temp.resolve("zero-latent/config.json");
        Files.writeString(config, Files.readString(config).replaceAll("\"latent\": \\d+", "\"latent\": 0"));
        copyRun("other-network");
        Path generator = copyWeights("other-network");
        Files.copy(
                generator.resolveSibling("discriminator.safetensors"), generator, StandardCopyOption.REPLACE_EXISTING);
        copyRun("short-weights");
        generator = copyWeights("short-weights");
        Files.write(generator, Arrays.copyOf(Files.readAllBytes(generator), 300));
        copyRun("lying-weights");
        generator = copyWeights("lying-weights");
        Files.write(
                generator,
                ByteBuffer.allocate(20).put(7, (byte) 0x7f).put(8, (byte) '{').array());
        copyRun("lost-weights");
        Files.delete(copyWeights("lost-weights"));
    }

    private static void copyRun(String name) throws IOException {
        Files.createDirectories(temp.resolve(name));
        Files.copy(temp.resolve("run/config.json"), temp.resolve(name).resolve("config.json"));
    }

    private static Path copyWeights(String name) throws IOException {
        Path target = Files.createDirectories(temp.resolve(name).resolve("checkpoints/step-00000001"));
        try (Stream<Path> files = Files.list(temp.resolve("run/checkpoints/step-00000001"))) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
        return target.resolve("generator.safetensors");
    }

    private static Stream<Bad> names() {
        return Stream.of(
                usage("", "Missing required subcommand"),
                usage("trian", "unknown command 'trian'", "did you mean train"),
                usage("dance", "unknown command 'dance'", "there are train, sample,", "presets, info"),
                usage("train --los wgan", "unknown flag '--los'", "did you mean --loss"),
                usage("train --batchsize=3", "unknown flag '--batchsize'", "--batch-size"),
                usage("train --zzz", "unknown flag '--zzz'"),
                usage("train something", "unknown argument 'something'"),
                usage("sample run --sed 3", "unknown flag '--sed'", "--seed"),
                usage("presets --json", "unknown flag '--json'"),
                usage("info --treads 3", "unknown flag '--treads'", "--threads"),
                usage("train --loss lsgn", "unknown loss 'lsgn'", "did you mean lsgan", "hinge-v1"),
                usage("train --preset mnist-mp", "unknown preset 'mnist-mp'", "did you mean mnist-mlp", "gaussian-1d"),
                usage("train --preset zzz", "unknown preset 'zzz'", "digits, mnist, images, mnist-mlp"),
                usage("train --dataset mnits", "unknown data set 'mnits'", "did you mean mnist", "gaussian"),
                usage("train --optimizer adm", "unknown optimizer 'adm'", "did you mean adam", "sgd"),
                usage("train --penalty gpp", "unknown penalty 'gpp'", "did you mean gp", "r1, r2"),
                usage("train --penalty r1,zz:3", "unknown penalty 'zz'", "gp, r1, r2"),
                usage("train --penalty gp:ten", "penalty (gp:ten)", "name:weight"),
                usage("train --penalty gp:-1", "penalty (gp:-1) must be name:weight", "at least 0", "gp:10"),
                usage("train --penalty r2:NaN", "penalty (r2:NaN)", "finite", "at least 0"),
                usage("train --penalty gp:1:2", "penalty (gp:1:2) must be name:weight"),
                usage("train --penalty div:2:q=1", "penalty div has no option q; it has p, ends"),
                usage("train --penalty lecam:decay=1", "decay (1.0) must be at least 0 and below 1"),
                usage("train --penalty r1,r1:3", "penalty ([r1:10, r1:3])", "once"),
                usage("train --schedule step", "schedule (step)", "constant, linear[:END] or cosine[:END]"),
                usage("train --schedule linear:2", "(2.0)", "from 0 to 1"),
                usage("train --g-activation gelu", "activation (gelu)", "relu, tanh or leaky-relu"),
                usage("train --d-activation leaky-relu:2", "activation (leaky-relu:2)", "below 1"),
                usage("train --init xavier", "init (xavier)", "pytorch, he, lecun or normal:STD"),
                usage("train --loss-option smooth=1", "no option smooth", "label-smoothing"),
                usage("train --loss lsgan --loss-option a=NaN", "a (NaN)", "finite"),
                usage("train --loss-option a", "KEY=VALUE"),
                usage("train --loss wgan --label-smoothing 0.1", "wgan has no option label-smoothing", "halve-d-loss"),
                usage("train --loss hinge --label-noise 0.1", "hinge has no option label-noise"),
                usage("train --halve-d-loss=maybe", "--halve-d-loss", "'maybe'"),
                usage("train --loss", "Missing required parameter", "--loss"),
                usage("train --loss wgan --steps 1 --loss=hinge", "--loss", "only once"),
                usage("train --out a --out b", "--out", "only once"),
                usage("train --betas 0.5,0.9 --betas 0,0.9", "--betas", "only once"),
                usage("train --epochs 3 --steps 4", "--epochs (3)", "--steps (4)", "one of them"),
                usage("train --device gpu", "device (gpu)", "auto, cpu, cuda or cuda:N"),
                usage("train --device cuda:x", "device (cuda:x)"),
                usage("info --device cuda:-1", "device (cuda:-1)"),
                usage("sample", "Missing required parameter", "RUN"),
                usage("sample @/run another", "unknown argument 'another'"));
    }

    private static Stream<Bad> numbers() {
        List<Bad> bad = new ArrayList<>();
        for (String flag : List.of("batch-size", "tick", "latent", "n-critic", "g-hidden", "d-hidden")) {
            for (String value : List.of("0", "-1")) {
                bad.add(usage("train --" + flag + " " + value, flag + " (" + value + ")", "at least 1"));
            }
        }
        for (String flag : List.of("epochs", "steps")) {
            for (String value : List.of("0", "-1")) {
                bad.add(usage("train --" + flag + " " + value, flag + " (" + value + ")", "at least 1"));
            }
        }
        for (String flag : List.of("batch-size", "tick", "latent", "n-critic", "g-hidden", "epochs", "steps", "seed")) {
            for (String value : List.of("many", "1.5", "", "99999999999999999999")) {
                bad.add(usage("train --" + flag + "=" + value, "--" + flag, "'" + value + "'"));
            }
        }
        for (String flag : List.of("g-lr", "d-lr", "clip")) {
            for (String value : List.of("0.0", "-1.0", "NaN", "Infinity")) {
                bad.add(usage("train --" + flag + " " + value, flag + " (" + value + ")", "finite and above 0"));
            }
        }
        for (String flag : List.of("weight-decay", "ema", "ema-ramp-up")) {
            for (String value : List.of("-1.0", "NaN", "Infinity")) {
                bad.add(usage("train --" + flag + " " + value, flag + " (" + value + ")", "finite and at least 0"));
            }
        }
        for (String value : List.of("1.0", "-0.1", "NaN", "Infinity")) {
            bad.add(usage("train --momentum " + value, "momentum (" + value + ")", "at least 0 and below 1"));
            bad.add(usage("train --betas " + value + ",0.9", "betas (" + value + ")", "at least 0 and below 1"));
            bad.add(usage("train --betas 0.9," + value, "betas (" + value + ")", "at least 0 and below 1"));
            bad.add(usage(
                    "train --label-smoothing " + value, "label-smoothing (" + value + ")", "at least 0 and below 1"));
        }
        for (String value : List.of("2.0", "-0.1", "NaN", "Infinity")) {
            bad.add(usage("train --label-noise " + value, "label-noise (" + value + ")", "from 0 to 1"));
        }
        bad.add(usage("train --label-noise often", "label-noise (often)", "from 0 to 1"));
        bad.add(usage("train --g-lr fast", "--g-lr", "'fast'"));
        bad.add(usage("train --betas 0.9", "betas ([0.9])", "two numbers, B1,B2, e.g. 0.9,0.999"));
        bad.add(usage("train --betas 0.1,0.2,0.3", "betas ([0.1, 0.2, 0.3])", "two numbers"));
        bad.add(usage("train --g-hidden 8,,8", "--g-hidden", "''"));
        bad.add(usage("train --dataset gaussian --threads 0", "threads (0)", "auto or a number from 1 to 256"));
        bad.add(usage("info --threads -2", "threads (-2)", "auto or a number from 1 to 256"));
        for (String value : List.of("0", "-1", "10001")) {
            bad.add(usage("sample @/run --count " + value, "count (" + value + ")", "from 1 to 10000 in a picture"));
        }
        bad.add(usage("sample @/run --format npz --count 50001", "count (50001) must be from 1 to 50000"));
        bad.add(usage("sample @/run --out @/x.jpg", "out (@/x.jpg) must end in .png with --format png"));
        bad.add(usage("sample @/run --out @/imgs/", "out (@/imgs/) is a folder of pictures"));
        bad.add(usage("sample @/run --format npz --out @/x.png", "must end in .npz with --format npz"));
        bad.add(usage("compare @/run --png @/x.jpeg", "png (@/x.jpeg) must end in .png"));
        bad.add(usage("sample @/run --count few", "--count", "'few'"));
        bad.add(usage("sample @/run --seed x", "--seed", "'x'"));
        bad.add(usage("sample @/run --step last", "--step", "'last'"));
        // More than a process can address.
        bad.add(failure("train --dataset gaussian --g-hidden 1000000 --latent 1000000", "out of memory", "4000.0 GB"));
        return bad.stream();
    }

    private static Stream<Bad> data() {
        return Stream.of(
                usage("train --dataset idx", "idx", "--data-dir", "train-images-idx3-ubyte"),
                usage(
                        "train --dataset digits --data-dir @/twenty",
                        "digits reads no data-dir (@/twenty)",
                        "mnist, fashion-mnist, stacked-mnist, cifar10, pictures, idx, npz"),
                usage(
                        "train --dataset gaussian --data-dir @/twenty",
                        "gaussian reads no data-dir (@/twenty)",
                        "mnist, fashion-mnist, stacked-mnist, cifar10, pictures, idx, npz"),
                usage(
                        "train --dataset mnist --size 32",
                        "size (32) has no effect on the data set mnist; it is for pictures: leave it out"),
                usage("train --dataset digits --holdout 0.1", "holdout (0.1)", "pictures, idx, npz, vectors"),
                usage("train --label-column class", "label-column (class)", "digits; it is for vectors"),
                usage("train --dataset ring --mirror", "mirror (true)", "digits, shapes, mnist"),
                failure("train --data-dir @/nowhere", "@/nowhere does not exist", "a folder or a zip of pictures"),
                failure(
                        "train --dataset idx --data-dir @/nowhere",
                        "@/nowhere does not exist",
                        "t10k-labels-idx1-ubyte"),
                failure("train --dataset mnist --data-dir @/nowhere", "@/nowhere does not exist"),
                failure("train --data-dir @/empty", "@/empty (empty) holds no picture", "PNG, JPEG", "--dataset"),
                failure("train --dataset idx --data-dir @/empty", "@/empty (empty)", "train-images-idx3-ubyte.gz"),
                failure("train --data-dir @/file", "@/file is no zip that can be read"),
                failure("train --dataset idx --data-dir @/file", "@/file is not a directory"),
                failure(
                        "train --data-dir @/letters",
                        "train-images-idx3-ubyte is not an IDX image file",
                        "00 00 08 03"),
                failure("train --data-dir @/short", "train-images-idx3-ubyte is too short", "80 bytes", "34"),
                failure("train --data-dir @/truncated", "train-images-idx3-ubyte.gz", "breaks off"),
                failure("train --data-dir @/unequal", "20 images", "19 labels"),
                usage(
                        "train --data-dir @/twenty --batch-size 21",
                        "batch-size (21)",
                        "number of samples (20)",
                        "give --batch-size 16"),
                usage("train --data-dir @/twenty --batch-size 1000000", "batch-size (1000000)", "(20)"));
    }

    private static Stream<Bad> directories() {
        return Stream.of(
                failure("train --dataset gaussian --out @/run", "@/run is not empty", "--out"),
                failure("train --dataset gaussian --out @/file", "@/file is a file", "--out"),
                failure("train --dataset gaussian --steps 1 --out @/file/run", "@/file/run cannot be written", "--out"),
                failure("sample @/nowhere", "@/nowhere is not a run directory", "config.json"),
                failure("sample @/empty", "@/empty is not a run directory", "config.json"),
                failure("sample @/file", "@/file is not a run directory"),
                failure("sample @/no-weights", "@/no-weights has no checkpoint", "first epoch"),
                failure("sample @/no-weights --step 1", "no checkpoint of step 1", "none"),
                failure("sample @/run --step 77", "no checkpoint of step 77", "those of the steps 1"),
                failure("sample @/run --step -1", "no checkpoint of step -1"),
                failure(
                        "sample @/broken-config",
                        "@/broken-config/config.json is not a run's configuration",
                        "it is not JSON of the right form at path $.config"),
                failure("sample @/zero-latent", "config.json", "latent (0) must be at least 1"),
                failure("sample @/other-network", "generator.safetensors is damaged"),
                failure("sample @/short-weights", "generator.safetensors is damaged", "300 bytes"),
                failure("sample @/lying-weights", "generator.safetensors is damaged"),
                failure("sample @/lost-weights", "generator.safetensors cannot be read", "there is no"),
                failure(
                        "sample @/run --count 5 --out @/nowhere/a.png",
                        "cannot write @/nowhere/a.png",
                        "does not exist"),
                failure("sample @/run --count 5 --out @/file/a.png", "cannot write @/file/a.png", "Not a directory"),
                failure("sample @/run --count 5 --out @/folder.png", "cannot write @/folder.png"));
    }

    private static Stream<Bad> conflicts() {
        return Stream.of(
                usage("train --dataset gaussian --conditional", "conditional", "labels", "gaussian has none"),
                usage("train --dataset gaussian --conditional --dry-run", "conditional", "labels", "gaussian has none"),
                usage("train --penalty r1:", "penalty (r1:) must be name:weight"),
                usage("train --penalty :3", "unknown penalty ''", "gp, lp"),
                usage("train --loss ebgan --loss-option margin=-1", "margin (-1.0) must be finite and above 0"),
                usage("train --loss began --loss-option gamma=2", "gamma (2.0) must be above 0 and at most 1"),
                usage("train --loss ebgan --label-smoothing 0.1", "ebgan has no option label-smoothing", "margin"),
                usage("train --loss began --penalty gp:10", "penalty ([gp:10])", "none", "began"),
                usage("train --loss ebgan --conditional", "conditional (1.0)", "ebgan"),
                usage("train --loss ebgan --pull-away 0 --pack 2", "pack (2)", "must be 1", "ebgan"),
                usage("train --loss ebgan --top-k 0.5", "top-k (0.5)", "must be 1", "ebgan"),
                usage("train --pack 5 --batch-size 64", "pack (5)", "must divide batch-size (64)"),
                usage("train --pack 2 --conditional", "pack (2)", "--conditional"),
                usage(
                        "train --dataset shapes --class-by score",
                        "class-by (score)",
                        "needs --conditional or --clusters"),
                usage("sample run --truncation 0", "truncation (0.0)", "above 0"),
                usage("sample run --truncation=-1", "truncation (-1.0)", "above 0"),
                usage("sample run --truncation NaN", "truncation (NaN)", "above 0"),
                usage("sample run --truncation 1 --latent z.npz", "--truncation", "--latent"),
                usage("sample run --truncation much", "--truncation", "much"),
                usage("train --betas-end 1", "betas-end (1.0)", "below 1"),
                usage("train --betas-end=-0.1", "betas-end (-0.1)", "at least 0"),
                usage("train --penalty-schedule steps", "schedule (steps)", "constant, linear[:END] or cosine[:END]"),
                usage("train --augment flip", "augment (flip)", "must be color, translation, cutout"),
                usage("train --augment color,", "augment ()", "must be color, translation, cutout"),
                usage("train --augment-p 0.5", "augment-p (0.5)", "needs --augment"),
                usage("train --augment color --augment-p 2", "augment-p (2)", "auto, or a number from 0 to 1"),
                usage("train --augment color --augment-p NaN", "augment-p (NaN)", "auto, or a number from 0 to 1"),
                usage("train --augment color --augment-p much", "augment-p (much)", "auto, or a number from 0 to 1"),
                usage("train --augment color --dataset gaussian", "augment", "pictures", "gaussian has none"),
                usage("train --augment color --augment-p auto --loss wgan-gp", "augment-p (auto)", "not with wgan-gp"),
                usage("train --clusters 1", "clusters (1)", "at least 2"),
                usage("train --clusters=-3", "clusters (-3)", "at least 0"),
                usage("train --clusters many", "--clusters ('many')", "whole number"),
                usage("train --dataset ring --clusters 8", "clusters (8)", "pictures", "ring has none"),
                usage("train --clusters 8 --pack 2", "pack (2)", "--clusters"),
                usage("train --loss ebgan --clusters 8", "clusters (8)", "ebgan"),
                usage("train --dataset shapes --clusters 20001", "clusters (20001)", "number of samples (20000)"),
                usage(
                        "train --clusters 9000 --conditional",
                        "clusters (9000)",
                        "samples of the smallest class (2000)",
                        "give --clusters 512"),
                usage("train --conditional=0.5 --class-by projection", "conditional (0.5)", "--class-by projection"),
                usage(
                        "train --conditional --class-by nothing",
                        "class-by",
                        "nothing",
                        "auxiliary, score or projection"),
                usage("train --loss began --conditional --class-by score", "conditional (1.0)", "began"),
                usage("train --init He", "init", "he, lecun or normal:STD"),
                usage("train --loss rsgan --top-k 0.5", "top-k (0.5)", "must be 1", "rsgan"),
                usage("train --loss hinge --pull-away 0.1", "pull-away (0.1)", "must be 0", "hinge"),
                usage("train --zcr 5", "zcr ([5.0])", "two numbers, D,G, e.g. 5,0.5"),
                usage("train --zcr 5,-1.0", "zcr (-1.0)", "at least 0"),
                usage("train --energy cubic", "energy (cubic)", "squared or absolute"),
                usage(
                        "train --batch-size ten",
                        "--batch-size ('ten') must be a whole number: Real samples, and generated ones, in an update."),
                usage(
                        "train --batch-size 99999999999",
                        "--batch-size ('99999999999') is too large a number; the largest is 2147483647: Real samples"),
                usage("train --seed -2147483649", "is too small a number; the smallest is -2147483648"),
                usage("train --out=", "--out ('') is empty; name a file or a folder: The run directory"),
                usage("train --data-dir=", "--data-dir ('') is empty; name a file or a folder"),
                usage("train --out @/m\uFFFDller", "m\uFFFDller') holds bytes that are no text in "),
                usage("sample @/m\uFFFDller", "m\uFFFDller') holds bytes that are no text in "),
                usage(
                        "train --loss lsgan --loss-option a=1,b",
                        "--loss-option ('b') must be KEY=VALUE: An option of the loss's own, e.g. a=-1 of lsgan."),
                usage(
                        "losses lsgan --option a",
                        "--option ('a') must be KEY=VALUE: A value of one of the loss's options."),
                usage("train --loss-option", "Missing required parameter for option '--loss-option'"),
                usage("train --batch-size 1.5", "--batch-size ('1.5') must be a whole number"),
                usage("train --g-lr fast", "--g-lr ('fast') must be a number: The generator's learning rate."),
                usage(
                        "train --tensorboard=abc",
                        "--tensorboard ('abc') takes no value, or true or false: Also write scalars"),
                usage("train --fresh-noise=3", "--fresh-noise ('3') takes no value, or true or false"),
                usage("train --quiet=3", "--quiet ('3') takes no value, or true or false"),
                usage("train --betas 0.5,x", "--betas ('x') must be a number"),
                usage("evaluate --bogus", "unknown flag '--bogus'"),
                usage(
                        "evaluate @/run --count many",
                        "--count ('many') must be a whole number: How many samples, at most 50000."),
                usage("evaluate @/run --out @/file", "out (@/file) is a file; name a directory"),
                usage("train --pack 0", "pack (0)", "at least 1"),
                usage("train --penalty-every 0", "penalty-every (0)", "at least 1"),
                usage("train --top-k 0.0", "top-k (0.0)", "above 0 and at most 1"),
                usage("train --top-k-decay 1.5", "top-k-decay (1.5)", "above 0 and at most 1"),
                usage("train --instance-noise=-1.0", "instance-noise (-1.0)", "at least 0"),
                usage("train --instance-noise-until 0.0", "instance-noise-until (0.0)", "above 0"),
                usage("train --conditional=NaN", "conditional (NaN)", "at least 0"),
                usage(
                        "train --dataset ring --data-dir @/twenty",
                        "ring reads no data-dir (@/twenty)",
                        "mnist, fashion-mnist, stacked-mnist, cifar10, pictures, idx, npz"),
                usage("sample @/run --class 3", "class (3)", "--conditional"),
                usage("losses wgan --plot @/a.jpg", "plot (@/a.jpg) must end in .png"),
                usage("losses --plot", "NAME"));
    }

    private static Stream<Bad> losses() {
        return Stream.of(
                usage("losses wgn", "unknown loss 'wgn'", "did you mean wgan", "minimax"),
                usage("losses --json", "NAME"),
                usage("losses --real=1 --fake=2", "NAME"),
                usage("losses lsgan --json", "--real and --fake"),
                usage("losses lsgan --real=1", "--real (1 scores)", "--fake (0)"),
                usage("losses lsgan --real=1,2 --fake=1", "--real (2 scores)", "--fake (1)", "equally many"),
                usage("losses lsgan --real=1,x --fake=1,2", "--real", "'x'"),
                usage("losses lsgan --real=NaN --fake=1", "--real (NaN)", "finite"),
                usage("losses lsgan --real=1 --fake=1e39", "--fake (Infinity)", "finite"),
                usage("losses lsgan --option q=1", "no option q", "a, b, c"),
                usage("losses lsgan --option a=Infinity", "a (Infinity)", "finite"),
                usage("losses lsgan --option half=2", "half (2)", "true or false"),
                usage(
                        "losses non-saturating --option label-smoothing=1 --real=1 --fake=1",
                        "label-smoothing (1.0)",
                        "below 1"),
                failure("losses wgan --plot @/nowhere/a.png", "cannot write @/nowhere/a.png", "does not exist"),
                failure("losses wgan --real=1 --fake=1 --device cuda:99", "cuda:99", "--device cpu"));
    }

    private static Stream<Bad> resuming() {
        return Stream.of(
                usage("train --keep -1", "keep (-1) must be at least 0"),
                usage("train --keep many", "--keep", "many"),
                usage("train --checkpoint-every 0", "checkpoint-every (0) must be a number of steps or of epochs"),
                usage("train --checkpoint-every -5", "checkpoint-every (-5)", "2epochs"),
                usage("train --checkpoint-every 1.5", "checkpoint-every (1.5)"),
                usage("train --checkpoint-every often", "checkpoint-every (often)"),
                usage("train --on-nan pray", "unknown on-nan 'pray'", "stop, rollback"),
                usage("train --evaluate-every -1", "evaluate-every (-1) must be at least 0"),
                usage("train --force", "--force is for --resume"),
                failure("train --resume @/nowhere", "@/nowhere is not a run directory"),
                failure("train --resume @/file", "@/file is not a run directory"),
                failure("train --resume @/empty", "@/empty is not a run directory"),
                failure("train --resume @/broken-config", "@/broken-config/config.json is not a run's configuration"),
                failure("train --resume @/run/checkpoints/step-00000099", "@/run/checkpoints/step-00000099"),
                failure("train --resume @/lost-weights", "no checkpoint of @/lost-weights is whole"),
                usage("train --resume @/run --preset digits", "--preset (digits) does not go with --resume"),
                usage("train --resume @/run --out @/other", "--out (@/other) does not go with --resume"),
                usage("train --resume @/run --seed 5", "--seed (5, the run has 0)", "--force"),
                usage("train --resume @/run --g-lr 1", "--g-lr (1, the run has", "--force"),
                usage("train --resume @/run --steps 0", "steps (0)"),
                failure("train --init-from @/nowhere", "init-from (@/nowhere) does not exist"));
    }

    private static Stream<Bad> otherCommands() {
        return Stream.of(
                usage("export", "RUN"),
                usage("export @/run --format pdf", "unknown format 'pdf'", "safetensors"),
                failure("export @/nowhere", "@/nowhere is not a run directory"),
                failure("export @/run --step 77", "no checkpoint of step 77"),
                failure("evaluate @/nowhere", "@/nowhere is not a run directory"),
                usage("evaluate @/run --count many", "--count", "many"),
                failure("report @/nowhere", "@/nowhere is not a run directory"),
                failure("compare @/nowhere", "@/nowhere is not a run directory"),
                usage("bench --loss nothing", "nothing"),
                usage("completion something", "unknown argument 'something'"));
    }

    /** What lies in the test's directory and in the one that the tests run in, where {@code runs} would be made. */
    private static TreeSet<String> everything() throws IOException {
        TreeSet<String> files = new TreeSet<>();
        try (Stream<Path> entries = Files.walk(temp);
                Stream<Path> here = Files.list(Path.of(""))) {
            entries.forEach(path -> files.add(path.toString()));
            here.forEach(path -> files.add(path.toString()));
        }
        return files;
    }

    @ParameterizedTest
    @MethodSource({"resuming", "otherCommands", "names", "numbers", "data", "directories", "losses", "conflicts"})
    void isSaidInOneLine(Bad bad) throws IOException {
        TreeSet<String> before = everything();
        String[] args = bad.command.isEmpty()
                ? new String[0]
                : bad.command.replace("@", temp.toString()).split(" ");
        Cli.Result result = Cli.run(args);

        assertEquals(bad.code, result.code(), result.err());
        List<String> lines = result.errLines();
        assertTrue(lines.get(0).startsWith("gan4j: "), result.err());
        for (String fragment : bad.fragments) {
            assertTrue(
                    lines.get(0).contains(fragment.replace("@", temp.toString())), fragment + "\nin " + result.err());
        }
        List<String> rest = lines.subList(1, lines.size());
        if (bad.code == USAGE) {
            boolean known =
                    args.length > 0 && Gan4j.commandLine().getSubcommands().containsKey(args[0]);
            assertEquals(List.of("Try 'gan4j " + (known ? args[0] + " " : "") + "--help'."), rest);
        } else {
            assertEquals(List.of(), rest);
        }
        assertFalse((result.out() + result.err()).contains("\tat "), "a stack trace");
        assertEquals(before, everything());
    }

    @Test
    void cudaWithoutAGpu() {
        assumeTrue(!NvidiaDriver.detect().present(), "this machine has an NVIDIA driver");
        for (String command : List.of("train --dataset gaussian", "info", "sample " + temp.resolve("run"))) {
            Cli.Result result = Cli.run((command + " --device cuda").split(" "));
            assertEquals(FAILURE, result.code());
            assertEquals(
                    List.of(
                            "gan4j: device cuda:0 cannot be used: there is no NVIDIA driver on this machine; --device cpu"
                                    + " works"),
                    result.errLines());
        }
    }
}
