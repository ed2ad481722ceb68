package org.gan4j.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.gan4j.data.DataSet;

/**
 * A setting of {@code train}: all that is said about it anywhere. The flag, its help and completion, its place in {@code config.json},
 * its checks and its words for a person follow from it. {@link Settings} is the table of them.
 *
 * @param group the heading in the help that it stands under
 * @param name the flag without dashes
 * @param kind how its values are read
 * @param label what stands for the value in the help
 * @param initial the value without flag, recipe and file
 * @param alone the value of the flag alone, if it can be alone
 * @param members where a configuration holds it, see {@link Settings}
 * @param ranges what a number of it may be
 * @param marks what else is said of it, see {@link Settings}
 * @param help what it is for
 */
public record Setting(
        String group,
        String name,
        Kind kind,
        String label,
        Optional<String> initial,
        Optional<String> alone,
        List<String> members,
        List<Range> ranges,
        List<String> marks,
        String help) {

    private static final String BEFORE = "before=";

    static Setting of(CSVRecord row) {
        return new Setting(
                row.get("group"),
                row.get("name"),
                Kind.valueOf(constant(row.get("kind"))),
                row.get("label"),
                Optional.ofNullable(row.get("default")),
                Optional.ofNullable(row.get("alone")),
                words(row.get("members")),
                words(row.get("range")).stream()
                        .map(range -> Range.valueOf(constant(range)))
                        .toList(),
                words(row.get("marks")),
                row.get("help").replace("{data sets}", DataSet.help()));
    }

    private static String constant(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    /** {@return whether the flag may be given several times} */
    public boolean isRepeatable() {
        return marks.contains("repeatable");
    }

    /** The value of runs from before there was the setting, if it is not the default. */
    private Optional<String> before() {
        return marks.stream()
                .filter(mark -> mark.startsWith(BEFORE))
                .map(mark -> mark.substring(BEFORE.length()))
                .findFirst();
    }

    /** {@return whether another value gives other weights, so that a resumed run must keep it} */
    public boolean isMathematics() {
        return !marks.contains("free") && !members.isEmpty();
    }

    /** {@return whether a value of it is several, with commas between them} */
    public boolean isList() {
        return isRepeatable() || marks.contains("list");
    }

    /**
     * Reads a value. Its text is for a person: {@code [128, 256]}, {@code 2.0E-4}.
     *
     * @param text as a flag has it
     * @return the value, or the list of values, or the map of pairs
     * @throws IllegalArgumentException if it cannot be read; the message says what is allowed
     */
    public Object read(String text) {
        if (!isList()) {
            return readOne(text);
        }
        List<Object> values = text.isEmpty() && initial.equals(Optional.of(""))
                ? List.of()
                : Stream.of(text.split(",", -1)).map(this::readOne).toList();
        if (members.size() > 1 && values.size() != members.size()) {
            throw new IllegalArgumentException(
                    name + " (" + values + ") must be two numbers, " + label + ", e.g. " + example());
        }
        if (kind == Kind.PAIR) {
            Map<Object, Object> map = new LinkedHashMap<>();
            values.forEach(pair -> map.put(((Map.Entry<?, ?>) pair).getKey(), ((Map.Entry<?, ?>) pair).getValue()));
            return map;
        }
        return values;
    }

    /** Two numbers that are no default of "off". */
    private String example() {
        return initial.filter(text -> !text.equals("0,0")).orElse("5,0.5");
    }

    private Object readOne(String text) {
        kind.checkName(text);
        Object value;
        try {
            value = kind.read(text);
        } catch (IllegalArgumentException e) {
            String about = help.split(" Default: ", 2)[0];
            throw new IllegalArgumentException(
                    "--" + name + " ('" + text + "') " + kind.refusal(text, label) + ": " + about, e);
        }
        if (value instanceof Number number) {
            ranges.forEach(range -> range.check(name, number));
        }
        return value;
    }

    /**
     * A value in the form that {@code config.json} records for a resumed run: no quotes, no brackets, all digits, whole paths.
     *
     * @param text as a flag has it
     * @return what a flag may have in its place
     * @throws IllegalArgumentException if it cannot be read; the message says what is allowed
     */
    public String recorded(String text) {
        Object value = read(text);
        if (value instanceof Map<?, ?> map) {
            return joined(map.entrySet().stream().map(String::valueOf).sorted());
        }
        return value instanceof List<?> values ? joined(values.stream().map(String::valueOf)) : value.toString();
    }

    /** Puts a value where the configuration has it. */
    void put(String text, JsonObject tree) {
        Object value = read(text) instanceof List<?> values
                ? values.stream().map(kind::meaning).filter(Objects::nonNull).toList()
                : kind.meaning(read(text));
        for (int i = 0; i < members.size(); i++) {
            Object part = members.size() == 1 ? value : ((List<?>) value).get(i);
            if (part != null) {
                ConfigJson.put(tree, members.get(i), part);
            }
        }
    }

    /** Its parts in a configuration; those that the configuration lacks are left out. */
    List<JsonElement> parts(JsonObject tree) {
        return members.stream()
                .map(path -> ConfigJson.find(tree, path))
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Checks what a configuration has for it.
     *
     * @throws IllegalArgumentException if it is missing or out of range
     */
    void check(JsonObject tree) {
        List<JsonElement> parts = parts(tree);
        if (parts.size() < members.size() && (isList() || initial.isPresent() && alone.isEmpty())) {
            throw new IllegalArgumentException((tree.has(record()) ? name : record()) + " is missing");
        }
        parts.stream()
                .flatMap(part -> part.isJsonArray() ? part.getAsJsonArray().asList().stream() : Stream.of(part))
                .forEach(number -> ranges.forEach(range -> range.check(name, number.getAsNumber())));
    }

    /** The record of a configuration that it is in. */
    private String record() {
        return members.get(0).split("\\.")[0];
    }

    /** Gives a configuration that lacks it what it had before there was the setting, where another value could not have been meant. */
    void complete(JsonObject tree, JsonObject flags) {
        // A record that is missing as a whole is damage, and said later.
        if (!members.isEmpty() && tree.has(record()) && parts(tree).isEmpty()) {
            before().ifPresent(text -> flags.addProperty(name, text));
            before().or(() -> initial).ifPresent(text -> put(text, tree));
        }
    }

    /** The text of what a configuration has for it, if it has anything: {@code 0.0002}, {@code 128,256}, {@code none}. */
    Optional<String> text(JsonObject texts) {
        List<JsonElement> parts = parts(texts);
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(joined(parts.stream().map(Setting::plain)));
    }

    /** Whether a configuration has for it what it has by default. */
    boolean isDefault(JsonObject texts) {
        JsonObject defaults = new JsonObject();
        initial.ifPresent(text -> put(text, defaults));
        return text(defaults).equals(text(texts));
    }

    private static String plain(JsonElement value) {
        if (value.isJsonPrimitive()) {
            return value.getAsJsonPrimitive().isNumber() ? number(value.getAsDouble()) : value.getAsString();
        }
        Stream<String> parts = value.isJsonArray()
                ? value.getAsJsonArray().asList().stream().map(Setting::plain)
                : value.getAsJsonObject().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + plain(entry.getValue()))
                        .sorted();
        String text = joined(parts);
        return text.isEmpty() ? "none" : text;
    }

    private static String joined(Stream<String> parts) {
        return parts.collect(Collectors.joining(","));
    }

    /**
     * A number with all its digits, and no more, as a person types it: {@code 10}, {@code 0.0002}.
     *
     * @param value the number, finite
     * @return its text, which read again gives the same number
     */
    public static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    @Override
    public String toString() {
        return "--" + name;
    }
}
