package org.gan4j.cli;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializationContext;
import com.google.gson.JsonSerializer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gan4j.files.Failures;
import org.gan4j.files.PngFile;
import org.gan4j.losses.AdversarialLoss;
import org.gan4j.losses.LossCatalog;
import org.gan4j.losses.LossDescription;
import org.gan4j.losses.LossOption;
import org.gan4j.losses.penalty.PenaltyCatalog;
import org.gan4j.losses.penalty.PenaltyDescription;
import org.gan4j.picture.NoFontsException;
import org.gan4j.picture.Objectives;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gan4j losses [NAME]}. */
@Command(
        name = "losses",
        description = {
            "List the losses, describe one, or evaluate one on given scores.",
            "",
            "In formulas r are D's scores on real samples, f those on generated ones (raw logits), sp(x) = log(1+e^x),"
                    + " and E is the mean over the batch. Both objectives are minimised."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  gan4j losses",
            "  gan4j losses lsgan",
            "  gan4j losses lsgan --real=-5,1.4 --fake=10,4.4 --option a=-1 --option c=0 --json"
        })
final class LossesCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..1",
            completionCandidates = Names.OfLosses.class,
            description = "A loss of the table.")
    private String name;

    @Option(names = "--real", paramLabel = "SCORES", split = ",", description = "Scores on real samples.")
    private float[] real;

    @Option(names = "--fake", paramLabel = "SCORES", split = ",", description = "As many scores on generated samples.")
    private float[] fake;

    @Option(
            names = "--option",
            paramLabel = "KEY=VALUE",
            description = "A value of one of the loss's options. Repeatable.")
    private Map<String, String> options = new HashMap<>();

    @Option(names = "--json", description = "Print values and gradients as JSON.")
    private boolean json;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            arity = "0..1",
            fallbackValue = "",
            description = "Draw both objectives against the score. Default: NAME.png.")
    private Path plot;

    @Mixin
    private EngineSettings engine;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (name == null) {
            if (real != null || fake != null || json || plot != null || !options.isEmpty()) {
                throw wrong("--real, --fake, --option, --json and --plot need the NAME of a loss");
            }
            printTable(out);
            return 0;
        }
        LossDescription description = description();
        AdversarialLoss loss = create(description);
        if (plot != null) {
            if (real != null || fake != null || json) {
                throw wrong("--plot draws over scores of its own; leave out --real, --fake and --json");
            }
            plot(loss, out);
            return 0;
        }
        if (real == null && fake == null) {
            if (json) {
                throw wrong("--json needs --real and --fake");
            }
            describe(description, out);
            return 0;
        }
        if (real == null || fake == null || real.length != fake.length) {
            throw wrong("--real (" + (real == null ? 0 : real.length) + " scores) and --fake ("
                    + (fake == null ? 0 : fake.length) + ") must have equally many");
        }
        checkFinite("--real", real);
        checkFinite("--fake", fake);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("loss", name);
        if (!description.penalties().isEmpty()) {
            // They need the critic itself, not its scores alone.
            result.put("penaltiesNotIncluded", description.penalties());
        }
        try (NDManager manager = engine.startWithoutDownload()) {
            loss.initialise(manager);
            result.put("discriminator", evaluate(loss::discriminatorLoss, manager));
            result.put("generator", evaluate(loss::generatorLoss, manager));
        }
        out.println(
                json
                        ? new GsonBuilder()
                                .registerTypeAdapter(float.class, (JsonSerializer<Float>) LossesCommand::number)
                                .create()
                                .toJson(result)
                        : text(result));
        out.flush();
        return 0;
    }

    /** JSON has no infinity: where a loss of finite scores overflows, it stands as text. */
    private static JsonElement number(Float value, Type type, JsonSerializationContext context) {
        return Float.isFinite(value) ? new JsonPrimitive(value) : new JsonPrimitive(value.toString());
    }

    private record Evaluation(float value, float[] gradReal, float[] gradFake) {
        @Override
        public String toString() {
            return value + "\n  gradient, real scores       " + Arrays.toString(gradReal)
                    + "\n  gradient, generated scores  " + Arrays.toString(gradFake);
        }
    }

    private Evaluation evaluate(BinaryOperator<NDArray> objective, NDManager manager) {
        try (NDManager scope = manager.newSubManager();
                GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray r = scope.create(real);
            NDArray f = scope.create(fake);
            r.setRequiresGradient(true);
            f.setRequiresGradient(true);
            NDArray value = objective.apply(r, f);
            gradients.backward(value);
            return new Evaluation(
                    value.getFloat(),
                    r.getGradient().toFloatArray(),
                    f.getGradient().toFloatArray());
        }
    }

    private void plot(AdversarialLoss loss, PrintWriter out) {
        Path file = plot.toString().isEmpty() ? Path.of(name + ".png") : plot;
        double[] scores =
                IntStream.rangeClosed(-60, 60).mapToDouble(i -> i / 10.0).toArray();
        if (LossCatalog.describe(name).energies()) {
            scores = IntStream.rangeClosed(0, 120).mapToDouble(i -> i / 40.0).toArray();
        }
        try (NDManager manager = engine.startWithoutDownload()) {
            loss.initialise(manager);
            double[] x = scores;
            double[] overReal = along(x, loss::discriminatorLoss, true, manager);
            double[] overFake = along(x, loss::discriminatorLoss, false, manager);
            double[] generator = along(x, loss::generatorLoss, false, manager);
            List<String> penalties = LossCatalog.describe(name).penalties();
            String title = name + (penalties.isEmpty() ? "" : " without " + String.join(", ", penalties))
                    + ": what D and G minimise, the other score held at 0";
            BufferedImage picture =
                    NoFontsException.draw(() -> Objectives.draw(title, x, overReal, overFake, generator));
            PngFile.write(picture, file);
        } catch (IOException e) {
            throw Failures.cannotWrite(file, e);
        }
        out.println(file);
        out.flush();
    }

    /** An objective of one real and one generated sample, as the score of one of them changes. */
    private static double[] along(
            double[] scores, BinaryOperator<NDArray> objective, boolean overReal, NDManager manager) {
        double[] values = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            try (NDManager scope = manager.newSubManager()) {
                NDArray moving = scope.create(new float[] {(float) scores[i]});
                NDArray still = scope.create(new float[] {0});
                values[i] = (overReal ? objective.apply(moving, still) : objective.apply(still, moving)).getFloat();
            }
        }
        return values;
    }

    private static String text(Map<String, Object> result) {
        Object penalties = result.get("penaltiesNotIncluded");
        return "discriminator " + result.get("discriminator") + "\ngenerator     " + result.get("generator")
                + (penalties == null ? "" : "\nnot included  " + penalties + ", which needs the critic itself");
    }

    private LossDescription description() {
        try {
            Choice.check(
                    "loss",
                    name,
                    LossCatalog.all().stream().map(LossDescription::name).toList());
            return LossCatalog.describe(name);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private AdversarialLoss create(LossDescription description) {
        try {
            return description.create(options);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void checkFinite(String flag, float[] scores) {
        for (float score : scores) {
            if (!Float.isFinite(score)) {
                throw wrong(flag + " (" + score + ") must be finite numbers");
            }
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void printTable(PrintWriter out) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"NAME", "D MINIMISES", "G MINIMISES", "DEFAULTS", "SOURCE"});
        for (LossDescription.Group group : LossDescription.Group.values()) {
            rows.add(new String[] {"", "", "", "", ""});
            rows.add(new String[] {group.title(), "", "", "", ""});
            LossCatalog.all().stream()
                    .filter(loss -> loss.group() == group)
                    .map(loss -> new String[] {
                        "  " + loss.name(), loss.discriminator(), loss.generator(), defaults(loss), loss.source()
                    })
                    .forEach(rows::add);
        }
        printAligned(rows, out);
        out.println();
        List<String[]> penalties = new ArrayList<>();
        penalties.add(new String[] {"PENALTY", "ADDED TO D'S OBJECTIVE", "WEIGHT", "SOURCE"});
        for (PenaltyDescription penalty : PenaltyCatalog.all()) {
            penalties.add(new String[] {
                "  " + penalty.name(),
                penalty.formula(),
                String.format(Locale.ROOT, "%s", penalty.defaultWeight()),
                penalty.source()
            });
        }
        printAligned(penalties, out);
        out.println();
        out.println("r, f: D's scores on real and generated samples; sp(x) = log(1+e^x); E: mean over the batch;"
                + " f̄, r̄: batch means; e: energies; lse: log of the summed exponentials."
                + " Every loss also has halve-d-loss. 'gan4j losses NAME' tells more.");
        out.flush();
    }

    private void printAligned(List<String[]> rows, PrintWriter out) {
        Column[] columns = new Column[rows.get(0).length];
        for (int i = 0; i < columns.length; i++) {
            int column = i;
            int width =
                    rows.stream().mapToInt(row -> row[column].length()).max().orElse(0);
            columns[i] = new Column(width + 2, 0, Overflow.TRUNCATE);
        }
        TextTable table = TextTable.forColumns(spec.commandLine().getColorScheme(), columns);
        rows.forEach(row -> table.addRowValues(row));
        out.print(table);
    }

    private static String defaults(LossDescription loss) {
        Stream<String> values = loss.options().stream()
                .filter(option -> option != LossDescription.HALVE)
                .map(option -> option.name() + "=" + option.defaultValue());
        return Stream.concat(loss.penalties().stream(), values).collect(Collectors.joining(", "));
    }

    private static void describe(LossDescription loss, PrintWriter out) {
        out.println(loss.title() + " (" + loss.name() + "), " + loss.source());
        out.println();
        out.println("  D minimises  " + loss.discriminator());
        out.println("  G minimises  " + loss.generator());
        out.println();
        out.println("  Conventions  " + loss.conventions());
        out.println("  Use it when  " + loss.useWhen());
        out.println("  Not when     " + loss.avoidWhen());
        out.println();
        out.println("  Options");
        for (LossOption option : loss.options()) {
            out.printf("    %-16s %-6s %s%n", option.name(), option.defaultValue(), option.meaning());
        }
        if (!loss.penalties().isEmpty()) {
            out.println("  Brings the penalty " + String.join(", ", loss.penalties())
                    + " (unless --penalty says otherwise)");
        }
        out.flush();
    }
}
