package org.gan4j.natives;

/** The machine lacks what was asked for; the message is for the person at the terminal. */
public final class NativesException extends RuntimeException {

    NativesException(String message) {
        super(message);
    }

    NativesException(String message, Throwable cause) {
        super(message, cause);
    }
}
