package org.gan4j.run;

/** A run directory that can not be made, or is not what it should be; the message is for a person. */
public final class RunException extends RuntimeException {

    RunException(String message) {
        super(message);
    }

    RunException(String message, Throwable cause) {
        super(message, cause);
    }
}
