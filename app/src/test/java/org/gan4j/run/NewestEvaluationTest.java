package org.gan4j.run;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.List;
import org.gan4j.eval.Evaluation;
import org.gan4j.eval.Metric;
import org.gan4j.eval.MetricValues;
import org.junit.jupiter.api.Test;

class NewestEvaluationTest {

    private static Evaluation at(long step) {
        return of(step, 1);
    }

    private static Evaluation of(long step, long count) {
        MetricValues none = new MetricValues(count, new EnumMap<>(Metric.class), null);
        return new Evaluation(step, "", "", none, none);
    }

    @Test
    void theLatestWeightsCount() {
        Evaluation first = at(10);
        Evaluation last = at(20);
        assertSame(
                last,
                new RunHistory(List.of(), List.of(first, last), List.of(), List.of())
                        .newest()
                        .orElseThrow());
        assertSame(
                last,
                new RunHistory(List.of(), List.of(first, last), List.of(at(10)), List.of())
                        .newest()
                        .orElseThrow());
        Evaluation later = at(30);
        assertSame(
                later,
                new RunHistory(List.of(), List.of(first, last), List.of(later, at(10)), List.of())
                        .newest()
                        .orElseThrow());
    }

    @Test
    void ofTheSameWeightsTheOneOfMoreSamplesCounts() {
        Evaluation few = of(20, 150);
        Evaluation many = of(20, 2500);
        assertSame(
                many,
                new RunHistory(List.of(), List.of(many), List.of(few), List.of())
                        .newest()
                        .orElseThrow());
        assertSame(
                many,
                new RunHistory(List.of(), List.of(few), List.of(many), List.of())
                        .newest()
                        .orElseThrow());
    }

    @Test
    void ofEqualOnesTheOneThatWasAskedForCounts() {
        Evaluation asked = at(20);
        assertSame(
                asked,
                new RunHistory(List.of(), List.of(at(20)), List.of(asked), List.of())
                        .newest()
                        .orElseThrow());
        assertSame(
                asked,
                new RunHistory(List.of(), List.of(), List.of(asked), List.of())
                        .newest()
                        .orElseThrow());
    }

    @Test
    void thereMayBeNone() {
        assertTrue(new RunHistory(List.of(), List.of(), List.of(), List.of())
                .newest()
                .isEmpty());
    }
}
