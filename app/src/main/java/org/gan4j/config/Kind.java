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
import org.gan4j.config.TrainConfig.WeightedPenalty;
import org.gan4j.data.DataSet;
import org.gan4j.losses.LossCatalog;
import org.gan4j.losses.LossDescription;
import org.gan4j.losses.penalty.PenaltyCatalog;
import org.gan4j.losses.penalty.PenaltyDescription;
import org.gan4j.model.ActivationFunction;
import org.gan4j.model.Energy;
import org.gan4j.model.Initialization;
import org.gan4j.model.Precision;
import org.gan4j.optim.Schedule;
import org.gan4j.optim.UpdateRule;

/** What kind of value a setting has: how its text is read, what it means in a configuration, and which names it is chosen from. */
public enum Kind {
    /** An int. */
    WHOLE(Integer::valueOf),
    /** A long. */
    LONG(Long::valueOf),
    /** A double. */
    NUMBER(Double::valueOf),
    /** True or false. */
    SWITCH(Kind::readSwitch),
    /** A switch that a loss has as an option of its own, there as text and only if it is on. */
    OPTION(Kind::readSwitch, on -> on.equals(true) ? "true" : null),
    /** Any text; what it is for says more. */
    WORD(text -> text),
    /** {@code KEY=VALUE}. */
    PAIR(Kind::readPair),
    /** A file or a folder, kept as an absolute path: a run may be resumed from elsewhere. */
    FILE(text -> Path.of(text).toAbsolutePath().normalize().toString()),
    /** A recipe. */
    PRESET("preset", Preset::names),
    /** A data set. */
    DATA_SET("data set", DataSet::names),
    /** An adversarial loss. */
    LOSS("loss", () -> LossCatalog.all().stream().map(LossDescription::name).toList()),
    /** An optimizer. */
    OPTIMIZER("optimizer", UpdateRule::names),
    /** What happens when numbers go bad. */
    ON_NAN("on-nan", () -> List.of("stop", Settings.ROLLBACK)),
    /** Penalties with their weights, or none. */
    PENALTY(Kind::penaltyNames, Kind::penalty),
    /** An activation function. */
    ACTIVATION(ActivationFunction::names, ActivationFunction::parse),
    /** Where weights start. */
    INITIALIZATION(Initialization::names, Initialization::parse),
    /** What an autoencoder as critic measures. */
    ENERGY(Energy::names, Energy::parse),
    /** Of the layers' products. */
    PRECISION(Precision::names, Precision::parse),
    /** How learning rates change. */
    SCHEDULE(Schedule::names, Schedule::parse);

    private final Function<String, Object> reader;
    private final Function<Object, Object> meaning;
    private final Optional<KnownNames> names;
    private final boolean closed;

    Kind(Function<String, Object> reader) {
        this(reader, value -> value);
    }

    Kind(Function<String, Object> reader, Function<Object, Object> meaning) {
        this.reader = reader;
        this.meaning = meaning;
        this.names = Optional.empty();
        this.closed = false;
    }

    /** One of these names and nothing else. */
    Kind(String what, Supplier<Collection<String>> known) {
        this.reader = text -> text;
        this.meaning = value -> value;
        this.names = Optional.of(new KnownNames(what, known));
        this.closed = true;
    }

    /** One of these names, or what else the parser of the meaning takes. */
    Kind(Supplier<Collection<String>> known, Function<String, Object> parser) {
        this.reader = text -> text;
        this.meaning = value -> parser.apply(value.toString());
        this.names = Optional.of(new KnownNames(name().toLowerCase(Locale.ROOT), known));
        this.closed = false;
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

    /** What a shell offers, if it knows names. */
    public Optional<KnownNames> names() {
        return names;
    }

    /** Whether its values are true and false. */
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
        if (closed) {
            names.orElseThrow().check(text);
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
        return reader.apply(text);
    }

    /** What a configuration has for a value that was read; null for nothing. */
    Object meaning(Object value) {
        return meaning.apply(value);
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
            case SWITCH, OPTION -> "takes no value, or true or false";
            default -> "must be " + label;
        };
    }
}
