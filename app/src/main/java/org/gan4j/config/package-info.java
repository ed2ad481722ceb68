/**
 * What a run depends on.
 *
 * <p>Start with {@link org.gan4j.config.TrainConfig}, all values of one run. {@link org.gan4j.config.Settings} is the table of what may
 * be set, {@link org.gan4j.config.Preset} a recipe, {@link org.gan4j.config.Choices} how flags, recipe and defaults become one
 * configuration.
 */
package org.gan4j.config;
