package org.gan4j.config;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** How the text of a value is read, and what is said where it cannot be. */
public enum Kind {
    /** An int. */
    WHOLE,
    /** A long. */
    LONG,
    /** A double. */
    NUMBER,
    /** True or false. */
    SWITCH,
    /** Any text; what it is for says more. */
    WORD,
    /** {@code KEY=VALUE}. */
    PAIR,
    /** A file or a folder, kept as an absolute path: a run may be resumed from elsewhere. */
    FILE;

    /**
     * Reads a value.
     *
     * @param text the text
     * @return the value
     * @throws IllegalArgumentException if it cannot be read; without a message for a person, see {@link #refusal}
     */
    Object read(String text) {
        return switch (this) {
            case WHOLE -> Integer.valueOf(text);
            case LONG -> Long.valueOf(text);
            case NUMBER -> Double.valueOf(text);
            case WORD -> text;
            case FILE -> Path.of(text).toAbsolutePath().normalize().toString();
            case SWITCH ->
                switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException();
                };
            case PAIR -> {
                String[] parts = text.split("=", 2);
                if (parts.length < 2) {
                    throw new IllegalArgumentException();
                }
                yield Map.entry(parts[0], parts[1]);
            }
        };
    }

    /**
     * Why a value is refused.
     *
     * @param text what was given
     * @param label the form of the value
     * @return what it must be
     */
    public String refusal(String text, String label) {
        return switch (this) {
            case WHOLE, LONG -> text.matches("-?\\d+") ? "is too large a number" : "must be a whole number";
            case NUMBER -> "must be a number";
            case SWITCH -> "takes no value, or true or false";
            case WORD, PAIR, FILE -> "must be " + label;
        };
    }
}
