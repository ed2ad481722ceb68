package org.gan4j.eval;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.gan4j.data.ImageSet;
import org.gan4j.data.ImageShape;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * Stacked digits, looked at a colour at a time by a classifier of the grey digits that they are made of. What it sees in red, green and
 * blue makes the number of the mode, of 1,000; the features of the three colours stand next to each other.
 *
 * <p>Source: Lin et al. 2018, "PacGAN", section 4.2; Srivastava et al. 2017, "VEEGAN", section 5.1.
 *
 * @param trained the classifier of one colour
 * @param modeShares how likely each mode is among the stacked digits that are learned from
 */
record StackedFeatures(ClassifierCache.Trained trained, double[] modeShares) implements FeatureExtractor {

    private static final int COLOURS = 3;
    private static final int DIGITS = 10;

    /** The probability of each number of three digits: those of its digits, multiplied. */
    private static final TorchScriptFunction MODES = new TorchScriptFunction(
            "digits: Tensor",
            "reds, greens, blues = torch.unbind(digits, 1)",
            "tens = torch.mul(torch.unsqueeze(reds, 2), torch.unsqueeze(greens, 1))",
            "return torch.flatten(torch.mul(torch.unsqueeze(tens, 3), torch.reshape(blues, [-1, 1, 1, 10])), 1)");

    /**
     * The grey digits that stacked ones are made of: each is the red of one.
     *
     * @param stacked stacked digits
     * @return grey ones
     */
    static ImageSet grey(ImageSet stacked) {
        ImageShape shape =
                new ImageShape(1, stacked.shape().height(), stacked.shape().width());
        ByteBuffer pixels = ByteBuffer.allocateDirect(stacked.count() * shape.size());
        for (int i = 0; i < stacked.count(); i++) {
            pixels.put(stacked.rows(i, 1).limit(shape.size()));
        }
        int[] labels = Arrays.stream(stacked.labels())
                .map(mode -> mode / (DIGITS * DIGITS))
                .toArray();
        List<String> names =
                IntStream.range(0, DIGITS).mapToObj(String::valueOf).toList();
        return new ImageSet(shape, pixels.flip(), labels, names);
    }

    /**
     * How likely each mode is: digits are stacked at random, so that it follows from how often each digit is there.
     *
     * @param grey the digits
     * @return a share a mode
     */
    static double[] modeShares(ImageSet grey) {
        double[] shares = new double[DIGITS];
        for (int label : grey.labels()) {
            shares[label] += 1.0 / grey.count();
        }
        return IntStream.range(0, DIGITS * DIGITS * DIGITS)
                .mapToDouble(mode ->
                        shares[mode / (DIGITS * DIGITS)] * shares[mode / DIGITS % DIGITS] * shares[mode % DIGITS])
                .toArray();
    }

    @Override
    public Verdicts look(NDManager owner, NDArray samples) {
        long count = samples.size(0);
        try (NDManager scope = owner.newSubManager()) {
            Verdicts colours = trained.classifier().look(scope, samples.reshape(new Shape(COLOURS * count, -1)));
            NDArray features = colours.features().reshape(count, width());
            NDArray modes = MODES.apply(colours.probabilities().reshape(count, COLOURS, DIGITS));
            new NDList(features, modes).attach(owner);
            return new Verdicts(features, modes);
        }
    }

    @Override
    public int width() {
        return COLOURS * Classifier.FEATURES;
    }

    @Override
    public String description() {
        return String.format(Locale.ROOT, "a colour at a time: %s", new ClassifierFeatures(trained).description());
    }

    @Override
    public void close() {
        trained.classifier().close();
    }
}
