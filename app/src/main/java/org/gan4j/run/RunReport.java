package org.gan4j.run;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.RealData;
import org.gan4j.losses.LossDescription;
import org.gan4j.model.ActivationFunction;
import org.gan4j.model.Network;
import org.gan4j.model.SampleSpace;
import org.gan4j.report.Animation;
import org.gan4j.report.Curves;
import org.gan4j.report.PngFile;
import org.gan4j.report.RunPage;
import org.gan4j.report.SampleGrid;
import org.gan4j.train.GeneratorInput;
import org.gan4j.train.Tick;

/**
 * What a person looks at after a run: the page, and the pictures that only a trained generator or a whole run gives.
 *
 * <pre>
 * report.html          the run on one page
 * samples.gif          the sample grids one after another
 * interpolation.png    from one sample to another, row by row      (images)
 * classes.png          a row a class, a noise a column             (images with --conditional)
 * </pre>
 */
public final class RunReport {

    private static final int MOST_GRIDS = 20;
    private static final int MOST_FRAMES = 30;
    private static final int MOST_TICKS = 3_000;
    private static final int DIRECTIONS = 8;
    private static final int COLUMNS = 10;
    private static final int INTERPOLATIONS = 8;

    /** A page with more would be slow to open: as text a weight takes 5 1/3 bytes. */
    private static final long MOST_WEIGHTS = 4_000_000;

    private static final int REAL_SAMPLES = 600;
    private static final int SMALL = 400;
    private static final int FRAME_HUNDREDTHS = 20;
    private static final int SEED = 0;
    /** Under this name an evaluation has the scores of real samples. */
    static final String REAL = "real";

