package org.gan4j.train;

/** A run whose numbers are no longer finite; the message names which and when. */
public final class DivergedException extends RuntimeException {

    DivergedException(String message) {
        super(message);
    }
}
