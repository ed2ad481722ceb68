package org.gan4j.cli;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.gan4j.UserException;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.ImageSet;
import org.gan4j.data.ResidentImages;
import org.gan4j.data.Split;
import org.gan4j.eval.Evaluation;
import org.gan4j.eval.Evaluator;
import org.gan4j.eval.NearestImages;
import org.gan4j.eval.RealImages;
import org.gan4j.files.Failures;
import org.gan4j.files.PngFile;
import org.gan4j.files.WholeFile;
import org.gan4j.model.SampleSpace;
import org.gan4j.run.Checkpoint;
import org.gan4j.run.EvaluationFiles;
import org.gan4j.run.RunDirectory;
import org.gan4j.run.TrainedPlayer;
import org.gan4j.train.GeneratorInput;
import org.gan4j.train.Samples;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gan4j evaluate RUN}. */
@Command(
        name = "evaluate",
        description = {
            "Score the samples of a run against real ones.",
            "Images are compared in the features of a classifier, which is trained once on the real training set (a minute or"
                    + " two for MNIST) and kept: beside the files of --data-dir, or in the user's cache directory."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  gan4j evaluate runs/00001-digits-non-saturating           a table; evaluation.json and neighbours.png in the run",
            "  gan4j evaluate RUN --json                                 the same as one JSON object",
            "  gan4j evaluate RUN --step 1560 --count 2000               earlier weights, fewer samples",
            "  gan4j evaluate RUN/exports/generator.safetensors --out DIR  an exported generator",
            "  gan4j evaluate RUN --features scores.npz                  also what the numbers are computed from"
        })
final class EvaluateCommand implements Callable<Integer> {

