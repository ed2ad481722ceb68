package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.gan4j.eval.Evaluation;
import org.gan4j.eval.Metric;
import org.gan4j.eval.MetricValues;
import org.gan4j.train.Tick;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static Terminal terminal(StringWriter text, OutputStream drawn) {
        PrintWriter lines = new PrintWriter(text);
        return new Terminal(lines, lines, new PrintStream(drawn, true, StandardCharsets.UTF_8), false);
    }

    @Test
    void aTickIsALine() {
        Map<String, Double> means = new LinkedHashMap<>();
        means.put("dLoss", 1.38629);
        means.put("scoreReal", 0.5);
        means.put("scoreFake", -12.25);
        means.put("r1", 0.00123);
        means.put("gLoss", Double.NaN);
        StringWriter text = new StringWriter();
        try (Progress progress = new Progress(terminal(text, OutputStream.nullOutputStream()), 1000, false)) {
            progress.stepped(250);
            progress.ticked(new Tick(250, 0.8, means, 50, 5));
        }
        // 750 steps are left, at 50 a second.
        assertEquals(
                "step    250/1000  epoch   0.80  D  1.3863  D(real)  0.5000  D(fake) -12.2500  r1  0.0012  G     NaN"
                        + "     50 steps/s  left 15 s" + System.lineSeparator(),
                text.toString());
    }

    /** Scores of 22 digits would break the columns. */
    @Test
    void hugeNumbersKeepTheLineShort() {
        Map<String, Double> means = new LinkedHashMap<>();
        means.put("dLoss", -8.465183760847618e27);
        means.put("gLoss", 999999.5);
        StringWriter text = new StringWriter();
        try (Progress progress = new Progress(terminal(text, OutputStream.nullOutputStream()), 1000, false)) {
            progress.ticked(new Tick(250, 0.8, means, 50, 5));
        }
        assertEquals(
                "step    250/1000  epoch   0.80  D -8.5e+27  G 999999.5000     50 steps/s  left 15 s"
                        + System.lineSeparator(),
                text.toString());
    }

    private static final Tick TICK = new Tick(12345, 0.8, Map.of("dLoss", 1.38629, "gLoss", 0.25), 50, 5);

    /** What the bar shows at last. */
    private static String bar(int lines, Consumer<Progress> events) {
        ByteArrayOutputStream drawn = new ByteArrayOutputStream();
        StringWriter text = new StringWriter();
        try (Progress progress = new Progress(terminal(text, drawn), 50000, false)) {
            progress.stepped(12345);
            events.accept(progress);
        }
        assertEquals(lines, text.toString().lines().count(), "lines go elsewhere");
        String bar = drawn.toString(StandardCharsets.UTF_8);
        // Colours are escapes that end in m; the one that clears a line is none.
        assertFalse(bar.matches("(?s).*\\033\\[[0-9;]*m.*"), bar);
        return bar.substring(bar.lastIndexOf('\r') + 1).stripTrailing();
    }

    @Test
    void theBarHasTheCurrentLosses() {
        String bar = bar(1, progress -> progress.ticked(TICK));
        assertTrue(bar.contains("12345/50000"), bar);
        assertTrue(bar.endsWith("  D 1.386  G 0.250"), bar);
    }

    @Test
    void theScoresTakeTheirPlaceAndFitTheLine() {
        assertEndsWith("  modes 25  high quality 0.9890", Map.of(Metric.MODES_HIT, 25.0, Metric.HIGH_QUALITY, 0.989));
        assertEndsWith(
                "  score 10.000  Fréchet 204.606",
                Map.of(Metric.CLASSIFIER_SCORE, 10.0, Metric.FRECHET_DISTANCE, 204.606, Metric.KERNEL_DISTANCE, 0.1));
    }

    private static void assertEndsWith(String scores, Map<Metric, Double> values) {
        MetricValues generated = new MetricValues(2500, new EnumMap<>(values), null);
        // A head, the real samples, the generated ones, and the tick.
        String bar = bar(4, progress -> {
            progress.evaluated(new Evaluation(7, "", "", generated, generated), 1);
            progress.ticked(TICK);
        });
        assertTrue(bar.endsWith(scores), bar);
        // The narrowest bar, hours of one digit and the speed of a small network.
        String narrowest = bar.replaceFirst("\\[.*]", "[ ]")
                .replaceFirst("\\(.*\\)", "(9:59:59 / 9:59:59)")
                .replaceFirst("[?\\d]+/s", "333/s");
        assertTrue(narrowest.contains(" 333/s "), narrowest);
        assertTrue(narrowest.length() <= 79, narrowest);
    }

    @Test
    void anEvaluationDrawsABarForEachOfItsTasks() {
        ByteArrayOutputStream drawn = new ByteArrayOutputStream();
        StringWriter text = new StringWriter();
        EvaluationBar bar = new EvaluationBar(terminal(text, drawn));
        bar.say("begins");
        bar.advance("classifier", 1, 4);
        bar.advance("real samples", 1, 2);
        bar.close();
        bar.advance("later", 1, 2);
        assertEquals("begins" + System.lineSeparator(), text.toString());
        String all = drawn.toString(StandardCharsets.UTF_8);
        assertTrue(all.matches("(?s).*classifier .*1/4.*real samples .*1/2.*"), all);
        assertFalse(all.contains("later"), all);
    }

    /** The tests' own output goes to a file. */
    @Test
    void whereThereIsNoTerminalThereIsNoBar() {
        PrintWriter nowhere = new PrintWriter(OutputStream.nullOutputStream());
        Terminal terminal = new Terminal(nowhere, nowhere, false);
        assertNotSame(System.err, terminal.bars());
        try (EvaluationBar bar = new EvaluationBar(terminal)) {
            bar.advance("classifier", 1, 4);
        }
    }
}
