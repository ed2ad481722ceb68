package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gan4j.train.Tick;
import org.junit.jupiter.api.Test;

class ProgressTest {

    @Test
    void aTickIsALine() {
        Map<String, Double> means = new LinkedHashMap<>();
        means.put("dLoss", 1.38629);
        means.put("scoreReal", 0.5);
        means.put("scoreFake", -12.25);
        means.put("r1", 0.00123);
        means.put("gLoss", Double.NaN);
        StringWriter text = new StringWriter();
        try (Progress progress = new Progress(new PrintWriter(text), 1000, false)) {
            progress.stepped(250);
            progress.ticked(new Tick(250, 0.8, means, 50, 5));
        }
        // 750 steps are left, at 50 a second.
        assertEquals(
                "step    250/1000  epoch   0.80  D  1.3863  D(real)  0.5000  D(fake) -12.2500  r1  0.0012  G     NaN"
                        + "     50 steps/s  left 15 s" + System.lineSeparator(),
                text.toString());
    }
}
