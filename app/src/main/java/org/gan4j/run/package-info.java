/**
 * Run directories.
 *
 * <p>Start with {@link org.gan4j.run.RunDirectory}, where things lie, and {@link org.gan4j.run.RunRecorder}, which puts them there.
 */
package org.gan4j.run;
