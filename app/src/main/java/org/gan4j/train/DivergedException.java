package org.gan4j.train;

/** A run whose numbers are no longer finite; the message names which and when, and what to try. */
public final class DivergedException extends RuntimeException {

    DivergedException(String what) {
        super("training diverged: " + what
                + "; try lower rates (--g-lr, --d-lr), a penalty (--penalty r1:10), or --on-nan rollback");
    }
}
