package org.gan4j.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gan4j.losses.LossCatalog;
import org.gan4j.losses.LossDescription;
import org.gan4j.losses.LossOption;
import org.gan4j.losses.penalty.PenaltyCatalog;
import org.gan4j.losses.penalty.PenaltyDescription;
import org.junit.jupiter.api.Test;

/**
 * The tables of {@code app/doc/sources.md} against the program. What stands there as flags is read as flags: the cell "here" must be
 * what the program has, and the verdict must name each setting in which the source's cell differs, and no other.
 */
class SourcesTest {

    private static final String IN_THE_PLANE = " in the plane";
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern FLAG = Pattern.compile("--([a-z-]+) (\\S+)");

    /** A line of a table: what it is of, what is here, what the source has, where, and the verdict. */
    private record Row(String first, String here, String source, String where, String verdict) {

        List<String> names() {
            return codes(first);
        }

        /** The settings that the verdict names, each as {@code `name`:} or in a list before one. */
        Set<String> deviations() {
            return Pattern.compile("((?:`[a-z-]+`, )*`[a-z-]+`):")
                    .matcher(verdict)
                    .results()
                    .flatMap(list -> codes(list.group(1)).stream())
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        boolean hasSource() {
            return !source.startsWith("none");
        }

        void assertVerdict(Set<String> differing) {
            assertEquals(differing, deviations(), first + ": " + verdict);
            assertEquals(differing.isEmpty(), verdict.startsWith("equal"), first + ": " + verdict);
            assertFalse(hasSource() && where.isBlank(), first + " does not say where");
        }
    }

    private static List<String> codes(String text) {
        return CODE.matcher(text).results().map(code -> code.group(1)).toList();
    }

    private static List<Row> table(String heading) throws IOException {
        String page = Files.readString(Path.of("doc", "sources.md"));
        String section = page.substring(page.indexOf("\n## " + heading + "\n")).split("\n## ", 3)[1];
        List<Row> rows = new ArrayList<>();
        for (String line :
                section.lines().filter(line -> line.startsWith("| ")).skip(1).toList()) {
            String[] cells =
                    Stream.of(line.substring(1).split("\\|")).map(String::strip).toArray(String[]::new);
            rows.add(new Row(
                    cells[0], cells[1], cells[2], cells.length < 5 ? "all" : cells[3], cells[cells.length - 1]));
        }
        return rows;
    }

    /** The flags of a cell, with their values in one form. */
    private static Map<String, String> flags(String cell) {
        Map<String, String> flags = new TreeMap<>();
        for (String code : codes(cell)) {
            Matcher flag = FLAG.matcher(code);
            while (flag.find()) {
                flags.put(flag.group(1), form(flag.group(1), flag.group(2)));
            }
        }
        return flags;
    }

    /** {@code 1e-4} and {@code 0.0001}, {@code gp} and {@code gp:10} are the same. */
    private static String form(String name, String text) {
        Setting setting = Settings.find(name);
        return setting.kind() == Kind.PENALTY
                ? Stream.of(text.split(","))
                        .map(WeightedPenalty::parse)
                        .toList()
                        .toString()
                : setting.recorded(text);
    }

    private static Map<String, String> forms(Map<String, String> values) {
        Map<String, String> forms = new TreeMap<>();
        values.forEach((name, text) -> forms.put(name, form(name, text)));
        return forms;
    }

    /** What a run of the preset has, in one form; nothing for a setting that has no value. */
    private static Map<String, String> effective(String preset, boolean inThePlane) {
        Map<String, String> given = new HashMap<>(Map.of("preset", preset));
        if (inThePlane) {
            given.put("dataset", "ring");
        }
        Choices choices = Choices.of(given);
        Map<String, String> values = new HashMap<>();
        for (Setting setting : Settings.all()) {
            choices.value(setting)
                    .map(Choices.Value::text)
                    .filter(text -> !text.isEmpty())
                    .ifPresent(text -> values.put(setting.name(), form(setting.name(), text)));
        }
        return values;
    }

