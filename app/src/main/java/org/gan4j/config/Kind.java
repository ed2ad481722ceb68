package org.gan4j.config;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.gan4j.data.Augmentation;
import org.gan4j.data.DataSet;
import org.gan4j.losses.LossCatalog;
import org.gan4j.losses.LossDescription;
import org.gan4j.losses.penalty.PenaltyCatalog;
import org.gan4j.losses.penalty.PenaltyDescription;
import org.gan4j.model.ActivationFunction;
import org.gan4j.model.Architecture;
import org.gan4j.model.ClassBy;
import org.gan4j.model.Derivatives;
import org.gan4j.model.Energy;
import org.gan4j.model.Initialization;
import org.gan4j.model.Norm;
import org.gan4j.model.Precision;
import org.gan4j.optim.Schedule;
import org.gan4j.optim.UpdateRule;

/** What kind of value a setting has: how its text is read, what it means in a configuration, and which names it is chosen from. */
public enum Kind {
    /** An int. */
    WHOLE,
    /** A long. */
    LONG,
    /** A double. */
    NUMBER,
    /** True or false. */
    SWITCH,
    /** A switch that a loss has as an option of its own, there as text and only if it is on. */
    OPTION,
    /** Any text; what it is for says more. */
    WORD,
    /** {@code KEY=VALUE}. */
    PAIR,
    /** A file or a folder, kept as an absolute path: a run may be resumed from elsewhere. */
    FILE,
    /** A recipe. */
    PRESET("preset", Preset::names, null),
    /** A data set. */
    DATA_SET("data set", DataSet::names, null),
    /** An adversarial loss. */
    LOSS("loss", () -> LossCatalog.all().stream().map(LossDescription::name).toList(), null),
    /** An optimizer. */
    OPTIMIZER("optimizer", UpdateRule::names, null),
    /** What happens when numbers go bad. */
    ON_NAN("on-nan", () -> List.of("stop", Settings.ROLLBACK), null),
    /** Penalties with their weights, or none. */
    PENALTY("penalty", Kind::penaltyNames, Kind::penalty),
    /** An activation function. */
    ACTIVATION("activation", ActivationFunction::names, ActivationFunction::parse),
    /** Where weights start. */
    INITIALIZATION("initialization", Initialization::names, Initialization::parse),
    /** What the networks are built as. */
    ARCHITECTURE("arch", Architecture::names, Architecture::parse),
    /** How layers are normalized. */
    NORM("norm", Norm::names, Norm::parse),
    /** What an autoencoder as critic measures. */
    ENERGY("energy", Energy::names, Energy::parse),
    /** Of the layers' products. */
    PRECISION("precision", Precision::names, Precision::parse),
    /** A change of pictures. */
    AUGMENTATION("augmentation", Augmentation::names, Augmentation::parse),
    /** What a discriminator has to do with classes. */
    CLASS_BY("way", ClassBy::names, ClassBy::parse),
    /** How the networks' derivatives are found. */
    DERIVATIVES("derivatives", Derivatives::names, Derivatives::parse),
    /** How learning rates change. */
    SCHEDULE("schedule", Schedule::names, Schedule::parse);

    /** What stands for bytes that could not be read as text. */
    public static final String NO_TEXT = "\uFFFD";

    private final Optional<KnownNames> names;
    private final Function<String, Object> parser;

    Kind() {
        this.names = Optional.empty();
        this.parser = null;
    }

    /**
     * Values that are chosen by name.
     *
     * @param what what is chosen
     * @param known the names
     * @param parser makes a value of a name, or of what else it takes; {@code null} if the name is the value, and there are no others
     */
    Kind(String what, Supplier<Collection<String>> known, Function<String, Object> parser) {
        this.names = Optional.of(new KnownNames(what, known));
        this.parser = parser;
    }

    private static Object readSwitch(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        };
    }

    private static Object readPair(String text) {
        String[] parts = text.split("=", 2);
        if (parts.length < 2) {
            throw new IllegalArgumentException();
        }
        return Map.entry(parts[0], parts[1]);
    }

    private static Collection<String> penaltyNames() {
        return Stream.concat(PenaltyCatalog.all().stream().map(PenaltyDescription::name), Stream.of("none"))
                .toList();
    }

    private static Object penalty(String text) {
        PENALTY.names.orElseThrow().check(text.split(":", 2)[0]);
        return text.equals("none") ? null : WeightedPenalty.parse(text);
    }

    /** {@return what a shell offers, if it knows names} */
    public Optional<KnownNames> names() {
        return names;
    }

    /** {@return whether its values are true and false} */
    public boolean isSwitch() {
        return this == SWITCH || this == OPTION;
    }

    /**
     * Checks a name, if the kind is one of names and nothing else.
     *
     * @param text the text
     * @throws IllegalArgumentException if it is not one of the names, with a message that tells them
     */
    void checkName(String text) {
        if (parser == null) {
            names.ifPresent(known -> known.check(text));
        }
    }

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
            case SWITCH, OPTION -> readSwitch(text);
            case PAIR -> readPair(text);
            case FILE -> path(text).toAbsolutePath().normalize().toString();
            default -> text;
        };
    }

    /**
     * Reads a path as a person gives it.
     *
     * @param text the text
     * @return the path
     * @throws IllegalArgumentException if it is none; without a message for a person, see {@link #refusal}
     */
    public static Path path(String text) {
        // Java takes an empty one for the working directory, and other bytes than those of a text for another name.
        if (text.isEmpty() || text.contains(NO_TEXT)) {
            throw new IllegalArgumentException();
        }
        return Path.of(text);
    }

    /** What a configuration has for a value that was read; null for nothing. */
    Object meaning(Object value) {
        if (this == OPTION) {
            return value.equals(true) ? "true" : null;
        }
        return parser == null ? value : parser.apply(value.toString());
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
            case WHOLE -> refusal(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case LONG -> refusal(text, Long.MIN_VALUE, Long.MAX_VALUE);
            case NUMBER -> "must be a number";
            case SWITCH, OPTION -> "takes no value, or true or false";
            case FILE ->
                text.isEmpty()
                        ? "is empty; name a file or a folder"
                        : "holds bytes that are no text in " + System.getProperty("sun.jnu.encoding")
                                + "; rename the file, or set LC_ALL to a locale that has them";
            default -> "must be " + label;
        };
    }

    private static String refusal(String text, long least, long most) {
        if (!text.matches("-?\\d+")) {
            return "must be a whole number";
        }
        return text.startsWith("-")
                ? "is too small a number; the smallest is " + least
                : "is too large a number; the largest is " + most;
    }
}
