/**
 * The two players' networks.
 *
 * <p>Start with {@link org.gan4j.model.Mlp}, which makes one, and {@link org.gan4j.model.Network}, which runs it.
 */
package org.gan4j.model;
