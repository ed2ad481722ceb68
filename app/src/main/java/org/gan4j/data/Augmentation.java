package org.gan4j.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A differentiable change of pictures (Zhao et al. 2020, "Differentiable Augmentation for Data-Efficient GAN Training", with the formulas of
 * their {@code DiffAugment_pytorch.py}). Pixels are in [-1, 1], and {@code u} is uniform on [0, 1), drawn for each picture.
 */
public enum Augmentation {
    /**
     * Three changes, one after another. Brightness: {@code x + u - ½}. Saturation: {@code (x - m)·2u + m}, m being the mean of a pixel's
     * channels. Contrast: {@code (x - m)·(u + ½) + m}, m being the mean of the picture.
     */
    COLOR,
    /** A shift by whole pixels, each as likely, up to an eighth of the height and of the width; what comes in is 0, the middle grey. */
    TRANSLATION,
    /** A rectangle of half the height and half the width becomes 0. Its middle is anywhere in the picture, so that it may stick out. */
    CUTOUT;

    private static final double SHIFT = 0.125;
    private static final double CUT = 0.5;

    /**
     * What {@link #parse} reads.
     *
     * @return a name for each
     */
    public static List<String> names() {
        return Arrays.stream(values()).map(Augmentation::toString).toList();
    }

    /**
     * Reads {@code color}, {@code translation} or {@code cutout}.
     *
     * @param text the text
     * @return the change
     * @throws IllegalArgumentException if it is none of them
     */
    public static Augmentation parse(String text) {
        return Arrays.stream(values())
                .filter(change -> change.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "augment (" + text + ") must be " + names().stream().collect(Collectors.joining(", "))
                                + ", or some of them with commas between"));
    }

    /**
     * Reads the probability of changes.
     *
     * @param text a number from 0 to 1, or {@code auto}
     * @return the number; empty for one that follows how far a discriminator overfits
     * @throws IllegalArgumentException if it is neither
     */
    public static Optional<Double> probability(String text) {
        if (text.equals("auto")) {
            return Optional.empty();
        }
        try {
            double probability = Double.parseDouble(text);
            if (probability >= 0 && probability <= 1) {
                return Optional.of(probability);
            }
        } catch (NumberFormatException e) {
            // said below, as for a number out of range
        }
        throw new IllegalArgumentException("augment-p (" + text + ") must be auto, or a number from 0 to 1");
    }

    /** {@return the numbers {@code u} that it takes for a picture, those that decide whether it is made among them} */
    public int draws() {
        return this == COLOR ? 6 : 3;
    }

    /**
     * Writes the change as TorchScript text. It turns {@code x}, {@code [N, C, H, W]}, into another, and each of its changes is made with the
     * probability {@code p}. The text reads {@code u}, {@code [N, draws]}, and {@code rows} and {@code columns}, {@code [H·W]}, which tell
     * where each pixel lies.
     *
     * @param shape the shape of a picture
     * @param first the column of {@code u} that it begins with
     * @return the statements
     */
    public List<String> statements(ImageShape shape, int first) {
        return switch (this) {
            case COLOR ->
                List.of(
                        change("torch.sub(torch.add(x, " + picture(first) + "), 0.5)", first + 1),
                        "m = torch.mean(x, [1], True)",
                        change(
                                "torch.add(torch.mul(torch.sub(x, m), torch.mul(" + picture(first + 2) + ", 2)), m)",
                                first + 3),
                        "m = torch.mean(x, [1, 2, 3], True)",
                        change(
                                "torch.add(torch.mul(torch.sub(x, m), torch.add(" + picture(first + 4) + ", 0.5)), m)",
                                first + 5));
            case TRANSLATION -> translation(shape, first);
            case CUTOUT -> cutout(shape, first);
        };
    }

    /** Out of each place comes what lies so many rows and columns further; 0 from beyond the picture. */
    private static List<String> translation(ImageShape shape, int first) {
        return List.of(
                "r = torch.add(" + whole(first, 2 * part(shape.height(), SHIFT) + 1) + ", torch.sub(rows, "
                        + part(shape.height(), SHIFT) + "))",
                "c = torch.add(" + whole(first + 1, 2 * part(shape.width(), SHIFT) + 1) + ", torch.sub(columns, "
                        + part(shape.width(), SHIFT) + "))",
                "inside = torch.mul(" + within("r", shape.height()) + ", " + within("c", shape.width()) + ")",
                "place = torch.add(torch.mul(torch.clamp(r, 0, " + (shape.height() - 1) + "), " + shape.width()
                        + "), torch.clamp(c, 0, " + (shape.width() - 1) + "))",
                "index = torch.expand(torch.unsqueeze(torch.to(place, 4), 1), [-1, " + shape.channels()
                        + ", -1])", // 4 is int64
                "moved = torch.mul(torch.gather(torch.flatten(x, 2), 2, index), torch.unsqueeze(inside, 1))",
                change("torch.reshape(moved, torch.size(x))", first + 2));
    }

    private static List<String> cutout(ImageShape shape, int first) {
        int height = part(shape.height(), CUT);
        int width = part(shape.width(), CUT);
        return List.of(
                "r = torch.sub(rows, torch.sub(" + whole(first, shape.height() + 1 - height % 2) + ", " + height / 2
                        + "))",
                "c = torch.sub(columns, torch.sub(" + whole(first + 1, shape.width() + 1 - width % 2) + ", " + width / 2
                        + "))",
                "kept = torch.rsub(torch.mul(" + within("r", height) + ", " + within("c", width) + "), 1)",
                "mask = torch.reshape(kept, [-1, 1, " + shape.height() + ", " + shape.width() + "])",
                change("torch.mul(x, mask)", first + 2));
    }

    /** As the authors round. */
    private static int part(int side, double ratio) {
        return (int) (side * ratio + 0.5);
    }

    /** 1 where a number is at least 0 and below a bound, otherwise 0. */
    private static String within(String number, int bound) {
        return String.format(
                Locale.ROOT,
                "torch.mul(torch.to(torch.ge(%s, 0), 6), torch.to(torch.lt(%s, %d), 6))", // 6 is float32
                number,
                number,
                bound);
    }

    /** A whole number for each picture, from 0, {@code [N, 1]}: a product that rounds up to the count itself is one less. */
    private static String whole(int column, int count) {
        return String.format(
                Locale.ROOT,
                "torch.clamp(torch.floor(torch.mul(torch.narrow(u, 1, %d, 1), %d)), 0, %d)",
                column,
                count,
                count - 1);
    }

    /** A number for each picture, {@code [N, 1, 1, 1]}. */
    private static String picture(int column) {
        return "torch.reshape(torch.narrow(u, 1, " + column + ", 1), [-1, 1, 1, 1])";
    }

    private static String change(String changed, int column) {
        return "x = torch.where(torch.lt(" + picture(column) + ", p), " + changed + ", x)";
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
