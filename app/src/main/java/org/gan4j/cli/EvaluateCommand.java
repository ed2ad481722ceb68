package org.gan4j.cli;

import ai.djl.ndarray.NDManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gan4j.UserException;
import org.gan4j.config.TrainConfig;
import org.gan4j.eval.Evaluation;
import org.gan4j.eval.Evaluator;
import org.gan4j.eval.NearestImages;
import org.gan4j.eval.RealSamples;
import org.gan4j.files.ArrayFile;
import org.gan4j.files.Failures;
import org.gan4j.files.PngFile;
import org.gan4j.model.SampleSpace;
import org.gan4j.page.PageWriter;
import org.gan4j.run.Checkpoint;
import org.gan4j.run.EvaluationFiles;
import org.gan4j.run.RunDirectory;
import org.gan4j.run.TrainedPlayer;
import org.gan4j.train.GeneratedSamples;
import org.gan4j.train.GeneratorInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gan4j evaluate RUN}. */
@Command(name = "evaluate", sortOptions = false)
final class EvaluateCommand extends CliCommand {

    static final int MOST = 50_000;

    /** Classes whose samples are listed; of more, the JSON has them. */
    private static final int MOST_LISTED = 100;

    @Parameters(paramLabel = "RUN")
    private Path source;

    @Mixin
    private StepFlags steps;

