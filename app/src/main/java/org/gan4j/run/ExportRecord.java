package org.gan4j.run;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.ImageShape;
import org.gan4j.model.ActivationFunction;
import org.gan4j.model.Layer;
import org.gan4j.model.Player;
import org.gan4j.model.SampleSpace;

/**
 * What lies next to an exported file, as {@code FILE.json}: all that is needed to use the file without the run.
 *
 * @param gan4j the version that exported
 * @param format the file's format
 * @param sha256 of the file
 * @param player whose weights they are
 * @param averaged whether they are the average of the generator's weights, not those of one step
 * @param step the generator updates that made them
 * @param input what goes in, {@code [N, size]} of float32
 * @param output what comes out, {@code [N, size]} of float32
 * @param image how a sample is drawn, channel after channel, row after row from the top; {@code null} if it is not a picture
 * @param labels the classes or clusters by number, of a run whose players are told them; otherwise {@code null}
 * @param layers from input to output: the name, the type and the components of each, and the activation that follows it
 * @param run what the run depended on, as in its {@code config.json}
 */
public record ExportRecord(
        String gan4j,
        String format,
        String sha256,
        Player player,
        boolean averaged,
        long step,
        Rows input,
        Rows output,
        ImageShape image,
        List<String> labels,
        List<JsonObject> layers,
        RunRecord run) {

    /** Refuses what lacks a part. */
    public ExportRecord {
        if (format == null || sha256 == null || player == null || run == null) {
            throw new IllegalArgumentException("format, sha256, player or run is missing");
        }
    }

    /**
     * A batch, a row a sample.
     *
     * @param name what the formats that name their inputs and outputs call it
     * @param size the width of a row
     * @param columns what a row is made of, side by side
     */
    public record Rows(String name, int size, List<Columns> columns) {
        private Rows(String name, List<Columns> columns) {
            this(name, columns.stream().mapToInt(Columns::size).sum(), columns);
        }
    }

    /**
     * Columns of one meaning.
     *
     * @param name what they are
     * @param size how many
     * @param values what values they have
     * @param range the least and the largest value; {@code null} without bounds
     */
    public record Columns(String name, int size, String values, List<Double> range) {}

    /**
     * Describes a file.
     *
     * @param gan4j the version that exports
     * @param format the file's format
     * @param sha256 of the file
     * @param weights what is in the file
     * @param folded whether the layers are folded, without spectral norms
     * @return the description
     */
    public static ExportRecord of(String gan4j, String format, String sha256, SavedWeights weights, boolean folded) {
        TrainConfig config = weights.run().config();
        SampleSpace samples = weights.run().samples();
        return new ExportRecord(
                gan4j,
                format,
                sha256,
                weights.player(),
                weights.averaged(),
                weights.step(),
                inputOf(weights),
                outputOf(weights),
                samples.image(),
                config.techniques().labelled() ? weights.run().labelNames() : null,
                layers(weights.layer(), folded),
                weights.run());
    }

    /**
     * Describes layers.
     *
     * @param layer the layers
     * @param folded whether they are folded, without spectral norms
     * @return the name, the type and the components of each, and the activation that follows it
     */
    public static List<JsonObject> layers(Layer layer, boolean folded) {
        List<JsonObject> layers = new ArrayList<>();
        String before = "";
        for (Map.Entry<String, Layer> leaf : layer.leaves().entrySet()) {
            String container = leaf.getKey().replaceAll("[^.]*$", "");
            JsonObject described = new JsonObject();
            if (leaf.getValue() instanceof ActivationFunction activation) {
                // The first layer of a part comes after another way to it too, and stands alone.
                boolean follows = !layers.isEmpty() && container.equals(before);
                if (!follows) {
                    layers.add(start(described, leaf));
                }
                layers.get(layers.size() - 1).addProperty("activation", activation.toString());
            } else {
                start(described, leaf);
                RunRecord.JSON
                        .toJsonTree(leaf.getValue())
                        .getAsJsonObject()
                        .asMap()
                        .forEach(described::add);
                if (folded && described.has("spectralNorm")) {
                    described.addProperty("spectralNorm", false);
                }
                described.addProperty("activation", "none");
                layers.add(described);
            }
            before = container;
        }
        return layers;
    }

    private static JsonObject start(JsonObject described, Map.Entry<String, Layer> leaf) {
        described.addProperty("name", leaf.getKey());
        described.addProperty("type", leaf.getValue().getClass().getSimpleName());
        return described;
    }

    /**
     * What goes into a player.
     *
     * @param weights the player
     * @return noise, and the class if there are any; or as many samples side by side as are packed
     */
    public static Rows inputOf(SavedWeights weights) {
        TrainConfig config = weights.run().config();
        if (weights.player() == Player.DISCRIMINATOR) {
            Columns sample = sample(weights.run().samples());
            return new Rows("samples", Collections.nCopies(config.techniques().packing(), sample));
        }
        Columns noise = new Columns("noise", config.model().latent(), "standard normal", null);
        return new Rows(
                "latent",
                config.techniques().labelled()
                        ? List.of(
                                noise,
                                new Columns("class", weights.run().samples().labels(), "one-hot", null))
                        : List.of(noise));
    }

    /**
     * What comes out of a player.
     *
     * @param weights the player
     * @return a sample; or a score or an energy, and what there is of the classes if there are any
     */
    public static Rows outputOf(SavedWeights weights) {
        if (weights.player() == Player.GENERATOR) {
            return new Rows("samples", List.of(sample(weights.run().samples())));
        }
        TrainConfig config = weights.run().config();
        String error = "mean " + config.model().energy() + " error of the autoencoder; of real samples lower";
        Columns score = config.objective().describeLoss().energies()
                ? new Columns("energy", 1, error, null)
                : new Columns("score", 1, "raw; of real samples higher", null);
        int classes = weights.run().samples().labels();
        return switch (config.techniques().classes()) {
            case NOTHING -> new Rows("scores", List.of(score));
            case AUXILIARY -> new Rows("scores", List.of(score, new Columns("class", classes, "logits", null)));
            case SCORE ->
                new Rows(
                        "scores",
                        List.of(new Columns("scores", classes, "raw, one a class; of its real samples higher", null)));
            case PROJECTION ->
                new Rows(
                        "scores",
                        List.of(
                                new Columns("score", 1, "raw; the label's projection is to be added", null),
                                new Columns("projections", classes, "one a class", null)));
        };
    }

    private static Columns sample(SampleSpace samples) {
        return new Columns(
                "sample",
                samples.dimension(),
                samples.columns() != null
                        ? "deviations from the mean of each column, both in run.samples.columns"
                        : samples.image() == null ? "unscaled" : "pixels, -1 black to 1 white",
                samples.image() == null ? null : List.of(-1.0, 1.0));
    }
}
