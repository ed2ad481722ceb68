/**
 * What a run depends on.
 *
 * <p>Start with {@link org.gan4j.config.TrainConfig}, all values of one run, and {@link org.gan4j.config.Preset}, the recipes
 * they start from.
 */
package org.gan4j.config;
