package org.gan4j.page;

import static org.gan4j.page.NumberText.text;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.gan4j.config.Settings;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.Column;
import org.gan4j.data.ImageShape;
import org.gan4j.picture.Curves;
import org.gan4j.picture.RunningMean;
import org.gan4j.train.GeneratorInput;
import org.gan4j.train.Sign;
import org.gan4j.train.Tick;

/**
 * The page of a run: one HTML file that needs no other files and no network. {@code page.html} is its template, where its words stand,
 * and {@code page.js} reads {@link #data}.
 *
 * @param run the run
 * @param last its last report; {@code null} if there is none yet
 * @param grids samples over the run, a picture each; empty if there are none yet
 * @param trained whether there are weights
 * @param explorer the generator itself, or {@code null} for a page without it
 * @param walk pictures that take its place where it is too much work for a page; otherwise {@code null}
 * @param scores what the generator is worth, or {@code null} if nothing has been scored
 * @param figures other pictures by name, as {@link PageTemplate#address} has them; may be empty
 * @param training curves over the run, or {@code null} if there are none yet
 * @param maker what made the page
 */
record RunPage(
        LoadedRun run,
        Tick last,
        List<Grid> grids,
        boolean trained,
        Explorer explorer,
        Walk walk,
        ScoreSection scores,
        Map<String, String> figures,
        TrainingCharts training,
        String maker) {

    /** A page whose generator has more would be slow to open: as text a weight takes 5 1/3 bytes. */
    static final long MOST_WEIGHTS = 4_000_000;

    /** A page whose generator has more work with a picture would not follow a slider on a phone: app/doc/runs.md has the times. */
    static final long MOST_MULTIPLY_ADDS = 15_000_000;

    private static final int MOST_NAMED = 8;

    /** Six digits are more than anybody sees; NaN and infinities become null, which a chart shows as a gap. */
    private static final Gson JSON = new GsonBuilder()
            .registerTypeAdapter(Double.class, (JsonSerializer<Double>) (value, type, context) -> Double.isFinite(value)
                    ? new JsonPrimitive(new BigDecimal(value).round(new MathContext(6)))
                    : JsonNull.INSTANCE)
            .create();

    private record Data(List<Grid> grids, List<Chart> charts, Explorer explorer, Walk walk) {}

    /** What the script draws, charts in the order of their places on the page; Gson's {@code <} cannot end the script that holds it. */
    String data() {
        List<Chart> charts = new ArrayList<>();
        if (training != null) {
            charts.addAll(training.charts());
        }
        if (scores != null) {
            charts.addAll(scores.charts());
        }
        return JSON.toJson(new Data(grids, charts, explorer, walk));
    }

    String name() {
        return LoadedRun.name(run.directory().root());
    }

    /** What the generator makes that are no pictures. */
    String values() {
        if (run.samples().columns() != null) {
            return "rows with the columns "
                    + run.samples().columns().stream()
                            .limit(MOST_NAMED)
                            .map(Column::name)
                            .collect(Collectors.joining(", "))
                    + (run.samples().dimension() > MOST_NAMED ? " ..." : "");
        }
        return run.samples().dimension() == 1 ? "numbers" : "points";
    }

    /** The width of the noise, in words. */
    String noise() {
        int latent = run.input().latent();
        return latent + (latent == 1 ? " random number" : " random numbers");
    }

    String objective() {
        return Settings.objective(run.config());
    }

    String epochs() {
        return NumberText.epochs(last.epoch());
    }

    String duration() {
        return NumberText.duration(Math.round(last.seconds()));
    }

    String speed() {
        return text("%,.0f", last.step() / last.seconds());
    }

    /** That the run is not over, or failed; {@code null} if it came to its end. */
    String problem() {
        if (last == null) {
            return "There are no metrics yet.";
        }
        if (!Double.isFinite(last.mean(Tick.D_LOSS)) || !Double.isFinite(last.mean(Tick.G_LOSS))) {
            return text("This run diverged: at step %,d its losses were no longer finite numbers.", last.step());
        }
        TrainConfig.Length length = run.config().length();
        boolean counted = length.steps() > 0;
        if (counted ? last.step() >= length.steps() : last.epoch() >= length.epochs()) {
            return null;
        }
        return counted
                ? text("This is a part of a run: %,d of %,d steps.", last.step(), length.steps())
                : text("This is a part of a run: %s of %d epochs.", epochs(), length.epochs());
    }

    /** Why the game looks lost; empty if it does not. */
    List<Sign> signs() {
        return run.history().signs();
    }

    boolean averaged() {
        return run.config().optimization().average().halfLife() > 0;
    }

    boolean hasFigures() {
        return !figures.isEmpty();
    }

    /** Samples at one step, the picture as {@link PageTemplate#address} has it. */
    record Grid(long step, String picture) {}

    /**
     * Curves over the same steps.
     *
     * @param steps the steps
     * @param series the curves
     * @param references lines to compare them with
     */
    record Chart(List<Long> steps, List<Series> series, List<Curves.Reference> references) {}

    /**
     * A curve.
     *
     * @param name its name in the legend
     * @param values a value a step; a value that is not finite is a gap
     * @param means their running mean, a value a step; {@code null} for a curve of few points
     */
    record Series(String name, double[] values, double[] means) {

        static Series of(String name, DoubleStream curve) {
            double[] values = curve.toArray();
            boolean many = values.length > RunningMean.MANY_POINTS;
            return new Series(name, values, many ? RunningMean.of(values) : null);
        }
    }

    /**
     * A generator that the page runs.
     *
     * @param network its layers
     * @param input what it is given
     * @param classNames what the classes are called
     * @param image the shape of a sample; {@code null} if samples are no pictures
     * @param columns what the numbers in a sample are; {@code null} if they have no names
     * @param directions of pictures: unit vectors in the latent space, one a slider
     * @param start of pictures: the noise to begin with
     * @param real of others: real samples to compare with
     */
    record Explorer(
            PageNetwork.Graph network,
            GeneratorInput input,
            List<String> classNames,
            ImageShape image,
            List<Column> columns,
            float[][] directions,
            float[] start,
            float[] real) {}

    /**
     * What a generator makes on its way from sample to sample.
     *
     * @param picture the pictures, row by row, as {@link PageTemplate#address} has them: the whole way of a class, and then the next
     * @param steps how many there are of a class
     * @param columns how many a row has
     * @param image the shape of each
     * @param work the multiply-adds of each
     * @param classNames what the classes are called; empty if the generator is told none
     */
    record Walk(String picture, int steps, int columns, ImageShape image, long work, List<String> classNames) {

        /** Whether the generator is too slow for a page; otherwise it is too large. */
        boolean heavy() {
            return work > MOST_MULTIPLY_ADDS;
        }
    }
}