    private Optional<Long> step;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "How many samples, at most " + MOST + ". Default: " + Evaluator.SAMPLES + ", or "
                    + Evaluator.POINTS + " points in the plane.")
    private Integer count;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "0")
    private int seed;

    @Option(names = "--data-dir", paramLabel = "DIR")
    private Path dataDir;

    @Option(names = "--features", paramLabel = "FILE")
    private Path features;

    @Option(names = "--out", paramLabel = "DIR")
    private Path out;

    @Option(names = "--json")
    private boolean json;

    @Option(names = "--quiet")
    private boolean quiet;

    @Mixin
    private EngineFlags engine;

    /** The run whose directory was given; of an exported generator none. */
    private Optional<RunDirectory> run;

    private Terminal terminal;

    @Override
    public void run() {
        checkRange("count", count, 1, MOST, "");
        if (out != null && Files.exists(out) && !Files.isDirectory(out)) {
            throw wrong("out (" + out + ") is a file; name a directory");
        }
        run = Files.isDirectory(source) ? Optional.of(RunDirectory.open(source)) : Optional.empty();
        step = checked(() -> steps.in(source));
        terminal = new Terminal(commandLine(), quiet || json);
        try (NDManager manager = engine.start();
                TrainedPlayer generator = TrainedPlayer.generator(source, step, manager)) {
            evaluate(generator, manager);
        }
    }

    private void evaluate(TrainedPlayer generator, NDManager manager) {
        TrainConfig config = generator.record().config();
        SampleSpace space = generator.record().samples();
        int wanted = Objects.requireNonNullElse(
                count, Evaluator.defaultCount(config.data().row()));
        // What takes time is shown on standard error, so that standard output holds the result alone.
        Terminal aside = new Terminal(commandLine().getErr(), commandLine().getErr(), quiet);
        EvaluationBar progress = new EvaluationBar(aside);
        RealSamples images = checked(() -> new RealSamples(config, dataDir, progress));
        checkData(generator, images, manager);
        try (progress;
                Evaluator evaluator = Evaluator.open(images, space, wanted, network(), manager, progress)) {
            GeneratedSamples samples =
                    GeneratedSamples.of(generator.network(), generator.input(seed, wanted, GeneratorInput.EVERY_CLASS));
            EvaluationFiles.Asked asked = new EvaluationFiles.Asked(
                    evaluator.evaluate(generator.weights().step(), samples),
                    config.data().dataset(),
                    seed,
                    generator.weights().file().getFileName().toString());
            if (features != null && network().isEmpty()) {
                ArrayFile.write(features, evaluator.features(samples));
            }
            List<Path> written = new ArrayList<>();
            file().ifPresent(file -> {
                written.add(file);
                if (space.image() != null) {
                    Path neighbours = EvaluationFiles.neighboursOf(file);
                    PngFile.write(NearestImages.draw(samples, images.train(config.seed()), manager), neighbours);
                    written.add(neighbours);
                }
                EvaluationFiles.write(asked, file);
            });
            progress.end();
            print(asked, generator, written);
            if (out == null) {
                run.ifPresent(directory -> renewPage(directory, manager));
            }
        }
    }

    /** A network to compare images in, in TorchScript; other files are written. */
    private Optional<Path> network() {
        return Optional.ofNullable(features).filter(file -> file.toString().matches(".*\\.(pt|pth|ts)"));
    }

    /** Where the evaluation goes; of an exported generator nowhere, unless somebody says where. */
    private Optional<Path> file() {
        if (out == null) {
            return run.map(directory -> directory.evaluations().of(step));
        }
        Failures.whileWriting(out, Files::createDirectories);
        return Optional.of(new EvaluationFiles(out).ofLast());
    }

    /** Writes the page again, if there is one. The scores are there, whatever becomes of it. */
    private void renewPage(RunDirectory directory, NDManager manager) {
        try {
            if (Files.exists(PageWriter.page(directory.root()))) {
                terminal.say("renewed: %s", ReportCommand.write(directory, terminal, manager));
            }
        } catch (UserException e) {
            terminal.warn("the page was not renewed: " + e.getMessage());
        }
    }

    /** Samples from files must be those of the run; drawn ones follow from the seed. */
    private void checkData(TrainedPlayer generator, RealSamples images, NDManager manager) {
        if (run.isEmpty() || !images.dataset().readsFiles()) {
            return;
        }
        Path checkpoint = run.get().checkpoints().find(step);
        String trained = Checkpoint.open(checkpoint).data();
        String given = images.fingerprint(generator.record().config().seed(), manager);
        if (!given.equals(trained)) {
            throw new UserException("the run was trained on other data (" + trained + ") than these (" + given
                    + "); name the run's own data with --data-dir");
        }
    }

    private void print(EvaluationFiles.Asked asked, TrainedPlayer generator, List<Path> written) {
        if (json) {
            print(asked.toJson());
            return;
        }
        Evaluation evaluation = asked.evaluation();
        print(String.format(
                Locale.ROOT,
                "%s, step %d (%s): %,d samples, seed %d, against %s%n",
                asked.dataset(),
                evaluation.step(),
                asked.weights(),
                evaluation.generated().count(),
                seed,
                evaluation.against()));
        EvaluationTable.head(evaluation).forEach(this::print);
        print(EvaluationTable.row("generated", evaluation.generated(), evaluation));
        long[] histogram = evaluation.generated().classHistogram();
        if (histogram != null && histogram.length <= MOST_LISTED) {
            List<String> names = generator.record().classNames();
            print(IntStream.range(0, histogram.length)
                    .mapToObj(i -> Terminal.oneLine(names.get(i)) + ": " + histogram[i])
                    .collect(Collectors.joining(", ", "\nsamples of each class: ", "")));
        }
        if (evaluation.generated().columns() != null) {
            print("");
            EvaluationTable.columns(evaluation).forEach(this::print);
        }
        print("");
        EvaluationTable.legend(evaluation).forEach(this::print);
        if (evaluation.noteOnClasses() != null
                && generator.record().config().techniques().conditional()) {
            print("  note: " + evaluation.noteOnClasses());
        }
        if (evaluation.realWithThemselves()) {
            print("  note: " + Evaluation.WITH_THEMSELVES);
        }
        if (!written.isEmpty()) {
            print(written.stream().map(Path::toString).collect(Collectors.joining(", ", "\nwritten: ", "")));
        }
    }
}
