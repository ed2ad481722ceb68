package org.gan4j.data;

/** A file that is no picture, or none that can be used; the message says why, without the file's name. */
final class BrokenPictureException extends Exception {

    BrokenPictureException(String reason) {
        super(reason);
    }

    BrokenPictureException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
