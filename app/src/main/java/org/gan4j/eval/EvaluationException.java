package org.gan4j.eval;

/** Samples or data that cannot be scored; the message is one line for a person. */
public final class EvaluationException extends RuntimeException {

    EvaluationException(String message) {
        super(message);
    }
}
