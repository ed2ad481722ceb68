/**
 * The command line: one class a command.
 *
 * <p>Start with {@link org.gan4j.cli.Gan4j}. A wrong command line ends with exit code 2, a command that fails with 1; either says
 * so in one line. What {@code --help} says is in {@code help.properties}, next to this package's other resource.
 */
package org.gan4j.cli;
