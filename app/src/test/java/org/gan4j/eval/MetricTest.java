package org.gan4j.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.gan4j.data.GaussianData;
import org.gan4j.files.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricTest {

    @Test
    void theTableHasARowForEachMetricInTheirOrder() {
        List<String> keys = Table.of(Metric.class, "metrics.csv").rows().stream()
                .map(row -> row.get("key"))
                .toList();
        assertEquals(Stream.of(Metric.values()).map(Metric::key).toList(), keys);
    }

    @ParameterizedTest
    @EnumSource
    void aRowSaysAllThatIsAsked(Metric metric) {
        assertFalse(metric.column().isEmpty()
                || metric.title().isEmpty()
                || metric.meaning().isEmpty());
        assertTrue(List.of("↑", "↓", "≈").contains(metric.sign()));
        assertFalse(metric.better().isEmpty());
        assertTrue(metric.text(1).startsWith("1"));
    }

    @Test
    void numbersInTheTableAreThoseOfTheProgram() {
        for (Metric metric : List.of(Metric.PRECISION, Metric.RECALL, Metric.DENSITY, Metric.COVERAGE)) {
            assertTrue(metric.meaning().contains("(k = " + Neighbourhoods.K + ")"), metric.meaning());
        }
        assertTrue(Metric.COPIES.meaning().contains("first " + NearestImages.LOOKED_AT + " samples"));
        assertEquals("the truth is " + (int) GaussianData.MEAN, Metric.MEAN.meaning());
        assertEquals("the truth is " + (int) GaussianData.STD, Metric.STD.meaning());
    }
}
