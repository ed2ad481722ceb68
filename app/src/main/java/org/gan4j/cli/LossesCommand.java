package org.gan4j.cli;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gan4j.config.KnownNames;
import org.gan4j.files.PngFile;
import org.gan4j.losses.LossCatalog;
import org.gan4j.losses.LossDescription;
import org.gan4j.losses.LossOption;
import org.gan4j.losses.penalty.PenaltyCatalog;
import org.gan4j.losses.penalty.PenaltyDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gan4j losses [NAME]}. */
@Command(name = "losses", sortOptions = false)
final class LossesCommand extends CliCommand {

    private static final class LossNames extends KnownNames {
        LossNames() {
            super(
                    "loss",
                    () -> LossCatalog.all().stream().map(LossDescription::name).toList());
        }
    }

    @Parameters(paramLabel = "NAME", arity = "0..1", completionCandidates = LossNames.class)
    private String name;

    @Option(names = "--real", paramLabel = "SCORES", split = ",")
    private float[] real = {};

    @Option(names = "--fake", paramLabel = "SCORES", split = ",")
    private float[] fake = {};

    @Option(names = "--option", paramLabel = "KEY=VALUE")
    private Map<String, String> options = new HashMap<>();

    @Option(names = "--json")
    private boolean json;

    /** The place of a picture that is given no name: an empty path is refused. */
    private static final String NAMED_FOR_THE_LOSS = ".";

    @Option(names = "--plot", paramLabel = "FILE", arity = "0..1", fallbackValue = NAMED_FOR_THE_LOSS)
    private Path plot;

    @Mixin
    private EngineFlags engine;

    @Override
    public void run() {
        boolean scored = real.length + fake.length > 0;
        if (name == null) {
            if (scored || json || plot != null || !options.isEmpty()) {
                throw wrong("--real, --fake, --option, --json and --plot need the NAME of a loss");
            }
            table().forEach(this::print);
            return;
        }
        if (plot != null && !plot.toString().equals(NAMED_FOR_THE_LOSS)) {
            checkEnding("plot", plot, ".png", ": it is a PNG picture");
        }
        LossSheet sheet = checked(this::sheet);
        if (plot != null && (scored || json)) {
            throw wrong("--plot draws over scores of its own; leave out --real, --fake and --json");
        }
        if (json && !scored) {
            throw wrong("--json needs --real and --fake");
        }
        if (plot == null && !scored) {
            sheet.lines().forEach(this::print);
            return;
        }
        if (scored) {
            checkScores();
        }
        try (NDManager manager = engine.startWithoutDownload()) {
            if (scored) {
                LossSheet.Values values = sheet.evaluate(real, fake, manager);
                print(json ? values.json() : values.text());
            } else {
                Path file = plot.toString().equals(NAMED_FOR_THE_LOSS) ? Path.of(name + ".png") : plot;
                PngFile.write(sheet.draw(manager), file);
                print(file);
            }
        }
    }

    private LossSheet sheet() {
        new LossNames().check(name);
        LossDescription description = LossCatalog.describe(name);
        return new LossSheet(description, description.create(options));
    }

    private void checkScores() {
        if (real.length != fake.length) {
            throw wrong("--real (" + real.length + " scores) and --fake (" + fake.length + ") must have equally many");
        }
        checkFinite("--real", real);
        checkFinite("--fake", fake);
    }

    private void checkFinite(String flag, float[] scores) {
        for (float score : scores) {
            if (!Float.isFinite(score)) {
                throw wrong(flag + " (" + score + ") must be finite numbers");
            }
        }
    }

    /** All losses and penalties, a line each. */
    private static List<String> table() {
        String note = "r, f: D's scores on real and generated samples; sp(x) = log(1+e^x); E: mean over the batch;"
                + " f̄, r̄: batch means; e: energies; lse: log of the summed exponentials."
                + " Every loss also has halve-d-loss. 'gan4j losses NAME' tells more.";
        return Stream.of(lossTable(), List.of(""), penaltyTable(), List.of("", note))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> lossTable() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("NAME", "D MINIMISES", "G MINIMISES", "DEFAULTS", "SOURCE"));
        for (LossDescription.Group group : LossDescription.Group.values()) {
            rows.add(List.of("", "", "", "", ""));
            rows.add(List.of(group.title(), "", "", "", ""));
            LossCatalog.all().stream()
                    .filter(loss -> loss.group() == group)
                    .map(loss -> List.of(
                            "  " + loss.name(), loss.discriminator(), loss.generator(), defaults(loss), loss.source()))
                    .forEach(rows::add);
        }
        return TextColumns.lines(rows, column -> false, Integer.MAX_VALUE);
    }

    private static List<String> penaltyTable() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("PENALTY", "ADDED TO D'S OBJECTIVE", "WEIGHT", "OPTIONS", "SOURCE"));
        for (PenaltyDescription penalty : PenaltyCatalog.all()) {
            rows.add(List.of(
                    "  " + penalty.name(),
                    penalty.formula(),
                    String.valueOf(penalty.defaultWeight()),
                    defaults(penalty.options()),
                    penalty.source()));
        }
        return TextColumns.lines(rows, column -> false, Integer.MAX_VALUE);
    }

    private static String defaults(LossDescription loss) {
        return Stream.concat(loss.penalties().stream(), Stream.of(defaults(loss.options())))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String defaults(List<LossOption> options) {
        return options.stream()
                .filter(option -> option != LossDescription.HALVE)
                .map(option -> option.name() + "=" + option.defaultValue())
                .collect(Collectors.joining(", "));
    }
}
