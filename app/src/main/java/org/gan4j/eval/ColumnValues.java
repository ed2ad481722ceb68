package org.gan4j.eval;

/**
 * How a column of generated rows compares with the real one, in the unit of the file.
 *
 * @param name what the column is called
 * @param mean the mean
 * @param std the standard deviation, over n
 * @param wasserstein1 the Wasserstein-1 distance to the real values: how far a value would have to be moved, in the mean
 */
public record ColumnValues(String name, double mean, double std, double wasserstein1) {}
