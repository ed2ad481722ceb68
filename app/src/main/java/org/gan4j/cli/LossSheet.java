package org.gan4j.cli;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BinaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.gan4j.config.LossRecipe;
import org.gan4j.config.Preset;
import org.gan4j.files.Json;
import org.gan4j.losses.AdversarialLoss;
import org.gan4j.losses.LossDescription;
import org.gan4j.losses.LossOption;
import org.gan4j.picture.NoFontsException;
import org.gan4j.picture.Objectives;

/**
 * One loss: what it is, what it gives for some scores, and how it looks.
 *
 * @param description what is known of the loss
 * @param loss the loss with its options, initialised where it is evaluated
 */
record LossSheet(LossDescription description, AdversarialLoss loss) {

    /** What it is, for a person. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(
                description.title() + " (" + description.name() + "), " + description.source(),
                "",
                "  D minimises  " + description.discriminator(),
                "  G minimises  " + description.generator(),
                "",
                "  Conventions  " + description.conventions(),
                "  Use it when  " + description.useWhen(),
                "  Not when     " + description.avoidWhen(),
                "",
                "  Options"));
        for (LossOption option : description.options()) {
            lines.add(String.format(
                    Locale.ROOT, "    %-16s %-6s %s", option.name(), option.defaultValue(), option.meaning()));
        }
        if (!description.penalties().isEmpty()) {
            lines.add("  Brings the penalty " + String.join(", ", description.penalties())
                    + " (unless --penalty or a recipe says otherwise)");
        }
        LossRecipe recipe = LossRecipe.of(description.name());
        lines.addAll(List.of("", "  Goes with    " + recipe.why(), "  What it adds to the recipe of data"));
        recipe.values()
                .forEach((kind, values) -> lines.add(String.format(
                        Locale.ROOT,
                        "    %-16s %s",
                        kind.toString().toLowerCase(Locale.ROOT),
                        values.isEmpty() ? "nothing" : Preset.flags(values))));
        if (!recipe.ofConvolutions().isEmpty()) {
            lines.add("    with convolutions " + Preset.flags(recipe.ofConvolutions()) + " too");
        }
        return lines;
    }

    /**
     * A player's objective with its derivatives.
     *
     * @param value the objective
     * @param gradReal its gradient with respect to the scores of real samples
     * @param gradFake the same of generated samples
     */
    private record Objective(float value, float[] gradReal, float[] gradFake) {

        String text() {
            return value + "\n  gradient, real scores       " + Arrays.toString(gradReal)
                    + "\n  gradient, generated scores  " + Arrays.toString(gradFake);
        }
    }

    /**
     * What the loss gives; as JSON, the form that scripts read.
     *
     * @param loss its name
     * @param penaltiesNotIncluded what it brings but cannot be told from scores; {@code null} if there is nothing
     * @param discriminator the objective of D
     * @param generator the objective of G
     */
    record Values(String loss, List<String> penaltiesNotIncluded, Objective discriminator, Objective generator) {

        String json() {
            return Json.GSON.toJson(this);
        }

        String text() {
            return "discriminator " + discriminator.text() + "\ngenerator     " + generator.text()
                    + (penaltiesNotIncluded == null
                            ? ""
                            : "\nnot included  " + penaltiesNotIncluded + ", which needs the critic itself");
        }
    }

    /** Evaluates both objectives at given scores, as many of real as of generated samples. */
    Values evaluate(float[] real, float[] fake, NDManager manager) {
        loss.initialise(manager);
        return new Values(
                description.name(),
                description.penalties().isEmpty() ? null : description.penalties(),
                evaluate(loss::discriminatorLoss, real, fake, manager),
                evaluate(loss::generatorLoss, real, fake, manager));
    }

    private static Objective evaluate(
            BinaryOperator<NDArray> objective, float[] real, float[] fake, NDManager manager) {
        try (NDManager scope = manager.newSubManager();
                GradientCollector gradients =
                        Engine.getEngine(manager.getEngine().getEngineName()).newGradientCollector()) {
            NDArray r = scope.create(real);
            NDArray f = scope.create(fake);
            r.setRequiresGradient(true);
            f.setRequiresGradient(true);
            NDArray value = objective.apply(r, f);
            gradients.backward(value);
            return new Objective(
                    value.getFloat(),
                    r.getGradient().toFloatArray(),
                    f.getGradient().toFloatArray());
        }
    }

    /** Draws both objectives against the score of one sample. */
    BufferedImage draw(NDManager manager) {
        loss.initialise(manager);
        double[] scores = (description.energies()
                        ? IntStream.rangeClosed(0, 120).mapToDouble(i -> i / 40.0)
                        : IntStream.rangeClosed(-60, 60).mapToDouble(i -> i / 10.0))
                .toArray();
        double[] overReal = along(scores, loss::discriminatorLoss, manager);
        double[] overFake = along(scores, (moving, still) -> loss.discriminatorLoss(still, moving), manager);
        double[] generator = along(scores, (moving, still) -> loss.generatorLoss(still, moving), manager);
        List<String> penalties = description.penalties();
        String title = description.name() + (penalties.isEmpty() ? "" : " without " + String.join(", ", penalties))
                + ": what D and G minimise, the other score held at 0";
        return NoFontsException.draw(() -> Objectives.draw(title, scores, overReal, overFake, generator));
    }

    /** An objective of one real and one generated sample, as the score of one of them changes and the other's is 0. */
    private static double[] along(double[] scores, BinaryOperator<NDArray> objective, NDManager manager) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray still = scope.create(new float[] {0});
            return DoubleStream.of(scores)
                    .map(score -> objective
                            .apply(scope.create(new float[] {(float) score}), still)
                            .getFloat())
                    .toArray();
        }
    }
}
