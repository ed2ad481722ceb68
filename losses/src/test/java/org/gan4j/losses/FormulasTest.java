package org.gan4j.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gan4j.losses.penalty.PenaltyCatalog;
import org.gan4j.losses.penalty.PenaltyDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A formula stands in two places: in a class's Javadoc for who reads the class, and in its description for all tables. Here they are
 * held equal, and so are the tables of {@code app/doc/losses.md}. After a change, run
 *
 * <pre>
 * ./mvnw -pl losses test -Dtest=FormulasTest -Dgan4j.rewrite=true
 * </pre>
 */
final class FormulasTest {

    private static final Path SOURCES = Path.of("src/main/java/org/gan4j/losses");
    private static final Path PAGE = Path.of("../app/doc/losses.md");

    /** Those with a penalty vary another loss; the f-GANs state their own with their derivation. */
    static Stream<LossDescription> losses() {
        return LossCatalog.all().stream()
                .filter(loss -> loss.penalties().isEmpty() && loss.group() != LossDescription.Group.F_DIVERGENCE);
    }

    static Stream<PenaltyDescription> penalties() {
        return PenaltyCatalog.all().stream();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void theJavadocOfALossHasItsFormulas(LossDescription loss) throws IOException {
        List<String> lines = formulas(SOURCES.resolve(nameOf(loss.create(Map.of()))));
        assertEquals(bare(loss.discriminator()), objective(lines, "D:"), "D of " + loss.name());
        assertEquals(bare(loss.generator()), objective(lines, "G:"), "G of " + loss.name());
    }

    @ParameterizedTest
    @MethodSource("penalties")
    void theJavadocOfAPenaltyHasItsFormula(PenaltyDescription penalty) throws IOException {
        String file = nameOf(penalty.create(penalty.defaultWeight()));
        String formula =
                formulas(SOURCES.resolve("penalty").resolve(file)).get(0).split(",  ")[0];
        assertTrue(
                bare(penalty.formula()).startsWith(bare(formula)),
                penalty.name() + ": " + penalty.formula() + " and, in " + file + ", " + formula);
    }

    private static String nameOf(Object made) {
        return made.getClass().getSimpleName() + ".java";
    }

    /** The first preformatted lines of a class's Javadoc. */
    private static List<String> formulas(Path source) throws IOException {
        return Files.readAllLines(source).stream()
                .dropWhile(Predicate.not(" * <pre>"::equals))
                .skip(1)
                .takeWhile(Predicate.not(" * </pre>"::equals))
                .map(line -> line.substring(" * ".length()))
                .toList();
    }

    private static String objective(List<String> lines, String player) {
        String line =
                lines.stream().filter(l -> l.startsWith(player)).findFirst().orElseThrow();
        // What follows after some blanks explains it.
        return bare(line.substring(player.length()).strip().split(" {3}")[0]);
    }

    /** Without blanks, dots for products and indices of a sum. */
    private static String bare(String formula) {
        return formula.replaceAll("[ ·]|_[ij]\\b", "");
    }

    @Test
    void thePageHasTheCatalogues() throws IOException {
        String page = Files.readString(PAGE);
        String made = page;
        made = replaced(made, "losses", lossTables());
        made = replaced(made, "advice", adviceTables());
        made = replaced(made, "penalties", penaltyTable());
        if (Boolean.getBoolean("gan4j.rewrite")) {
            Files.writeString(PAGE, made);
        } else {
            assertEquals(made, page, "run this test with -Dgan4j.rewrite=true");
        }
    }

    private static String replaced(String page, String name, String table) {
        String begin = "<!-- " + name + ": made by FormulasTest -->\n";
        String end = "<!-- end of " + name + " -->";
        int from = page.indexOf(begin) + begin.length();
        return page.substring(0, from) + "\n" + table + "\n" + page.substring(page.indexOf(end, from));
    }

    private static String lossTables() {
        return perGroup(
                "name | D minimises | G minimises | penalties, options | source",
                loss -> row(
                        code(loss.name()),
                        code(loss.discriminator()),
                        code(loss.generator()),
                        Stream.concat(
                                        loss.penalties().stream(),
                                        loss.options().stream()
                                                .filter(option -> option != LossDescription.HALVE)
                                                .map(option -> option.name() + "=" + option.defaultValue()))
                                .map(FormulasTest::code)
                                .collect(Collectors.joining(", ")),
                        loss.source()));
    }

    private static String adviceTables() {
        return perGroup(
                "name | use it when | not when | conventions",
                loss -> row(code(loss.name()), loss.useWhen(), loss.avoidWhen(), loss.conventions()));
    }

    private static String penaltyTable() {
        return PenaltyCatalog.all().stream()
                .map(penalty -> row(
                        code(penalty.name()),
                        code(penalty.formula()),
                        String.valueOf(penalty.defaultWeight()),
                        penalty.options().stream()
                                .map(option -> code(option.name() + "=" + option.defaultValue()))
                                .collect(Collectors.joining(", ")),
                        penalty.source()))
                .collect(Collectors.joining("", header("name | formula | weight | options | source"), ""));
    }

    private static String perGroup(String columns, Function<LossDescription, String> row) {
        return Stream.of(LossDescription.Group.values())
                .map(group -> LossCatalog.all().stream()
                        .filter(loss -> loss.group() == group)
                        .map(row)
                        .collect(Collectors.joining("", "**" + group.title() + "**\n\n" + header(columns), "")))
                .collect(Collectors.joining("\n"));
    }

    private static String header(String columns) {
        return "| " + columns + " |\n|" + "---|".repeat(columns.split("\\|").length) + "\n";
    }

    private static String row(String... cells) {
        return Stream.of(cells).map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
