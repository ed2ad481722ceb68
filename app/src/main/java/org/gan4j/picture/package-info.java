/**
 * Pictures of a run, as pure functions from plain Java arrays to a {@link java.awt.image.BufferedImage}.
 *
 * <ul>
 *   <li>{@link org.gan4j.picture.SampleGrid}: generated images side by side;
 *   <li>{@link org.gan4j.picture.Curves}: losses and mean scores over the steps of a run;
 *   <li>{@link org.gan4j.picture.Histogram} and {@link org.gan4j.picture.Scatter}: real against generated samples of one
 *       and of two dimensions;
 *   <li>{@link org.gan4j.picture.SideBySide}: pictures of several runs; {@link org.gan4j.picture.Animation}: of one, one after another.
 * </ul>
 *
 * <p>{@link org.gan4j.page.RunPage} and {@link org.gan4j.page.ComparePage} are pages: records of what they show, with the HTML made from
 * templates beside them. They know nothing of where it comes from; {@code org.gan4j.page} reads that from a run's directory.
 *
 * <p>Numbers that are not finite never stop a picture: a run that diverges is the one whose pictures are looked at.
 * Curves have a gap there, the other charts leave such samples out and say so in the legend, the grid marks the pixel.
 *
 * <p><b>Headless.</b> No display is needed, but the three charts write text. On a JRE that finds no font (a container
 * without fontconfig and a font package) Java throws an {@link java.lang.Error} there, as a rule {@link java.lang.InternalError}
 * with "Fontconfig head is null" at the end of its causes, or {@link java.lang.UnsatisfiedLinkError} where native parts of AWT
 * are missing too. Callers for whom a chart is a bonus catch it. The sample grid needs no font.
 */
package org.gan4j.picture;
