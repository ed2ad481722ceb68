package org.gan4j.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gan4j.UserException;
import org.gan4j.train.Tick;
import org.junit.jupiter.api.Test;

class RunHistoryTest {

    private static final Path FILE = Path.of("run", "metrics.jsonl");

    @Test
    void ticksAndEvaluationsAreToldApart() {
        RunHistory history = RunHistory.of(
                FILE,
                "{\"step\":5,\"epoch\":0.5,\"dLoss\":1.25,\"gLoss\":\"NaN\",\"stepsPerSecond\":50,\"seconds\":0.5}\n"
                        + "{\"step\":10,\"epoch\":1,\"evaluation\":{\"precision\":0.5,\"featureExtractor\":\"pixels\",\"real\":"
                        + "{\"precision\":0.75},\"classHistogram\":[1,2]}}\n"
                        + "{\"step\":10,\"epoch\":1,\"dLoss\":\"-Infinity\",\"gLoss\":2}\n");
        assertEquals(
                List.of(
                        new Tick(5, 0.5, Map.of("dLoss", 1.25, "gLoss", Double.NaN), 50, 0.5),
                        new Tick(
                                10,
                                1,
                                Map.of("dLoss", Double.NEGATIVE_INFINITY, "gLoss", 2.0),
                                Double.NaN,
                                Double.NaN)),
                history.ticks());
        assertEquals(1, history.evaluations().size());
        assertEquals(10, history.evaluations().get(0).step());
        assertEquals(
                Map.of("precision", 0.5, "real precision", 0.75),
                RunHistory.numbers(history.evaluations().get(0).scores()));
    }

    /** A run that is going on, or was ended in the middle of a line. */
    @Test
    void aLineInTheMakingIsNotRead() {
        assertEquals(
                1,
                RunHistory.of(FILE, "{\"step\":5,\"dLoss\":1}\n{\"step\":10,\"dL")
                        .ticks()
                        .size());
        assertEquals(0, RunHistory.of(FILE, "").ticks().size());
    }

    @Test
    void aDamagedLineIsNamed() {
        for (String line : List.of("{\"step\":", "[]", "{\"dLoss\":1}", "{\"step\":\"x\"}", "")) {
            UserException e =
                    assertThrows(UserException.class, () -> RunHistory.of(FILE, "{\"step\":1}\n" + line + "\n"), line);
            assertEquals(FILE + " is damaged: line 2 is no JSON object with a number named step", e.getMessage());
        }
    }
}
