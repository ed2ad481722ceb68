/**
 * The two players' networks.
 *
 * <p>Start with {@link org.gan4j.model.Layer}, which says what a layer is, and {@link org.gan4j.model.Network}, which runs layers.
 * {@link org.gan4j.model.Mlp} is an architecture.
 */
package org.gan4j.model;
