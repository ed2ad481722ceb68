package org.gan4j.losses;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * A mean of terms with its derivatives written out: a part of a call of the engine, where a formula and autograd make many calls.
 *
 * <p>The formula stays what the loss or penalty says; this must agree with it, which a test holds. The value itself is
 * {@link #factor()} times the mean of the terms, and is wanted much less often than the slopes.
 *
 * <pre>{@code
 * StatedSlopes stated = new NonSaturatingLoss().discriminatorSlopes().orElseThrow();
 * StatedSlopes.Found found = stated.of(real, fake);
 * NDArray value = found.terms().mean().mul(stated.factor());
 * }</pre>
 */
public final class StatedSlopes {

    /** What {@link #scoreSlopes} and the terms read. */
    private static final List<String> SCORES = List.of("real", "fake");

    /** What {@link #scoreSlopes} may read besides: one over the count of scores in either half, and its negative. */
    private static final String SCALE = "scaleArray";

    private static final String NEGATED_SCALE = "negatedScaleArray";

    private final double factor;
    private final boolean readsReal;
    private final boolean toReal;
    private final String terms;
    private final List<String> slopes;
    private final List<String> scales;
    private final TorchScriptFunction function;

    /**
     * What was found.
     *
     * @param terms what the mean is over
     * @param slopes the derivatives of the value: those to the first argument, and after them along the first dimension those to the second
     */
    public record Found(NDArray terms, NDArray slopes) {}

    /**
     * A function of each score, as TorchScript.
     *
     * @param value the text of its value, with a place for the score
     * @param slope the statement that writes a number times its derivative, with places for the score, for where it is written, for
     *     the number, and for the number and its negative as arrays, which some kernels want
     */
    record Each(String value, String slope) {

        String valueAt(String scores) {
            return String.format(Locale.ROOT, value, scores);
        }

        String slopeAt(String scores, String to) {
            return String.format(Locale.ROOT, slope, scores, to, "scale", SCALE, NEGATED_SCALE);
        }

        Each negated() {
            return new Each(
                    "torch.neg(" + value + ")",
                    String.format(Locale.ROOT, slope, "%1$s", "%2$s", "(-%3$s)", "%5$s", "%4$s"));
        }

        Each plus(double constant) {
            return new Each("torch.add(" + value + ", " + number(constant) + ")", slope);
        }
    }

    private StatedSlopes(double factor, boolean readsReal, boolean toReal, String terms, List<String> slopes) {
        this.factor = factor;
        this.readsReal = readsReal;
        this.toReal = toReal;
        this.terms = terms;
        this.slopes = List.copyOf(slopes);
        this.scales = Stream.of(SCALE, NEGATED_SCALE)
                .filter(name -> slopes.stream().anyMatch(statement -> statement.contains(name)))
                .toList();
        List<String> body = new ArrayList<>();
        scores().forEach(name -> body.add(name + " = torch.detach(" + name + ")"));
        body.addAll(slopes);
        body.add("return [" + terms + ", slopes]");
        this.function =
                new TorchScriptFunction(String.join(": Tensor, ", names()) + ": Tensor", body.toArray(String[]::new));
    }

    /** {@code E φ(r) + E ψ(f)}. */
    static StatedSlopes ofBoth(Each real, Each fake) {
        return ofBoth(
                "torch.add(" + real.valueAt("real") + ", " + fake.valueAt("fake") + ")",
                List.of(real.slopeAt("real", "toReal"), fake.slopeAt("fake", "toFake")));
    }

    /**
     * A mean over the samples, of terms of their scores {@code real} and {@code fake}. The terms may have to do with means over the batch,
     * which is the first dimension.
     *
     * @param terms the text of the terms
     * @param statements what writes the slopes into {@code toReal} and {@code toFake}; they may read {@code scale}, one over the count of
     *     scores in either half, and {@code n}, the samples of either
     * @return the mean
     */
    static StatedSlopes ofBoth(String terms, List<String> statements) {
        List<String> body = new ArrayList<>(List.of(
                "sizes = torch.size(fake)",
                "n = sizes[0]",
                "scale = 1. / float(torch.numel(fake))",
                "slopes = torch.new_empty(fake, [2 * n] + sizes[1:])",
                "toReal = torch.narrow(slopes, 0, 0, n)",
                "toFake = torch.narrow(slopes, 0, n, n)"));
        body.addAll(statements);
        return new StatedSlopes(1, true, true, terms, body);
    }

    /** {@code E φ(f)}. */
    static StatedSlopes ofFake(Each fake) {
        return ofFake(false, fake.valueAt("fake"), List.of(fake.slopeAt("fake", "slopes")));
    }

    /**
     * The same as {@link #ofBoth(String, List)} with slopes to the generated samples' scores alone, which are written into {@code slopes}.
     *
     * @param readsReal whether the scores on real samples are read
     * @param terms the text of the terms
     * @param statements what writes the slopes
     * @return the mean
     */
    static StatedSlopes ofFake(boolean readsReal, String terms, List<String> statements) {
        List<String> body =
                new ArrayList<>(List.of("scale = 1. / float(torch.numel(fake))", "slopes = torch.empty_like(fake)"));
        body.addAll(statements);
        return new StatedSlopes(1, readsReal, false, terms, body);
    }

    /**
     * A mean over samples of a function of each one's row of numbers. The statements read the rows {@code x} and the number {@code scale},
     * which is one over the count of rows. They set {@code terms}, and {@code slopes} of the shape of {@code x}.
     *
     * @param factor the value's factor
     * @param statements the statements
     * @return the mean
     */
    public static StatedSlopes ofRows(double factor, List<String> statements) {
        List<String> body =
                new ArrayList<>(List.of("x = torch.flatten(fake, 1)", "scale = 1. / float(torch.size(x, 0))"));
        body.addAll(statements);
        body.add("slopes = torch.reshape(slopes, torch.size(fake))");
        return new StatedSlopes(factor, false, false, "terms", body);
    }

    /**
     * A number as it stands in a text.
     *
     * @param value any finite number
     * @return a literal that is read back as the same double
     */
    public static String number(double value) {
        return String.format(Locale.ROOT, "%.17e", value);
    }

    /**
     * What the mean of the terms is to be multiplied with to give the value.
     *
     * @return the factor
     */
    public double factor() {
        return factor;
    }

    /**
     * The scores that the texts read.
     *
     * @return {@code real} and {@code fake}, or {@code fake} alone
     */
    public List<String> scores() {
        return readsReal ? SCORES : SCORES.subList(1, 2);
    }

    /**
     * What the text of the slopes reads.
     *
     * @return the names of {@link #scores()}, and after them those of the numbers that it wants as arrays
     */
    public List<String> names() {
        return Stream.concat(scores().stream(), scales.stream()).toList();
    }

    /**
     * The arrays of these {@link #names()}.
     *
     * @param real the scores on real samples; {@code null} is possible unless they are read
     * @param fake the scores on generated samples; of a penalty, the critic's slopes
     * @return an array a name. Those of numbers stay as they are for as long as the process lives
     */
    public NDList values(NDArray real, NDArray fake) {
        NDList values = readsReal ? new NDList(real, fake) : new NDList(fake);
        double scale = 1. / fake.size();
        scales.forEach(name -> values.add(Constants.constantThere(fake, name.equals(SCALE) ? scale : -scale)));
        return values;
    }

    /**
     * Whether slopes to the scores on real samples are stated too.
     *
     * @return false if they are those to the scores on generated samples alone
     */
    public boolean toReal() {
        return toReal;
    }

    /**
     * The slopes as a part of a longer text.
     *
     * @return TorchScript, a statement each, that reads {@link #names()} and sets {@code slopes}
     */
    public List<String> scoreSlopes() {
        return slopes;
    }

    /**
     * The terms of a loss as a part of a longer text. The samples lie along the first dimension.
     *
     * @return a TorchScript expression of {@link #scores()}
     */
    public String terms() {
        return terms;
    }

    /**
     * Finds terms and slopes in a call of their own. Nothing is recorded by autograd.
     *
     * @param real the scores on real samples; {@code null} is possible unless the objective reads them
     * @param fake the scores on generated samples; of a penalty, the critic's slopes
     * @return what was found, owned by the manager of the first array
     */
    public Found of(NDArray real, NDArray fake) {
        NDList found = function.call(values(real, fake));
        return new Found(found.get(0), found.get(1));
    }
}