    @Test
    void presetsSetWhatThePageSays() throws IOException {
        TreeSet<String> named = new TreeSet<>();
        for (Row row : table("Presets")) {
            boolean inThePlane = row.first.endsWith(IN_THE_PLANE);
            for (String name : row.names()) {
                assertTrue(named.add(name + (inThePlane ? IN_THE_PLANE : "")), name + " is there twice");
                if (row.hasSource() || !row.here.isBlank()) {
                    Preset preset = Preset.find(name);
                    Map<String, String> sets = forms(inThePlane ? preset.onModes() : preset.values());
                    sets.remove("loss", name);
                    assertEquals(sets, flags(row.here), row.first);
                }
                if (row.hasSource()) {
                    row.assertVerdict(differing(row, effective(name, inThePlane)));
                }
            }
        }
        TreeSet<String> expected = new TreeSet<>(Preset.names());
        Preset.all().stream()
                .filter(preset -> !preset.onModes().isEmpty())
                .forEach(preset -> expected.add(preset.name() + IN_THE_PLANE));
        assertEquals(expected, named);
    }

    /** What the source has otherwise, or what it says nothing of though the preset sets it. */
    private static Set<String> differing(Row row, Map<String, String> effective) {
        Map<String, String> source = flags(row.source);
        TreeSet<String> differing = new TreeSet<>(flags(row.here).keySet());
        differing.removeAll(source.keySet());
        source.forEach((name, value) -> {
            if (!value.equals(effective.get(name))) {
                differing.add(name);
            }
        });
        return differing;
    }

    @Test
    void whatHoldsForEveryPresetHolds() throws IOException {
        for (Row row : table("Every preset")) {
            for (String preset : Preset.names()) {
                Map<String, String> effective = effective(preset, false);
                flags(row.here).forEach((name, value) -> {
                    boolean exception = preset.equals("gaussian-1d") && name.equals("halve-d-loss"); // as its notes
                    assertEquals(exception ? "true" : value, effective.get(name), preset + ": " + name);
                });
            }
        }
    }

    @Test
    void lossesHaveTheOptionsThatThePageSays() throws IOException {
        TreeSet<String> named = new TreeSet<>();
        for (Row row : table("Losses")) {
            for (String name : row.names()) {
                assertTrue(named.add(name), name + " is there twice");
                Map<String, String> here = defaults(LossCatalog.describe(name).options());
                here.remove(LossDescription.HALVE.name());
                assertEquals(here, pairs(row.here), name);
                TreeSet<String> differing = new TreeSet<>();
                pairs(row.source).forEach((option, value) -> {
                    if (!value.equals(here.get(option))) {
                        differing.add(option);
                    }
                });
                row.assertVerdict(differing);
            }
        }
        assertEquals(
                LossCatalog.all().stream().map(LossDescription::name).collect(Collectors.toCollection(TreeSet::new)),
                named);
    }

    private static Map<String, String> defaults(List<LossOption> options) {
        Map<String, String> defaults = new LinkedHashMap<>();
        options.forEach(option -> defaults.put(option.name(), option.defaultValue()));
        return defaults;
    }

    private static Map<String, String> pairs(String cell) {
        return codes(cell).stream()
                .map(code -> code.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    @Test
    void penaltiesAreThoseOfThePage() throws IOException {
        TreeSet<String> named = new TreeSet<>();
        for (Row row : table("Penalties")) {
            for (int i = 0; i < row.names().size(); i++) {
                String name = row.names().get(i);
                assertTrue(named.add(name), name + " is there twice");
                PenaltyDescription penalty = PenaltyCatalog.describe(name);
                WeightedPenalty here = WeightedPenalty.parse(codes(row.here).get(i));
                assertEquals(new WeightedPenalty(name, penalty.defaultWeight(), defaults(penalty.options())), here);
                WeightedPenalty source = WeightedPenalty.parse(codes(row.source).get(i));
                assertEquals(name, source.name());
                TreeSet<String> differing = new TreeSet<>();
                if (source.weight() != here.weight()) {
                    differing.add("weight");
                }
                here.options().forEach((option, value) -> {
                    if (!value.equals(source.options().get(option))) {
                        differing.add(option);
                    }
                });
                row.assertVerdict(differing);
            }
        }
        assertEquals(
                PenaltyCatalog.all().stream()
                        .map(PenaltyDescription::name)
                        .collect(Collectors.toCollection(TreeSet::new)),
                named);
    }

    @Test
    void everyTechniqueHasARow() throws IOException {
        TreeSet<String> named = new TreeSet<>();
        for (Row row : table("Techniques")) {
            row.names()
                    .forEach(flag -> named.add(
                            Settings.find(flag.substring("--".length())).name()));
            assertFalse(row.here.isBlank() || row.source.isBlank() || row.verdict.isBlank(), row.first);
        }
        for (Setting setting : Settings.all()) {
            assertTrue(!setting.group().equals("Techniques") || named.contains(setting.name()), setting.name());
        }
    }
}
