package org.gan4j.losses;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * A mean of terms with its derivatives written out: one call of the engine, where a formula and autograd make many.
 *
 * <p>The formula stays what the loss or penalty says; this must agree with it, which a test holds. The value itself is not computed: it is
 * {@link #factor()} times the mean of the terms, and is wanted much less often than the slopes.
 *
 * <pre>{@code
 * StatedSlopes stated = new NonSaturatingLoss().discriminatorSlopes().orElseThrow();
 * StatedSlopes.Found found = stated.of(real, fake);
 * NDArray value = found.terms().mean().mul(stated.factor());
 * }</pre>
 */
public final class StatedSlopes {

    private final double factor;
    private final boolean both;
    private final TorchScriptFunction function;

    /**
     * What was found.
     *
     * @param terms what the mean is over
     * @param slopes the derivatives of the value: those to the first argument, and after them along the first dimension those to the second
     */
    public record Found(NDArray terms, NDArray slopes) {}

    private StatedSlopes(double factor, boolean both, String arguments, List<String> body) {
        this.factor = factor;
        this.both = both;
        this.function = new TorchScriptFunction(arguments, body.toArray(String[]::new));
    }

    /**
     * {@code E φ(r) + E ψ(f)}. The statements of each read the scores {@code x} and the number {@code scale}, which is one over their
     * count. They write {@code φ(x)} into {@code terms}, and {@code scale·φ'(x)} into {@code slopes}.
     *
     * @param real the statements for φ
     * @param fake the statements for ψ
     * @return the sum of both means
     */
    static StatedSlopes ofBoth(List<String> real, List<String> fake) {
        List<String> body = new ArrayList<>(List.of(
                "sizes = torch.size(fake)",
                "n = sizes[0]",
                "scale = 1. / float(torch.numel(fake))",
                "allTerms = torch.new_empty(fake, [2 * n] + sizes[1:])",
                "allSlopes = torch.empty_like(allTerms)"));
        half(body, "real", "0", real);
        half(body, "fake", "n", fake);
        body.add("return [allTerms, allSlopes]");
        return new StatedSlopes(2, true, "real: Tensor, fake: Tensor", body);
    }

    private static void half(List<String> body, String scores, String from, List<String> statements) {
        body.add("x = torch.detach(" + scores + ")");
        body.add("terms = torch.narrow(allTerms, 0, " + from + ", n)");
        body.add("slopes = torch.narrow(allSlopes, 0, " + from + ", n)");
        body.addAll(statements);
    }

    /**
     * {@code E φ(f)}; the statements are as those of {@link #ofBoth}.
     *
     * @param fake the statements
     * @return the mean
     */
    static StatedSlopes ofFake(List<String> fake) {
        List<String> body = new ArrayList<>(List.of(
                "x = torch.detach(fake)",
                "scale = 1. / float(torch.numel(x))",
                "terms = torch.empty_like(x)",
                "slopes = torch.empty_like(x)"));
        body.addAll(fake);
        body.add("return [terms, slopes]");
        return new StatedSlopes(1, false, "fake: Tensor", body);
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
        List<String> body = new ArrayList<>(List.of(
                "samples = torch.detach(fake)",
                "x = torch.flatten(samples, 1)",
                "scale = 1. / float(torch.size(x, 0))"));
        body.addAll(statements);
        body.add("return [terms, torch.reshape(slopes, torch.size(samples))]");
        return new StatedSlopes(factor, false, "fake: Tensor", body);
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
     * Finds terms and slopes. Nothing is recorded by autograd.
     *
     * @param real the scores on real samples; {@code null} is possible unless the objective reads them
     * @param fake the scores on generated samples; of a penalty, the critic's slopes
     * @return what was found, owned by the manager of the first array
     */
    public Found of(NDArray real, NDArray fake) {
        NDList found = function.call(both ? new NDList(real, fake) : new NDList(fake));
        return new Found(found.get(0), found.get(1));
    }
}
