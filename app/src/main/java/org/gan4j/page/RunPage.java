package org.gan4j.page;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gan4j.files.PngFile;
import org.gan4j.picture.Curves;

/**
 * The page of a run: one HTML file that needs nothing beside it, neither other files nor a network.
 *
 * @param title what the page is about
 * @param lead what happened, in a sentence or two
 * @param notes what a reader should know before all else, such as that the run is not over; may be empty
 * @param headlines the few scores that say whether the run is good; empty if nothing has been scored
 * @param facts the run in a few words
 * @param grids samples over the run, in its order; may be empty
 * @param gridsHint what the samples show
 * @param gridsAreCharts whether they are charts, to be scaled smoothly, rather than grids of pixels
 * @param explorer the generator itself, or {@code null} for a page without it
 * @param scores what the generator is worth, or {@code null} if nothing has been scored
 * @param figures other pictures; may be empty
 * @param charts curves over the run; may be empty
 * @param chartsHint how to read them, or why there are none
 * @param settings every setting
 * @param maker what made the page
 */
public record RunPage(
        String title,
        String lead,
        List<String> notes,
        List<Headline> headlines,
        List<Fact> facts,
        List<Grid> grids,
        String gridsHint,
        boolean gridsAreCharts,
        Explorer explorer,
        Scores scores,
        List<Figure> figures,
        List<Chart> charts,
        String chartsHint,
        List<Settings> settings,
        String maker) {

    /** NaN and infinities become null, which a chart shows as a gap. */
    private static final Gson JSON = new GsonBuilder()
            .registerTypeAdapter(Double.class, new FiniteNumbers())
            .create();

    /**
     * A name with its value.
     *
     * @param name the name
     * @param value its value as text
     */
    public record Fact(String name, String value) {}

    /**
     * Settings that belong together.
     *
     * @param name what they are about
     * @param values each setting with its value
     */
    public record Settings(String name, List<Fact> values) {}

    /**
     * What the generator is worth in one respect.
     *
     * @param name what is measured
     * @param value the value of generated samples
     * @param real that of real samples
     * @param meaning how to read it
     * @param sign which way is better, in a character
     * @param direction the same in words
     */
    public record Score(String name, String value, String real, String meaning, String sign, String direction) {}

    /**
     * A score for the top of the page.
     *
     * @param question what it answers
     * @param score the score
     */
    public record Headline(String question, Score score) {}

    /**
     * What the generator is worth.
     *
     * @param when where in the run it was scored
     * @param hint what the scores depend on
     * @param rows every score
     * @param classes how often each class comes; empty for samples without classes
     * @param curves the scores over the training, a chart each; may be empty
     */
    public record Scores(String when, String hint, List<Score> rows, List<Bar> classes, List<Chart> curves) {}

    /**
     * How often a class comes.
     *
     * @param name the class
     * @param generated its share of generated samples
     * @param generatedWidth the same in percent of the widest bar
     * @param real its share of real samples
     * @param realWidth the same in percent of the widest bar
     */
    public record Bar(String name, String generated, String generatedWidth, String real, String realWidth) {}

    /**
     * Samples at one step.
     *
     * @param step the step
     * @param picture the samples
     */
    public record Grid(long step, BufferedImage picture) {}

    /**
     * A picture.
     *
     * @param title its title
     * @param hint what it shows
     * @param picture the picture
     */
    public record Figure(String title, String hint, BufferedImage picture) {}

    /**
     * Curves over the same steps.
     *
     * @param title what they are
     * @param hint how to read them
     * @param steps the steps
     * @param series the curves
     * @param references lines to compare them with
     */
    public record Chart(
            String title, String hint, List<Long> steps, List<Series> series, List<Curves.Reference> references) {}

    /**
     * A curve.
     *
     * @param name its name in the legend
     * @param values a value a step; a value that is not finite is a gap
     */
    public record Series(String name, List<Double> values) {}

    /**
     * A generator that the page runs.
     *
     * @param layers its layers
     * @param latent the width of the noise
     * @param classes the number of classes that it is told after the noise; 0 for none
     * @param height the height of a sample in pixels; 0 if samples are no pictures
     * @param width the width of a sample in pixels; 0 if samples are no pictures
     * @param directions unit vectors in the latent space, one a slider
     * @param start the noise to begin with
     * @param real real samples to compare with where samples are no pictures; otherwise empty
     */
    public record Explorer(
            List<Layer> layers,
            int latent,
            int classes,
            int height,
            int width,
            float[][] directions,
            float[] start,
            float[] real) {

        /** Whether samples are pictures. */
        boolean pictures() {
            return height > 0;
        }
    }

    /**
     * A linear layer with what follows it.
     *
     * @param inputs how many numbers it reads
     * @param outputs how many it gives
     * @param weight {@code outputs} rows of {@code inputs} numbers, base64 of little-endian float32
     * @param bias {@code outputs} numbers, likewise
     * @param activation {@code none}, {@code relu}, {@code leaky-relu} or {@code tanh}
     * @param slope the slope left of 0 of a leaky ReLU
     */
    public record Layer(int inputs, int outputs, String weight, String bias, String activation, float slope) {}

    /**
     * Writes the page.
     *
     * @return the HTML text
     * @throws IOException if a picture cannot be encoded
     */
    public String html() throws IOException {
        Map<String, Object> data = new LinkedHashMap<>();
        List<Map<String, Object>> shown = new ArrayList<>();
        for (Grid grid : grids) {
            shown.add(Map.of("step", grid.step, "picture", address(grid.picture)));
        }
        data.put("grids", shown);
        List<Chart> drawn = new ArrayList<>(charts);
        if (scores != null) {
            drawn.addAll(scores.curves);
        }
        data.put("charts", drawn);
        data.put("explorer", explorer);

        Map<String, Object> values = new LinkedHashMap<>();
        values.put("title", title);
        values.put("lead", lead);
        values.put("notes", notes);
        values.put("headlines", headlines);
        values.put("hasScores", scores != null);
        values.put("scores", scores == null ? List.of() : List.of(scores));
        values.put("hasClasses", scores != null && !scores.classes.isEmpty());
        values.put("facts", facts);
        values.put("hasGrids", !grids.isEmpty());
        values.put("hasSlider", grids.size() > 1);
        values.put("lastGrid", Math.max(0, grids.size() - 1));
        values.put(
                "firstPicture",
                shown.isEmpty() ? "" : shown.get(shown.size() - 1).get("picture"));
        values.put("gridsHint", gridsHint);
        values.put("gridsAreCharts", gridsAreCharts);
        values.put("hasExplorer", explorer != null);
        values.put("pictures", explorer != null && explorer.pictures());
        values.put("asksForClasses", explorer != null && explorer.classes > 0);
        values.put("chartsHint", chartsHint);
        values.put("hasFigures", !figures.isEmpty());
        values.put("charts", numbered(charts, 0));
        values.put("hasScoreCharts", drawn.size() > charts.size());
        values.put("scoreCharts", numbered(drawn.subList(charts.size(), drawn.size()), charts.size()));
        List<Map<String, String>> pictures = new ArrayList<>();
        for (Figure figure : figures) {
            pictures.add(Map.of("title", figure.title, "hint", figure.hint, "picture", address(figure.picture)));
        }
        values.put("figures", pictures);
        values.put("settings", settings);
        values.put("maker", maker);
        // Gson writes < as \u003c: no text in it can end the script that holds it.
        values.put("data", JSON.toJson(data));
        values.put("style", WebResource.text("page.css"));
        values.put("script", WebResource.text("page.js"));
        values.put("chartStyle", WebResource.uPlot("dist/uPlot.min.css"));
        values.put("chartScript", WebResource.uPlot("dist/uPlot.iife.min.js"));
        values.put("chartLicence", WebResource.uPlot("LICENSE"));
        return WebResource.template("page.html").execute(values);
    }

    /** The titles of charts, with the numbers by which the script finds their places. */
    private static List<Map<String, Object>> numbered(List<Chart> charts, int first) {
        List<Map<String, Object>> numbered = new ArrayList<>();
        for (int i = 0; i < charts.size(); i++) {
            Chart chart = charts.get(i);
            numbered.add(Map.of("index", first + i, "title", chart.title, "hint", chart.hint));
        }
        return numbered;
    }

    static String address(BufferedImage picture) throws IOException {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(PngFile.encode(picture));
    }
}
