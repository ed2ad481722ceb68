package org.gan4j.data;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Three grey images in the three colours of one: of MNIST's ten digits 1,000 modes, the test of how many a generator finds. The class is
 * the number that the digits make, red the hundreds, green the tens, blue the ones. Each image is red once, next to two drawn at random.
 *
 * <p>Source: Srivastava et al. 2017, "VEEGAN", section 5.1; Metz et al. 2017, "Unrolled GANs".
 *
 * @param digits the grey images, of ten classes
 */
record StackedDigits(DataSet.ImageSource digits) implements DataSet.ImageSource {

    /** Decides which images are stacked: the same ones in all runs. */
    private static final int SEED = 0;

    @Override
    public Optional<ImageSet> images(DataRequest request, Split split) {
        return digits.images(request, split).map(StackedDigits::stacked);
    }

    private static ImageSet stacked(ImageSet grey) {
        SplittableRandom random = new SplittableRandom(SEED);
        ByteBuffer pixels =
                ByteBuffer.allocateDirect(Math.multiplyExact(3, grey.pixels().limit()));
        int[] labels = new int[grey.count()];
        for (int i = 0; i < labels.length; i++) {
            for (int row : List.of(i, random.nextInt(labels.length), random.nextInt(labels.length))) {
                pixels.put(grey.rows(row, 1));
                labels[i] = 10 * labels[i] + grey.labels()[row];
            }
        }
        ImageShape shape = new ImageShape(3, grey.shape().height(), grey.shape().width());
        List<String> names = IntStream.range(0, 1_000)
                .mapToObj(i -> String.valueOf(1_000 + i).substring(1))
                .toList();
        return new ImageSet(shape, pixels.flip(), labels, names);
    }
}
