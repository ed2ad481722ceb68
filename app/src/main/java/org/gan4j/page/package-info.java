/**
 * The page of a run, section by section: reads a run's directory, and says in the words of a person what is there.
 *
 * <p>Start with {@link org.gan4j.page.PageWriter}. {@link org.gan4j.page.LoadedRun} is what was read, and each of the other classes makes
 * one part of the page from it. How the page looks is {@link org.gan4j.page.RunPage}'s.
 */
package org.gan4j.page;
