package org.gan4j.site;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A formula as the catalogues write it, such as {@code ½E(r-b)² + ½E(f-a)²}, in MathML. Browsers draw that themselves, so that a page
 * needs neither a script nor a font from elsewhere.
 *
 * <p>{@code E} is upright, other single letters are variables, {@code ^} and {@code _} take the next letter or group. Words that are no
 * functions are prose; there and at a comma outside of brackets a line may break. A sign that is not known ends the build.
 */
final class Formula {

    private static final Pattern TOKEN = Pattern.compile(
            " +|[a-zA-Z]+'s|[a-z]+E|[a-zA-Z]{2,}|[a-zA-Z][0-9]|[0-9.]+|\\p{L}\\p{M}?|.", Pattern.DOTALL);

    private static final String OUTERMOST = "";

    /** Any of them: an interval may begin with one kind and end with the other. */
    private static final String BRACKETS = ")]}";

    private static final Set<String> FUNCTIONS =
            Set.of("sp", "relu", "lse", "max", "min", "log", "ln", "std", "cos", "ema", "gp", "lp", "div", "dragan");

    private static final Map<String, String> OPERATORS = Map.ofEntries(
            Map.entry("-", "−"),
            Map.entry("+", "+"),
            Map.entry("·", "·"),
            Map.entry("=", "="),
            Map.entry("≠", "≠"),
            Map.entry("~", "∼"),
            Map.entry("←", "←"),
            Map.entry("/", "/"),
            Map.entry(",", ","),
            Map.entry("Σ", "∑"));

    private static final Map<String, String> ACCENTS = Map.of("\u0302", "^", "\u0304", "¯");

    private final String formula;
    private final Matcher next;
    private String token;

    private Formula(String formula) {
        this.formula = formula;
        this.next = TOKEN.matcher(formula);
        advance();
    }

    /**
     * Draws a formula.
     *
     * @param formula text, not yet escaped for HTML
     * @return HTML: one or more {@code math} elements, with prose between them
     * @throws IllegalArgumentException if there is a sign in it that has no meaning here
     */
    static String toHtml(String formula) {
        Formula parsed = new Formula(formula);
        StringBuilder html = new StringBuilder();
        while (parsed.token != null) {
            if (parsed.endsRow(OUTERMOST) || parsed.token.isBlank()) {
                html.append(parsed.token); // a comma, a blank or a word, none of which HTML has to escape
                parsed.advance();
            } else {
                html.append("<math>").append(parsed.row(OUTERMOST)).append("</math>");
            }
        }
        return html.toString();
    }

    private void advance() {
        token = next.find() ? next.group() : null;
    }

    /** At a closing bracket of the kind or, outermost, where there are none, at a comma or prose. */
    private boolean endsRow(String closing) {
        if (token == null) {
            return true;
        }
        return closing.equals(OUTERMOST)
                ? token.equals(",") || isProse(token) || isBlankBeforeProse()
                : closing.contains(token);
    }

    private static boolean isProse(String token) {
        return token.matches("[a-zA-Z]+'s|[a-z]{2,}") && !FUNCTIONS.contains(token);
    }

    private boolean isBlankBeforeProse() {
        if (!token.isBlank()) {
            return false;
        }
        Matcher after = TOKEN.matcher(formula).region(next.end(), formula.length());
        return !after.lookingAt() || isProse(after.group());
    }

    /** What stands up to there. */
    private String row(String closing) {
        StringBuilder row = new StringBuilder();
        boolean afterOperand = false;
        while (!endsRow(closing)) {
            if (token.isBlank()) {
                advance();
                if (afterOperand && !endsRow(closing) && !OPERATORS.containsKey(token)) {
                    row.append("<mspace width=\"0.2em\"/>");
                }
            } else {
                afterOperand = !OPERATORS.containsKey(token) || token.equals("Σ");
                row.append(scripted());
            }
        }
        return row.toString();
    }

    /** An atom with what stands above and below it at its right. */
    private String scripted() {
        String base = atom();
        String below = null;
        String above = null;
        while (token != null && "_^²".contains(token)) {
            String sign = token;
            advance();
            if (sign.equals("_")) {
                below = script();
            } else {
                above = sign.equals("²") ? "<mn>2</mn>" : script();
            }
        }
        if (below == null && above == null) {
            return base;
        }
        String element = below == null ? "msup" : above == null ? "msub" : "msubsup";
        return "<" + element + ">" + base + (below == null ? "" : below) + (above == null ? "" : above) + "</" + element
                + ">";
    }

    /** One atom; a group without its brackets. */
    private String script() {
        if (!"({".contains(token)) {
            return atom();
        }
        advance();
        String inner = "<mrow>" + row(BRACKETS) + "</mrow>";
        advance();
        return inner;
    }

    private String atom() {
        String atom = token;
        advance();
        if (OPERATORS.containsKey(atom)) {
            return (atom.equals("/") ? "<mo lspace=\"0\" rspace=\"0\">" : "<mo>") + OPERATORS.get(atom) + "</mo>";
        } else if ("([‖".contains(atom)) {
            String inner = row(atom.equals("‖") ? "‖" : BRACKETS);
            if (token == null) {
                throw new IllegalArgumentException("formula (" + formula + ") has no end of " + atom);
            }
            String end = token;
            advance();
            return "<mrow>" + fence(atom) + "<mrow>" + inner + "</mrow>" + fence(end) + "</mrow>";
        } else if (atom.equals("½")) {
            return "<mfrac><mn>1</mn><mn>2</mn></mfrac>";
        } else if (atom.equals("∇")) { // a name, next to which there is no gap
            return "<mi mathvariant=\"normal\">∇</mi>";
        } else if (Character.isDigit(atom.charAt(0))) {
            return "<mn>" + atom + "</mn>";
        } else if (Character.isLetter(atom.codePointAt(0))) {
            return letters(atom);
        }
        throw new IllegalArgumentException("formula (" + formula + ") has '" + atom + "', which has no meaning here");
    }

    private static String fence(String bracket) {
        return "<mo fence=\"true\" stretchy=\"false\">" + bracket + "</mo>";
    }

    private static String letters(String letters) {
        if (letters.equals("E")) {
            return "<mi mathvariant=\"normal\">E</mi>";
        } else if (letters.length() > 1 && letters.endsWith("E")) { // a weight before it
            return letters(letters.substring(0, letters.length() - 1)) + letters("E");
        } else if (letters.length() == 2 && ACCENTS.containsKey(letters.substring(1))) {
            return "<mover accent=\"true\"><mi>" + letters.charAt(0) + "</mi><mo stretchy=\"false\">"
                    + ACCENTS.get(letters.substring(1)) + "</mo></mover>";
        }
        return "<mi>" + letters + "</mi>";
    }
}
