package org.gan4j.eval;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.gan4j.data.Column;
import org.hipparchus.stat.StatUtils;
import org.hipparchus.stat.correlation.Covariance;

/** How rows of numbers compare with real ones, column by column and together. */
final class ColumnMetrics {

    private final List<Column> columns;
    private final double[][] sorted;
    private final double[][] correlations;

    /**
     * Prepares to compare.
     *
     * @param columns what the columns are
     * @param real the real rows, standardised, two at least
     */
    ColumnMetrics(List<Column> columns, double[][] real) {
        this.columns = columns;
        this.sorted = sorted(real);
        this.correlations = correlations(real);
    }

    /** Each column by itself, in ascending order. */
    private static double[][] sorted(double[][] rows) {
        return IntStream.range(0, rows[0].length)
                .mapToObj(i ->
                        Arrays.stream(rows).mapToDouble(row -> row[i]).sorted().toArray())
                .toArray(double[][]::new);
    }

    /**
     * Each column, in the unit of the file.
     *
     * @param rows standardised rows, two at least
     * @return the values of each column
     */
    List<ColumnValues> each(double[][] rows) {
        double[][] ascending = sorted(rows);
        return IntStream.range(0, columns.size())
                .mapToObj(i -> {
                    Column column = columns.get(i);
                    return new ColumnValues(
                            column.name(),
                            column.restored(StatUtils.mean(ascending[i])),
                            column.deviation() * Math.sqrt(StatUtils.populationVariance(ascending[i])),
                            column.deviation() * wasserstein(ascending[i], sorted[i]));
                })
                .toList();
    }

    /**
     * All columns together. Of these metrics,
     *
     * <ul>
     *   <li>the distance of columns is the mean of their Wasserstein-1 distances, each in deviations of the column;
     *   <li>the gap of correlations is the largest difference between the correlation of two columns here and in real rows, from 0 to 2;
     *       not there if fewer than two columns vary.
     * </ul>
     *
     * @param rows standardised rows, two at least
     * @return the metrics
     */
    Map<Metric, Double> together(double[][] rows) {
        Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
        double[][] ascending = sorted(rows);
        metrics.put(
                Metric.COLUMN_DISTANCE,
                IntStream.range(0, columns.size())
                        .filter(i -> !columns.get(i).isConstant())
                        .mapToDouble(i -> wasserstein(ascending[i], sorted[i]))
                        .average()
                        .orElse(0));
        correlationGap(rows).ifPresent(gap -> metrics.put(Metric.CORRELATION_GAP, gap));
        return metrics;
    }

    /** {@code ∫|F(x) - G(x)| dx} of the distribution functions of two sets of numbers in ascending order. */
    static double wasserstein(double[] one, double[] other) {
        double sum = 0;
        int i = 0;
        int j = 0;
        double before = Math.min(one[0], other[0]);
        while (i < one.length || j < other.length) {
            boolean mine = j == other.length || i < one.length && one[i] <= other[j];
            double next = mine ? one[i] : other[j];
            sum += (next - before) * Math.abs(i / (double) one.length - j / (double) other.length);
            before = next;
            i += mine ? 1 : 0;
            j += mine ? 0 : 1;
        }
        return sum;
    }

    private Optional<Double> correlationGap(double[][] rows) {
        int[] varying = IntStream.range(0, columns.size())
                .filter(i -> !columns.get(i).isConstant())
                .toArray();
        if (varying.length < 2) {
            return Optional.empty();
        }
        double[][] here = correlations(rows);
        OptionalDouble gap = IntStream.of(varying)
                .boxed()
                .flatMapToDouble(i -> IntStream.of(varying)
                        .filter(j -> j < i)
                        .mapToDouble(j -> Math.abs(here[i][j] - correlations[i][j])))
                .max();
        return Optional.of(gap.getAsDouble());
    }

    /** The correlation of any two columns; 0 of one that does not vary. */
    private static double[][] correlations(double[][] rows) {
        double[][] covariance = new Covariance(rows).getCovarianceMatrix().getData();
        int width = covariance.length;
        double[][] correlations = new double[width][width];
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < width; j++) {
                double scale = Math.sqrt(covariance[i][i] * covariance[j][j]);
                correlations[i][j] = scale == 0 ? 0 : covariance[i][j] / scale;
            }
        }
        return correlations;
    }
}
