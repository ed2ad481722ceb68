package org.gan4j;

/**
 * What stops a command and is no fault of the program: a file, a machine, a download or a wish that is not what it should be. The
 * message is one line for a person: what was given, what is allowed, what to do.
 */
public final class UserException extends RuntimeException {

    /**
     * A failure that its message tells whole.
     *
     * @param message what is wrong, and with what
     */
    public UserException(String message) {
        super(message);
    }

    /**
     * A failure with its cause.
     *
     * @param message what is wrong, and with what
     * @param cause what was met
     */
    public UserException(String message, Throwable cause) {
        super(message, cause);
    }
}
