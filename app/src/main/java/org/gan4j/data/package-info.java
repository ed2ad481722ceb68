/**
 * Where real samples come from. Start from {@link org.gan4j.data.DataSets}, which opens them by name, and from {@link
 * org.gan4j.data.RealData}, which is all that training sees of them; {@link org.gan4j.data.ResidentImages} and {@link
 * org.gan4j.data.GaussianData} are its two kinds.
 *
 * <p>Images become {@link org.gan4j.data.ResidentImages} by way of an {@link org.gan4j.data.ImageSet}, and there are three
 * sources of those: {@link org.gan4j.data.Digits} draws them, {@link org.gan4j.data.IdxFiles} reads them from a
 * directory, {@link org.gan4j.data.DjlDataset} downloads them.
 */
package org.gan4j.data;
