package org.gan4j.page;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.List;
import org.gan4j.eval.Evaluation;
import org.gan4j.eval.Metric;
import org.gan4j.eval.Scores;
import org.junit.jupiter.api.Test;

class EvaluationsTest {

    private static Evaluation at(long step) {
        Scores none = new Scores(1, new EnumMap<>(Metric.class), null);
        return new Evaluation(step, "digits", "", "", none, none);
    }

    @Test
    void theLatestWeightsCount() {
        Evaluation first = at(10);
        Evaluation last = at(20);
        assertSame(
                last, new Evaluations(List.of(first, last), List.of()).newest().orElseThrow());
        assertSame(
                last,
                new Evaluations(List.of(first, last), List.of(at(10))).newest().orElseThrow());
        Evaluation later = at(30);
        assertSame(
                later,
                new Evaluations(List.of(first, last), List.of(later, at(10)))
                        .newest()
                        .orElseThrow());
    }

    /** It has more samples than those along the way. */
    @Test
    void ofTheSameWeightsTheOneThatWasAskedForCounts() {
        Evaluation asked = at(20);
        assertSame(
                asked, new Evaluations(List.of(at(20)), List.of(asked)).newest().orElseThrow());
        assertSame(asked, new Evaluations(List.of(), List.of(asked)).newest().orElseThrow());
    }

    @Test
    void thereMayBeNone() {
        assertTrue(new Evaluations(List.of(), List.of()).newest().isEmpty());
    }
}
