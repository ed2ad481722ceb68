package org.gan4j.data;

/**
 * Data that cannot be had: a file that is missing or damaged, a download that failed. The message is one line for the
 * person who asked for the data: which file, what was found, what is needed, what to do.
 */
public final class DataException extends Exception {

    DataException(String message) {
        super(message);
    }

    DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
