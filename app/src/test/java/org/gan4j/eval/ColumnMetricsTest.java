package org.gan4j.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import org.gan4j.data.Column;
import org.junit.jupiter.api.Test;

class ColumnMetricsTest {

    /** By hand. The last one as scipy.stats.wasserstein_distance([0, 1, 3], [5, 6, 8]) of its documentation: 5. */
    @Test
    void wassersteinIsTheAreaBetweenTheDistributions() {
        assertEquals(0, ColumnMetrics.wasserstein(new double[] {1, 2}, new double[] {1, 2}));
        assertEquals(0, ColumnMetrics.wasserstein(new double[] {1, 2}, new double[] {1, 1, 2, 2}));
        assertEquals(0.25, ColumnMetrics.wasserstein(new double[] {0, 1}, new double[] {0, 0, 0, 1}));
        assertEquals(5, ColumnMetrics.wasserstein(new double[] {0, 1, 3}, new double[] {5, 6, 8}), 1e-12);
    }

    /** Columns of deviations 2 and 10 with means 5 and 100, and a constant; rows (z, z, 0) against (z, -z, 0). */
    @Test
    void columnsAreInTheirUnitsAndTheirPairsInCorrelations() {
        List<Column> columns = List.of(new Column("a", 5, 2), new Column("b", 100, 10), new Column("c", 7, 0));
        double[][] real = {{-1, -1, 0}, {1, 1, 0}, {-1, -1, 0}, {1, 1, 0}};
        double[][] generated = {{-1, 1, 0.5}, {1, -1, 0.5}, {0, 0, -3}};
        ColumnMetrics metrics = new ColumnMetrics(columns, real);

        assertEquals(new ColumnValues("a", 5, 2, 0), metrics.each(real).get(0));
        ColumnValues second = metrics.each(generated).get(1);
        assertEquals(100, second.mean(), 1e-12);
        assertEquals(10 * Math.sqrt(2 / 3.0), second.std(), 1e-12);
        // A third of the mass moves from 0 to -1 or 1: half to each.
        assertEquals(10 / 3.0, second.wasserstein1(), 1e-12);
        assertEquals(new ColumnValues("c", 7, 0, 0), metrics.each(generated).get(2));

        Map<Metric, Double> together = metrics.together(generated);
        assertEquals(1 / 3.0, together.get(Metric.COLUMN_DISTANCE), 1e-12);
        assertEquals(2, together.get(Metric.CORRELATION_GAP), 1e-12);
    }

    @Test
    void oneColumnHasNoCorrelations() {
        ColumnMetrics metrics = new ColumnMetrics(List.of(new Column("a", 0, 1)), new double[][] {{-1}, {1}});
        assertFalse(metrics.together(new double[][] {{0}, {1}}).containsKey(Metric.CORRELATION_GAP));
    }
}
