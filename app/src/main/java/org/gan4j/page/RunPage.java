package org.gan4j.page;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.gan4j.eval.Metric;
import org.gan4j.picture.Curves;
import org.gan4j.picture.RunningMean;

/**
 * The page of a run: one HTML file that needs no other files and no network. {@code page.html} is its template, and
 * {@code page.js} reads {@link #data}.
 *
 * @param title what the page is about
 * @param lead what happened, in a sentence or two
 * @param notes what a reader should know before all else, such as that the run is not over; may be empty
 * @param headlines the few scores that say whether the run is good; empty if nothing has been scored
 * @param facts the run in a few words
 * @param samples samples over the run, or {@code null} if there are none yet
 * @param explorer the generator itself, or {@code null} for a page without it
 * @param scores what the generator is worth, or {@code null} if nothing has been scored
 * @param figures other pictures; may be empty
 * @param charts curves over the run; may be empty
 * @param chartsHint how to read them, or why there are none
 * @param settings every setting
 * @param maker what made the page
 */
record RunPage(
        String title,
        String lead,
        List<String> notes,
        List<Headline> headlines,
        List<Fact> facts,
        Samples samples,
        Explorer explorer,
        Scores scores,
        List<Figure> figures,
        List<Chart> charts,
        String chartsHint,
        List<Settings> settings,
        String maker) {

    /** Six digits are more than anybody sees; NaN and infinities become null, which a chart shows as a gap. */
    private static final Gson JSON = new GsonBuilder()
            .registerTypeAdapter(Double.class, (JsonSerializer<Double>) (value, type, context) -> Double.isFinite(value)
                    ? new JsonPrimitive(new BigDecimal(value).round(new MathContext(6)))
                    : JsonNull.INSTANCE)
            .create();

    /** The HTML text. */
    String html() {
        return PageTemplate.render("page.html", this);
    }

    boolean hasFigures() {
        return !figures.isEmpty();
    }

    private record Data(List<Grid> grids, List<Chart> charts, Explorer explorer) {}

    /** What the script draws, charts in the order of their places on the page; Gson's {@code <} cannot end the script that holds it. */
    String data() {
        List<Chart> all = scores == null
                ? charts
                : Stream.concat(charts.stream(), scores.curves.stream()).toList();
        return JSON.toJson(new Data(samples == null ? List.of() : samples.grids, all, explorer));
    }

    /** A name with its value. */
    record Fact(String name, String value) {}

    /** Settings that belong together: what they are about, and each with its value. */
    record Settings(String name, List<Fact> values) {}

    /** What the generator is worth in one respect: the value of generated samples, and that of real ones. */
    record Score(Metric metric, String value, String real) {}

    /** A score for the top of the page, with the question that it answers. */
    record Headline(String question, Score score) {}

    /**
     * What the generator is worth.
     *
     * @param when where in the run it was scored
     * @param hint what the scores depend on
     * @param rows every score
     * @param classes how often each class comes; empty for samples without classes
     * @param curves the scores over the training, a chart each; may be empty
     */
    record Scores(String when, String hint, List<Score> rows, List<Bar> classes, List<Chart> curves) {

        boolean hasClasses() {
            return !classes.isEmpty();
        }

        boolean hasCurves() {
            return !curves.isEmpty();
        }
    }

    /**
     * How often a class comes.
     *
     * @param name the class
     * @param generated its share of generated samples
     * @param generatedWidth the same in percent of the widest bar
     * @param real its share of real samples
     * @param realWidth the same in percent of the widest bar
     */
    record Bar(String name, String generated, String generatedWidth, String real, String realWidth) {}

    /**
     * Samples over the run.
     *
     * @param hint what they show
     * @param smooth whether they are charts, to be scaled smoothly, rather than grids of pixels
     * @param grids the samples, one picture at least
     */
    record Samples(String hint, boolean smooth, List<Grid> grids) {

        int last() {
            return grids.size() - 1;
        }

        String lastPicture() {
            return grids.get(last()).picture;
        }

        boolean several() {
            return grids.size() > 1;
        }
    }

    /** Samples at one step, the picture as {@link PageTemplate#address} has it. */
    record Grid(long step, String picture) {}

    /** A picture, as {@link PageTemplate#address} has it, and what it shows. */
    record Figure(String title, String hint, String picture) {}

    /**
     * Curves over the same steps.
     *
     * @param title what they are
     * @param hint how to read them
     * @param steps the steps
     * @param series the curves
     * @param references lines to compare them with
     */
    record Chart(String title, String hint, List<Long> steps, List<Series> series, List<Curves.Reference> references) {}

    /**
     * A curve.
     *
     * @param name its name in the legend
     * @param values a value a step; a value that is not finite is a gap
     * @param means their running mean, a value a step; {@code null} for a curve of few points
     */
    record Series(String name, List<Double> values, List<Double> means) {

        static Series of(String name, double[] values) {
            boolean many = values.length > RunningMean.MANY_POINTS;
            return new Series(name, list(values), many ? list(RunningMean.of(values)) : null);
        }

        private static List<Double> list(double[] values) {
            return DoubleStream.of(values).boxed().toList();
        }
    }

    /**
     * A generator that the page runs.
     *
     * @param layers linear layers: {@code inputs}, {@code outputs}, {@code weight} and {@code bias} as base64 of little-endian float32, and
     *     {@code activation}, the function of {@code x} that follows, in JavaScript
     * @param latent the width of the noise
     * @param classes the number of classes that it is told after the noise; 0 for none
     * @param height the height of a sample in pixels; 0 if samples are no pictures
     * @param width the width of a sample in pixels; 0 if samples are no pictures
     * @param directions unit vectors in the latent space, one a slider
     * @param start the noise to begin with
     * @param real real samples to compare with where samples are no pictures; otherwise empty
     */
    record Explorer(
            List<Map<String, Object>> layers,
            int latent,
            int classes,
            int height,
            int width,
            float[][] directions,
            float[] start,
            float[] real) {

        boolean pictures() {
            return height > 0;
        }

        boolean asksForClasses() {
            return classes > 0;
        }
    }
}
