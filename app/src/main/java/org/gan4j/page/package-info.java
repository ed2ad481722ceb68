/**
 * The page of a run and the comparison of several, from their directories.
 *
 * <p>Start with {@link org.gan4j.page.PageWriter} and {@link org.gan4j.page.RunComparison}. Both read runs as {@link
 * org.gan4j.page.LoadedRun}s. {@link org.gan4j.page.RunPage} is what the page of a run shows; each class that takes a run makes a
 * part of it. {@link org.gan4j.page.PageTemplate} makes HTML of it with {@code page.html}, where the words stand.
 */
package org.gan4j.page;
