package org.gan4j.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The constants of an enumeration as people write them. */
final class NamedConstants {

    private NamedConstants() {}

    /** A constant's name in small letters, with hyphens between words. */
    static String nameOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The constant of a name; {@code what} says in the message what it would be. */
    static <E extends Enum<E>> E parse(E[] constants, String what, String text) {
        for (E constant : constants) {
            if (constant.toString().equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(what + " (" + text + ") must be "
                + anyOf(Arrays.stream(constants).map(E::toString).toList()));
    }

    /** {@code a, b or c}. */
    static String anyOf(List<String> names) {
        int last = names.size() - 1;
        return String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }
}