    static final int MOST = 50_000;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "The run directory, or an exported generator.")
    private Path run;

    @Option(names = "--step", paramLabel = "N", description = "The step whose weights are used. Default: the last.")
    private Long step;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "How many samples, at most " + MOST + ". Default: " + Evaluator.SAMPLES + ", or "
                    + Evaluator.POINTS + " points in the plane.")
    private Integer count;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "Where the noise comes from. Default: ${DEFAULT-VALUE}.")
    private int seed;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Where the run's IDX files lie now.")
    private Path dataDir;

    @Option(
            names = "--features",
            paramLabel = "FILE",
            description = "An NPZ file to write, with the features that the scores are computed from.")
    private Path features;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where evaluation.json and neighbours.png go. Default: the run directory; of an exported"
                    + " generator nowhere.")
    private Path out;

    @Option(names = "--json", description = "Print one JSON object with every number.")
    private boolean json;

    @Option(names = "--quiet", description = "Say nothing of what takes time, and draw no bar.")
    private boolean quiet;

    @Mixin
    private EngineSettings engine;

    @Override
    public Integer call() {
        if (count != null && (count < 1 || count > MOST)) {
            throw new ParameterException(spec.commandLine(), "count (" + count + ") must be from 1 to " + MOST);
        }
        if (out != null && Files.exists(out) && !Files.isDirectory(out)) {
            throw new ParameterException(spec.commandLine(), "out (" + out + ") is a file; name a directory");
        }
        try (NDManager manager = engine.start();
                TrainedPlayer generator = TrainedPlayer.generator(run, Optional.ofNullable(step), manager)) {
            evaluate(generator, manager);
        }
        return 0;
    }

    private void evaluate(TrainedPlayer generator, NDManager manager) {
        TrainConfig config = generator.record().config();
        SampleSpace space = generator.record().samples();
        RealImages images = new RealImages(config, dataDir);
        checkData(generator, images);
        int wanted = Objects.requireNonNullElse(count, Evaluator.defaultCount(images.dataset()));
        try (EvaluationBar progress = progress();
                Evaluator evaluator = Evaluator.open(config, space, images, wanted, manager, progress)) {
            NDArray input = generator.input(seed, wanted, GeneratorInput.EVERY_CLASS);
            NDArray samples = Samples.of(generator.network(), input);
            EvaluationFiles.Asked asked = new EvaluationFiles.Asked(
                    evaluator.evaluate(generator.weights().step(), config.data().dataset(), samples),
                    seed,
                    generator.weights().file().getFileName().toString());
            if (features != null) {
                writeFeatures(evaluator, samples, manager);
            }
            List<Path> written = new ArrayList<>();
            file().ifPresent(file -> {
                written.add(file);
                if (space.image() != null) {
                    written.add(drawNeighbours(samples, images.images(config.seed(), Split.TRAIN), file));
                }
                EvaluationFiles.write(asked, file);
            });
            progress.end();
            print(asked, generator, written);
            if (!written.isEmpty() && out == null) {
                renewPage(manager);
            }
        }
    }

    /** Where the evaluation goes; of an exported generator nowhere, unless somebody says where. */
    private Optional<Path> file() {
        if (out != null) {
            return Optional.of(EvaluationFiles.in(made(out)));
        }
        return Files.isDirectory(run)
                ? Optional.of(RunDirectory.open(run).evaluationFile(Optional.ofNullable(step)))
                : Optional.empty();
    }

    /** The scores are there, whatever becomes of the page. */
    private void renewPage(NDManager manager) {
        Terminal terminal = new Terminal(spec.commandLine(), quiet || json);
        try {
            ReportCommand.renew(RunDirectory.open(run), manager).ifPresent(page -> terminal.say("renewed: %s", page));
        } catch (UserException e) {
            terminal.warn("the page was not renewed: " + e.getMessage());
        }
    }

    /** Images from files must be those of the run; drawn ones follow from the seed. */
    private void checkData(TrainedPlayer generator, RealImages images) {
        try {
            images.dataset().checkDirectory(images.directory());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        if (!Files.isDirectory(run) || !images.dataset().readsFiles()) {
            return;
        }
        Path checkpoint = RunDirectory.open(run).checkpoints().find(Optional.ofNullable(step));
        String trained = Checkpoint.open(checkpoint).data();
        String given = ResidentImages.fingerprint(
                images.images(generator.record().config().seed(), Split.TRAIN));
        if (!given.equals(trained)) {
            throw new UserException("the run was trained on other data (" + trained + ") than these (" + given
                    + "); name the run's own data with --data-dir");
        }
    }

    private static Path drawNeighbours(NDArray samples, ImageSet train, Path evaluation) {
        Path file = EvaluationFiles.neighboursOf(evaluation);
        try {
            PngFile.write(NearestImages.draw(samples, train), file);
            return file;
        } catch (IOException e) {
            throw Failures.cannotWrite(file, e);
        }
    }

    private static Path made(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UserException("cannot make the directory " + directory + ": " + Failures.reason(e), e);
        }
    }

    private void writeFeatures(Evaluator evaluator, NDArray samples, NDManager manager) {
        try (NDManager scope = manager.newSubManager()) {
            NDList arrays = evaluator.features(samples, scope);
            WholeFile.write(features, arrays.encode(NDList.Encoding.NPZ));
        } catch (IOException e) {
            throw Failures.cannotWrite(features, e);
        }
    }

    /** What takes time is shown on standard error, so that standard output holds the result alone. */
    private EvaluationBar progress() {
        PrintWriter err = spec.commandLine().getErr();
        Consumer<String> lines = line -> {
            err.println(line);
            err.flush();
        };
        return quiet ? new EvaluationBar(line -> {}, null) : new EvaluationBar(lines, Bar.terminal());
    }

    private void print(EvaluationFiles.Asked asked, TrainedPlayer generator, List<Path> written) {
        PrintWriter to = spec.commandLine().getOut();
        if (json) {
            to.println(asked.toJson());
            to.flush();
            return;
        }
        Evaluation evaluation = asked.evaluation();
        to.printf(
                Locale.ROOT,
                "%s, step %d (%s): %,d samples, seed %d, against %s%n%n",
                evaluation.dataset(),
                evaluation.step(),
                generator.weights().file().getFileName(),
                evaluation.generated().count(),
                seed,
                evaluation.against());
        EvaluationTable.head(evaluation).forEach(to::println);
        to.println(EvaluationTable.generated("generated", evaluation));
        long[] histogram = evaluation.generated().classHistogram();
        if (histogram != null) {
            to.println();
            to.println("samples of each class, from 0: "
                    + LongStream.of(histogram).mapToObj(String::valueOf).collect(Collectors.joining(" ")));
        }
        to.println();
        EvaluationTable.legend(evaluation).forEach(to::println);
        if (histogram != null && generator.record().config().techniques().conditional()) {
            to.println("  note: " + Evaluation.CLASSES_IN_TURN);
        }
        if (!written.isEmpty()) {
            to.println();
            to.println("written: " + written.stream().map(Path::toString).collect(Collectors.joining(", ")));
        }
        to.flush();
    }
}
