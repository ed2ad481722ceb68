/**
 * Where real samples come from. Start from {@link org.gan4j.data.DataSet}, the table of all data sets, and from {@link
 * org.gan4j.data.RealData}, which is all that training sees of one; {@link org.gan4j.data.ResidentImages}, {@link
 * org.gan4j.data.MixtureData} and {@link org.gan4j.data.GaussianData} are its three kinds.
 *
 * <p>Images become {@link org.gan4j.data.ResidentImages} by way of an {@link org.gan4j.data.ImageSet}, and there are three
 * sources of those: {@link org.gan4j.data.Digits} draws them, {@link org.gan4j.data.IdxFiles} reads them from a
 * directory, {@link org.gan4j.data.DjlDataset} downloads them.
 */
package org.gan4j.data;
