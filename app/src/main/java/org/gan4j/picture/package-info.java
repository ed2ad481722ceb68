/**
 * Pictures of a run, as pure functions from plain Java arrays to a {@link java.awt.image.BufferedImage}.
 *
 * <ul>
 *   <li>{@link org.gan4j.picture.SampleGrid}: generated images side by side;
 *   <li>{@link org.gan4j.picture.Curves}: losses and mean scores over the steps of a run;
 *   <li>{@link org.gan4j.picture.Histogram} and {@link org.gan4j.picture.Scatter}: real against generated samples of one
 *       and of two dimensions;
 *   <li>{@link org.gan4j.picture.SideBySide}: pictures of several runs; {@link org.gan4j.picture.SampleRows}: samples of each in a row;
 *   <li>{@link org.gan4j.picture.Animation}: pictures of one run, one after another.
 * </ul>
 *
 * <p>Nothing here reads a run or writes a file: {@code org.gan4j.page} knows the one, {@code org.gan4j.files} the other.
 *
 * <p>Numbers that are not finite never stop a picture: a run that diverges is the one whose pictures are looked at.
 * Curves have a gap there, the other charts leave such samples out and say so in the legend, the grid marks the pixel.
 *
 * <p><b>Headless.</b> No display is needed, but charts write text, which needs a font. A container may have none; Java then throws one
 * of several {@link java.lang.Error}s. {@link org.gan4j.picture.NoFontsException#draw} makes one exception of them. Callers for whom a
 * chart is a bonus catch it. The sample grid needs no font.
 */
package org.gan4j.picture;
