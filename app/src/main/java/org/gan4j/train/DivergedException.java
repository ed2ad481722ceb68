package org.gan4j.train;

/** A run whose numbers are no longer finite; the message names which and when, and what to try. */
public final class DivergedException extends RuntimeException {

    /** Which number was no longer finite, and when. */
    private final String what;

    DivergedException(String what) {
        super("training diverged: " + what + "; try lower rates (--g-lr, --d-lr), or a penalty (--penalty r1:10)");
        this.what = what;
    }

    /**
     * What happened, without advice.
     *
     * @return which number was no longer finite, and when
     */
    public String what() {
        return what;
    }
}
