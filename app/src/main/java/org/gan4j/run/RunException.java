package org.gan4j.run;

/** A run directory that can not be made, or is not what it should be; the message is for a person. */
public final class RunException extends RuntimeException {

    /**
     * A failure that only its message tells of.
     *
     * @param message what is wrong, and with which file
     */
    public RunException(String message) {
        super(message);
    }

    /**
     * A failure with its cause.
     *
     * @param message what is wrong, and with which file
     * @param cause what was met
     */
    public RunException(String message, Throwable cause) {
        super(message, cause);
    }
}