    /** How to read a score, for a person who has not met it. */
    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("classifierScore", "sure of one class each, all classes in turn: higher is better"),
            Map.entry("frechetDistance", "between the two sets: lower is better"),
            Map.entry("kernelDistance", "between the two sets: lower is better"),
            Map.entry("precision", "generated samples that lie among real ones: higher is better"),
            Map.entry("recall", "real samples that lie among generated ones: higher is better"),
            Map.entry("density", "how thickly real samples lie around generated ones: higher is better"),
            Map.entry("coverage", "real samples with a generated one nearby: higher is better"),
            Map.entry("classKl", "0 if all classes are equally frequent"),
            Map.entry("classesHit", "classes that are generated at all"),
            Map.entry("modesHit", "modes that are generated at all"),
            Map.entry("highQuality", "samples within 3 σ of a mode: higher is better"),
            Map.entry("reverseKl", "0 if all modes are equally frequent"),
            Map.entry("mean", "as that of real samples"),
            Map.entry("std", "as that of real samples"),
            Map.entry("wasserstein1", "distance to the truth: lower is better"),
            Map.entry("kolmogorovSmirnov", "distance to the truth: lower is better"));

    private final RunDirectory directory;
    private final RunRecord record;
    private final RunHistory history;
    private final NDManager manager;

    private RunReport(RunDirectory directory, NDManager manager) {
        this.directory = directory;
        this.record = directory.record();
        this.history = RunHistory.read(directory);
        this.manager = manager;
    }

    /**
     * Writes the page of a run, and the pictures beside it; what is there of them is replaced.
     *
     * @param root the run directory
     * @param data the real samples, which points and numbers are shown with; {@code null} for images
     * @param maker what makes the page, with its version
     * @param manager tells the device
     * @return the page's path
     * @throws RunException if there is no such run, its files are damaged, it has nothing to show yet, or nothing can be written
     */
    public static Path write(Path root, RealData data, String maker, NDManager manager) {
        return new RunReport(RunDirectory.open(root), manager).write(data, maker);
    }

    private Path write(RealData data, String maker) {
        TreeMap<Long, Path> grids = directory.sampleGrids();
        boolean trained = directory.hasCheckpoint();
        if (grids.isEmpty() && !trained && history.ticks().isEmpty()) {
            throw new RunException(
                    directory.root() + " has nothing to show yet: neither metrics nor samples nor weights");
        }
        Path page = directory.root().resolve("report.html");
        try {
            List<RunPage.Grid> shown = new ArrayList<>();
            for (long step : spread(List.copyOf(grids.keySet()), MOST_GRIDS)) {
                shown.add(new RunPage.Grid(step, small(read(grids.get(step)))));
            }
            animate(grids);
            List<RunPage.Figure> figures = new ArrayList<>();
            RunPage.Explorer explorer = trained ? explore(data, figures) : null;
            Path neighbours = directory.root().resolve("neighbours.png");
            if (Files.exists(neighbours)) {
                figures.add(new RunPage.Figure(
                        "Is it learned by heart?",
                        "Generated samples, and the real ones nearest to each. Pairs that are equal would be copies.",
                        read(neighbours)));
            }
            RunPage content = new RunPage(
                    directory.root().toAbsolutePath().normalize().getFileName().toString(),
                    lead(),
                    facts(),
                    notes(trained, explorer != null),
                    shown,
                    gridsHint(),
                    record.samples().image() == null,
                    explorer,
                    scoresHint(),
                    scores(),
                    charts(),
                    figures,
                    settings(),
                    maker);
            WholeFile.write(page, content.html());
        } catch (IOException e) {
            throw new RunException("cannot write " + page + ": " + RunDirectory.reason(e), e);
        }
        return page;
    }

    // ---- Words

    private TrainConfig config() {
        return record.config();
    }

    private String lead() {
        SampleSpace samples = record.samples();
        String what = samples.image() != null
                ? text(
                        "pictures of %d × %d pixels like those of the data set %s",
                        samples.image().width(), samples.image().height(), dataset())
                : (samples.dimension() == 1 ? "numbers" : "points") + " like those of the data set " + dataset();
        String lead = "A generator learned to make " + what + " from nothing but "
                + config().model().latent()
                + (config().model().latent() == 1 ? " random number" : " random numbers")
                + (config().techniques().conditional() ? " and the wanted class" : "") + " each";
        RunHistory.Entry last = lastTick();
        return last == null
                ? lead + "."
                : lead
                        + text(
                                ": %,d steps with the loss %s in %s.",
                                last.step(), objective(), clock(Math.round(value(last, "seconds"))));
    }

    private String dataset() {
        return config().data().dataset();
    }

    private String objective() {
        TrainConfig.Objective objective = config().objective();
        List<String> parts = new ArrayList<>(List.of(objective.loss()));
        objective.penalties().forEach(penalty -> parts.add(penalty.toString()));
        return String.join(" + ", parts);
    }

    private List<RunPage.Fact> facts() {
        List<RunPage.Fact> facts = new ArrayList<>();
        facts.add(new RunPage.Fact("Data set", dataset()));
        facts.add(new RunPage.Fact("Loss", objective()));
        RunHistory.Entry last = lastTick();
        if (last != null) {
            double seconds = value(last, "seconds");
            facts.add(new RunPage.Fact("Length", text("%,d steps, %s epochs", last.step(), number(last.epoch()))));
            facts.add(new RunPage.Fact(
                    "Time", clock(Math.round(seconds)) + ", " + number(last.step() / seconds) + " steps/s"));
            facts.add(new RunPage.Fact(
                    "Losses at the end",
                    "D\u00a0" + number(value(last, Tick.D_LOSS)) + ", G\u00a0" + number(value(last, Tick.G_LOSS))));
        }
        facts.add(new RunPage.Fact("Engine", record.engine()));
        return facts;
    }

    private List<String> notes(boolean trained, boolean explored) {
        List<String> notes = new ArrayList<>();
        RunHistory.Entry last = lastTick();
        if (last == null) {
            notes.add("There are no metrics yet.");
        } else {
            TrainConfig.Length length = config().length();
            Predicate<String> broken = name -> !Double.isFinite(value(last, name));
            if (broken.test(Tick.D_LOSS) || broken.test(Tick.G_LOSS)) {
                notes.add(
                        text("This run diverged: at step %,d its losses were no longer finite numbers.", last.step()));
            } else if (length.steps() > 0 ? last.step() < length.steps() : last.epoch() < length.epochs()) {
                notes.add(
                        length.steps() > 0
                                ? text("This is a part of a run: %,d of %,d steps.", last.step(), length.steps())
                                : text(
                                        "This is a part of a run: %s of %d epochs.",
                                        number(last.epoch()), length.epochs()));
            }
        }
        if (!trained) {
            notes.add("There are no weights yet, so there is no generator to try.");
        } else if (!explored) {
            notes.add(text("The generator is too large to run in a page: it has more than %,d weights.", MOST_WEIGHTS));
        }
        return notes;
    }

    private String gridsHint() {
        if (record.samples().image() == null) {
            return "Generated samples beside real ones after each pass over the data.";
        }
        return "Each place always shows what the generator makes of the same random numbers"
                + (config().techniques().conditional() ? " and the same class" : "") + ". "
                + (config().optimization().average().halfLife() > 0
                        ? "These samples come from the running average of its weights. "
                        : "")
                + "A good run ends with samples that look real and differ from each other.";
    }

    private List<RunPage.Settings> settings() {
        List<RunPage.Settings> settings = new ArrayList<>();
        JsonObject json = record.toTree();
        List<RunPage.Fact> run = new ArrayList<>();
        run.add(new RunPage.Fact("gan4j", record.gan4j()));
        run.add(new RunPage.Fact("engine", record.engine()));
        JsonObject config = json.getAsJsonObject("config");
        List<RunPage.Settings> groups = new ArrayList<>();
        config.asMap().forEach((name, value) -> {
            if (value.isJsonObject()) {
                groups.add(new RunPage.Settings(words(name), flat("", value.getAsJsonObject(), RunReport::words)));
            } else {
                run.add(new RunPage.Fact(words(name), value.getAsString()));
            }
        });
        settings.add(new RunPage.Settings("run", run));
        settings.addAll(groups);
        settings.add(new RunPage.Settings("samples", flat("", json.getAsJsonObject("samples"), RunReport::words)));
        return settings;
    }

    private static List<RunPage.Fact> flat(String prefix, JsonObject object, UnaryOperator<String> name) {
        List<RunPage.Fact> facts = new ArrayList<>();
        object.asMap().forEach((key, value) -> {
            if (value.isJsonObject()) {
                facts.addAll(flat(prefix + name.apply(key) + " ", value.getAsJsonObject(), name));
            } else {
                facts.add(new RunPage.Fact(prefix + name.apply(key), plain(value)));
            }
        });
        return facts;
    }

    /** A value without JSON's brackets and quotes. */
    private static String plain(JsonElement value) {
        if (value.isJsonPrimitive()) {
            return value.getAsString();
        }
        String text = value.toString().replaceAll("[\\[\\]{}\"]", "").replace(",", ", ");
        return text.isEmpty() ? "none" : text;
    }

    /** {@code generatorRate} as a person writes it. */
    private static String words(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z])(?=[A-Z][a-z])", " ")
                .toLowerCase(Locale.ROOT);
    }

    // ---- Numbers

    private RunHistory.Entry lastTick() {
        List<RunHistory.Entry> ticks = history.ticks();
        return ticks.isEmpty() ? null : ticks.get(ticks.size() - 1);
    }

    private static double value(RunHistory.Entry entry, String name) {
        return entry.values().getOrDefault(name, Double.NaN);
    }

    /** The last evaluation: a number a metric, under {@code real} the same of real samples, and words about both. */
    private List<RunPage.Score> scores() {
        JsonObject evaluation = directory.evaluation();
        if (evaluation == null) {
            return List.of();
        }
        JsonObject real = reference(evaluation);
        return flat("", evaluation, name -> name).stream()
                .filter(fact -> isScore(fact, real))
                .map(fact -> new RunPage.Score(
                        words(fact.name()),
                        rounded(fact.value()),
                        real.has(fact.name()) ? rounded(plain(real.get(fact.name()))) : "",
                        MEANINGS.getOrDefault(fact.name(), "")))
                .toList();
    }

    /** What the scores depend on: how many samples of what, measured how. */
    private String scoresHint() {
        JsonObject evaluation = directory.evaluation();
        if (evaluation == null) {
            return "";
        }
        JsonObject real = reference(evaluation);
        StringJoiner hint = new StringJoiner(
                "; ", "The generated samples and, as a yardstick, real ones, both measured in the same way: ", ".");
        flat("", evaluation, name -> name).stream()
                .filter(fact -> !isScore(fact, real))
                .forEach(fact -> hint.add(words(fact.name()) + " " + rounded(fact.value())));
        return hint.toString();
    }

    private static boolean isScore(RunPage.Fact fact, JsonObject real) {
        return real.has(fact.name()) || MEANINGS.containsKey(fact.name());
    }

    /** Takes the scores of real samples out of an evaluation. */
    private static JsonObject reference(JsonObject evaluation) {
        return evaluation.has(REAL) && evaluation.get(REAL).isJsonObject()
                ? evaluation.remove(REAL).getAsJsonObject()
                : new JsonObject();
    }

    private static String rounded(String text) {
        try {
            return number(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return text;
        }
    }

    /** Numbers as the page's language has them, not as the machine's. */
    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** Four digits, or all of a whole number. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e7) {
            return text("%,d", (long) value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
        return Math.abs(value) >= 1e-3 && Math.abs(value) < 1e7 ? rounded.toPlainString() : rounded.toString();
    }

    private static String clock(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? text("%d min %d s", seconds / 60, seconds % 60)
                : text("%d h %d min", seconds / 3600, seconds / 60 % 60);
    }

    private List<RunPage.Chart> charts() {
        List<RunHistory.Entry> ticks = spread(history.ticks(), MOST_TICKS);
        if (ticks.isEmpty()) {
            return List.of();
        }
        List<Curves.Reference> references = Balance.references(config(), manager);
        boolean energies = config().objective().describeLoss().critic() == LossDescription.CriticOutput.ENERGIES;
        List<RunPage.Chart> charts = new ArrayList<>();
        charts.add(chart(
                "Losses",
                "What each player tries to lower, without penalties; as each plays against the other, they need not fall. "
                        + (references.isEmpty() ? "" : "Dashed: where both would be if D could tell nothing apart. ")
                        + "A D near 0 with a G that climbs says that G has lost.",
                ticks,
                Map.of(Tick.D_LOSS, "discriminator (D)", Tick.G_LOSS, "generator (G)"),
                List.of(Tick.D_LOSS, Tick.G_LOSS),
                references));
        charts.add(chart(
                "What the discriminator thinks",
                energies
                        ? "Its mean energy: the lower, the more real a sample looks to it. Healthy: the two stay near each other."
                        : "Its mean score: the higher, the more real a sample looks to it. Healthy: real above generated, neither"
                                + " running away.",
                ticks,
                Map.of(Tick.SCORE_REAL, "real samples", Tick.SCORE_FAKE, "generated samples"),
                List.of(Tick.SCORE_REAL, Tick.SCORE_FAKE),
                List.of()));
        Set<String> others = new LinkedHashSet<>();
        ticks.forEach(tick -> others.addAll(tick.values().keySet()));
        others.removeAll(
                Set.of(Tick.D_LOSS, Tick.G_LOSS, Tick.SCORE_REAL, Tick.SCORE_FAKE, "stepsPerSecond", "seconds"));
        if (!others.isEmpty()) {
            charts.add(chart(
                    others.size() == 1 ? "Penalty: " + others.iterator().next() : "Penalties and further terms",
                    "What is added to the losses, with its weight. Healthy: small against D's loss, not 0.",
                    ticks,
                    Map.of(),
                    List.copyOf(others),
                    List.of()));
        }
        List<RunHistory.Entry> evaluations = history.evaluations();
        Set<String> scores = new LinkedHashSet<>();
        evaluations.forEach(evaluation -> scores.addAll(evaluation.values().keySet()));
        scores.remove("sampleCount");
        scores.removeIf(score -> score.startsWith(REAL + " "));
        for (String score : scores) {
            String real = REAL + " " + score;
            charts.add(chart(
                    "Score: " + words(score),
                    "Taken during the training.",
                    evaluations,
                    Map.of(score, "generated samples", real, "real samples"),
                    evaluations.get(0).values().containsKey(real) ? List.of(score, real) : List.of(score),
                    List.of()));
        }
        return charts;
    }

    private static RunPage.Chart chart(
            String title,
            String hint,
            List<RunHistory.Entry> entries,
            Map<String, String> labels,
            List<String> names,
            List<Curves.Reference> references) {
        return new RunPage.Chart(
                title,
                hint,
                entries.stream().map(RunHistory.Entry::step).toList(),
                names.stream()
                        .map(name -> new RunPage.Series(
                                labels.getOrDefault(name, name),
                                entries.stream()
                                        .map(entry -> value(entry, name))
                                        .toList()))
                        .toList(),
                references);
    }

    /** At most so many of a list, evenly spread, the last one always among them. */
    static <T> List<T> spread(List<T> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        return IntStream.range(0, most)
                .mapToObj(i -> all.get((int) ((long) i * (all.size() - 1) / (most - 1))))
                .toList();
    }

    // ---- Pictures

    static BufferedImage read(Path file) {
        BufferedImage picture;
        try {
            picture = ImageIO.read(file.toFile());
        } catch (IOException e) {
            picture = null; // said below, as for a file of another kind
        }
        if (picture == null) {
            throw new RunException(file + " is damaged: it is no PNG picture");
        }
        return picture;
    }

    private void animate(TreeMap<Long, Path> grids) throws IOException {
        if (grids.isEmpty()) {
            return;
        }
        List<BufferedImage> frames = new ArrayList<>();
        for (Path grid : spread(List.copyOf(grids.values()), MOST_FRAMES)) {
            BufferedImage frame = read(grid);
            frames.add(record.samples().image() == null ? frame : grey(frame, 1));
        }
        WholeFile.write(directory.root().resolve("samples.gif"), Animation.gif(frames, FRAME_HUNDREDTHS));
    }

    /** A grid of images for the page: half as large where it is enlarged, in shades of grey. */
    private BufferedImage small(BufferedImage grid) {
        return record.samples().image() == null ? grid : grey(grid, grid.getWidth() > SMALL ? 2 : 1);
    }

    /** Every so many pixels of a picture of grey samples. */
    private static BufferedImage grey(BufferedImage picture, int every) {
        BufferedImage grey = new BufferedImage(
                picture.getWidth() / every, picture.getHeight() / every, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < grey.getHeight(); y++) {
            for (int x = 0; x < grey.getWidth(); x++) {
                // Green stands for all three; the raster, as setRGB would bend the shades.
                grey.getRaster().setSample(x, y, 0, picture.getRGB(x * every, y * every) >> 8 & 0xff);
            }
        }
        return grey;
    }

    // ---- The generator

    private RunPage.Explorer explore(RealData data, List<RunPage.Figure> figures) throws IOException {
        try (TrainedGenerator generator = TrainedGenerator.load(directory.root(), null, manager);
                NDManager scope = manager.newSubManager()) {
            SampleSpace samples = record.samples();
            boolean pictures = samples.image() != null;
            if (pictures) {
                interpolation(generator, scope, figures);
                if (config().techniques().conditional()) {
                    classes(generator, scope, figures);
                }
            }
            if (generator.network().size() > MOST_WEIGHTS) {
                return null;
            }
            int latent = config().model().latent();
            return new RunPage.Explorer(
                    layers(generator.network()),
                    latent,
                    config().techniques().conditional() ? samples.classes() : 0,
                    pictures ? samples.image().height() : 0,
                    pictures ? samples.image().width() : 0,
                    pictures ? LatentSpace.directions(generator.network(), latent, DIRECTIONS) : new float[0][],
                    pictures ? noise(generator, SamplePicture.GRID_COUNT)[0] : new float[0],
                    pictures
                            ? new float[0]
                            : data.batch(scope, 0, REAL_SAMPLES, false)
                                    .samples()
                                    .toFloatArray());
        }
    }

    private List<RunPage.Layer> layers(Network network) {
        List<NDArray> arrays = List.copyOf(network.weights().values());
        List<RunPage.Layer> layers = new ArrayList<>();
        for (int i = 0; i < arrays.size(); i += 2) {
            NDArray weight = arrays.get(i);
            boolean last = i + 2 == arrays.size();
            ActivationFunction activation = last
                    ? (record.samples().image() == null ? ActivationFunction.NONE : ActivationFunction.TANH)
                    : config().model().generatorActivation();
            layers.add(new RunPage.Layer(
                    (int) weight.getShape().get(1),
                    (int) weight.getShape().get(0),
                    base64(weight),
                    base64(arrays.get(i + 1)),
                    activation.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    activation.slope()));
        }
        return layers;
    }

    private static String base64(NDArray array) {
        float[] values = array.toFloatArray();
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /** The noise behind {@code gan4j sample}, without the classes beside it. */
    private float[][] noise(TrainedGenerator generator, int count) {
        int latent = config().model().latent();
        try (NDArray input = generator.input(SEED, count, GeneratorInput.EVERY_CLASS)) {
            float[] values = input.toFloatArray();
            int width = values.length / count;
            float[][] noise = new float[count][latent];
            for (int i = 0; i < count; i++) {
                System.arraycopy(values, i * width, noise[i], 0, latent);
            }
            return noise;
        }
    }

    private void interpolation(TrainedGenerator generator, NDManager scope, List<RunPage.Figure> figures)
            throws IOException {
        float[][] ends = noise(generator, SamplePicture.GRID_COUNT);
        float[][] points = new float[INTERPOLATIONS * COLUMNS][];
        for (int row = 0; row < INTERPOLATIONS; row++) {
            float[][] path = LatentSpace.interpolate(ends[2 * row], ends[2 * row + 1], COLUMNS);
            System.arraycopy(path, 0, points, row * COLUMNS, COLUMNS);
        }
        boolean conditional = config().techniques().conditional();
        BufferedImage picture = generate(generator, scope, points, i -> i / COLUMNS);
        PngFile.write(picture, directory.root().resolve("interpolation.png"));
        figures.add(new RunPage.Figure(
                "Between two samples",
                "From the sample on the left to the one on the right" + (conditional ? ", of one class a row" : "")
                        + ", on an arc through the latent space. Smooth changes say that the generator has learned more than a"
                        + " list of pictures.",
                small(picture)));
    }

    private void classes(TrainedGenerator generator, NDManager scope, List<RunPage.Figure> figures) throws IOException {
        float[][] noise = noise(generator, SamplePicture.GRID_COUNT);
        int classes = record.samples().classes();
        float[][] points = new float[classes * COLUMNS][];
        for (int i = 0; i < points.length; i++) {
            points[i] = noise[i % COLUMNS];
        }
        BufferedImage picture = generate(generator, scope, points, i -> i / COLUMNS);
        PngFile.write(picture, directory.root().resolve("classes.png"));
        figures.add(new RunPage.Figure(
                "Class by class",
                "A row a class, from 0; a column has the same random numbers in every row, and should share its style.",
                small(picture)));
    }

    /** Draws what the generator makes of noise, and of the class that each row of it asks for if it knows classes. */
    private BufferedImage generate(
            TrainedGenerator generator, NDManager scope, float[][] noise, IntUnaryOperator classOf) {
        int classes = config().techniques().conditional() ? record.samples().classes() : 0;
        float[][] input = new float[noise.length][config().model().latent() + classes];
        for (int i = 0; i < noise.length; i++) {
            System.arraycopy(noise[i], 0, input[i], 0, noise[i].length);
            if (classes > 0) {
                input[i][noise[i].length + classOf.applyAsInt(i) % classes] = 1;
            }
        }
        float[] values = generator.network().forwardFixed(scope.create(input)).toFloatArray();
        SampleSpace samples = record.samples();
        return SampleGrid.draw(
                values, noise.length, samples.image().height(), samples.image().width(), COLUMNS);
    }
}
