/**
 * Trained networks in the formats of other programs.
 *
 * <p>Start with {@link org.gan4j.export.ExportFormat}, of which there is one for each format, and
 * {@link org.gan4j.export.ExportedPlayer}, which hands them layers and arrays.
 */
package org.gan4j.export;
