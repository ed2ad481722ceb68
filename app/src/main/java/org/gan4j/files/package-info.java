/**
 * Files that are whole or not there, and what is said when they cannot be.
 *
 * <p>Start with {@link org.gan4j.files.WholeFile}; {@link org.gan4j.files.Failures} says what an I/O failure means, and {@link
 * org.gan4j.files.Table} reads the tables that come with the program.
 */
package org.gan4j.files;
