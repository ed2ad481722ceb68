package org.gan4j.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The page of a run: one HTML file that needs nothing beside it, neither other files nor a network.
 *
 * @param title what the page is about
 * @param lead what happened, in a sentence or two
 * @param facts the run in a few numbers
 * @param notes what a reader should know before all else, such as that the run is not over; may be empty
 * @param grids samples over the run, in its order; may be empty
 * @param gridsHint what the samples show
 * @param gridsAreCharts whether they are charts, to be scaled smoothly, rather than grids of pixels
 * @param explorer the generator itself, or {@code null} for a page without it
 * @param scoresHint what the scores depend on
 * @param scores what the generator is worth; may be empty
 * @param charts curves over the run; may be empty
 * @param figures other pictures; may be empty
 * @param settings every setting
 * @param maker what made the page
 */
public record RunPage(
        String title,
        String lead,
        List<Fact> facts,
        List<String> notes,
        List<Grid> grids,
        String gridsHint,
        boolean gridsAreCharts,
        Explorer explorer,
        String scoresHint,
        List<Score> scores,
        List<Chart> charts,
        List<Figure> figures,
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
     * @param real that of real samples; empty if there is none
     * @param meaning how to read it; may be empty
     */
    public record Score(String name, String value, String real, String meaning) {}

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
        data.put("charts", charts);
        data.put("explorer", explorer);

        Map<String, Object> values = new LinkedHashMap<>();
        values.put("title", title);
        values.put("lead", lead);
        values.put("facts", facts);
        values.put("notes", notes);
        values.put("hasGrids", !grids.isEmpty());
        values.put("lastGrid", Math.max(0, grids.size() - 1));
        values.put(
                "firstPicture",
                shown.isEmpty() ? "" : shown.get(shown.size() - 1).get("picture"));
        values.put("gridsHint", gridsHint);
        values.put("gridsAreCharts", gridsAreCharts);
        values.put("hasExplorer", explorer != null);
        values.put("pictures", explorer != null && explorer.pictures());
        values.put("hasClasses", explorer != null && explorer.classes > 0);
        values.put("hasScores", !scores.isEmpty());
        values.put("scoresHint", scoresHint);
        values.put("scores", scores);
        List<Map<String, Object>> numbered = new ArrayList<>();
        for (int i = 0; i < charts.size(); i++) {
            Chart chart = charts.get(i);
            numbered.add(Map.of("index", i, "title", chart.title, "hint", chart.hint));
        }
        values.put("charts", numbered);
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

    static String address(BufferedImage picture) throws IOException {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(PngFile.encode(picture));
    }
}
