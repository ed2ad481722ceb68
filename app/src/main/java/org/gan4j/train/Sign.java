package org.gan4j.train;

/**
 * A sign that a game is over though its numbers are finite.
 *
 * @param step generator updates until then
 * @param what what there was to see, e.g. {@code all generated samples are the same}
 * @param advice what to try
 */
public record Sign(long step, String what, String advice) {

    @Override
    public String toString() {
        return "at step " + step + " " + what + "; try " + advice;
    }
}
