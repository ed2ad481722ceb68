package org.gan4j.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Formulas in MathML; what is expected was written by hand after MathML Core. */
class FormulaTest {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            f²        | <msup><mi>f</mi><mn>2</mn></msup>
            ½E f      | <mfrac><mn>1</mn><mn>2</mn></mfrac><mi mathvariant="normal">E</mi><mspace width="0.2em"/><mi>f</mi>
            e^(f-1)   | <msup><mi>e</mi><mrow><mi>f</mi><mo>−</mo><mn>1</mn></mrow></msup>
            L_r - k·r̄ | <msub><mi>L</mi><mi>r</mi></msub><mo>−</mo><mi>k</mi><mo>·</mo><mover accent="true"><mi>r</mi><mo stretchy="false">¯</mo></mover>
            c_i²      | <msubsup><mi>c</mi><mi>i</mi><mn>2</mn></msubsup>
            kE 2 ln 2 | <mi>k</mi><mi mathvariant="normal">E</mi><mspace width="0.2em"/><mn>2</mn><mspace width="0.2em"/><mi>ln</mi><mspace width="0.2em"/><mn>2</mn>
            """)
    void formulasAreDrawn(String formula, String drawn) {
        assertEquals("<math>" + drawn + "</math>", Formula.toHtml(formula));
    }

    @Test
    void bracketsAndNormsEndWhereTheyShould() {
        String drawn = Formula.toHtml("λE(‖∇D(x)‖-1)²");
        org.jsoup.nodes.Element squared = Jsoup.parse(drawn).selectFirst("msup");
        assertEquals("(‖∇D(x)‖−1)", bare(squared.child(0).text()));
        assertEquals("‖∇D(x)‖", bare(squared.selectFirst("mrow mrow mrow").text()));
        assertEquals("2", squared.child(1).text());
    }

    @Test
    void proseStandsBetweenFormulas() {
        assertEquals(
                "<math><mi>γ</mi></math> on real samples, <math><mi>z</mi></math>",
                Formula.toHtml("γ on real samples, z"));
    }

    @Test
    void whatIsNotKnownIsSaid() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Formula.toHtml("f ⊗ r"))
                .getMessage()
                .contains("f ⊗ r"));
        assertThrows(IllegalArgumentException.class, () -> Formula.toHtml("E(f"));
    }

    /** Nothing is lost or moved on the way: letters and digits are those of the page, in their order. */
    @Test
    void everyFormulaOfThePageIsWhole() throws IOException {
        String page = Files.readString(Path.of("../doc/losses.md"));
        List<String> formulas =
                Jsoup.parse(Files.readString(Path.of("../../target/site/losses.html"))).select("td").stream()
                        .filter(cell -> cell.selectFirst("math") != null)
                        .map(cell -> lettersAndDigits(cell.text()))
                        .toList();
        List<String> written = page.lines()
                .filter(line -> line.startsWith("| "))
                .flatMap(line -> Pattern.compile(" (?<!\\\\)\\| ").splitAsStream(line.substring(2)))
                .filter(cell -> CODE.matcher(cell).find())
                .map(cell -> lettersAndDigits(cell))
                .toList();
        assertTrue(formulas.size() > 26 * 2 + 9, formulas.size() + " formulas");
        formulas.forEach(formula -> assertTrue(written.contains(formula), formula));
    }

    private static String lettersAndDigits(String text) {
        return Normalizer.normalize(text.replace("½", "12").replace("²", "2").replace("Σ", "∑"), Normalizer.Form.NFD)
                .replaceAll("[^\\p{L}0-9]", "");
    }

    private static String bare(String text) {
        return text.replaceAll("\\s", "");
    }
}
