/** What every package may throw: a {@link org.gan4j.UserException}. */
package org.gan4j;
