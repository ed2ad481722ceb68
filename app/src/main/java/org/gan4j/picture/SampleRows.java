package org.gan4j.picture;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Rows of samples, each with its label on the left.
 *
 * <p>All samples are enlarged by one whole factor, without smoothing, that brings a row closest to {@value #WANTED_WIDTH} pixels.
 */
public final class SampleRows {

    static final int MARGIN = 12;
    static final int GAP = 2;
    static final int LONGEST_LABEL = 280;

    private static final int WANTED_WIDTH = 900;
    private static final int MAX_FACTOR = 8;

    /** The height of a label, which low samples leave room for. */
    private static final int LINE = 18;

    private SampleRows() {}

    /**
     * Draws rows below each other.
     *
     * @param labels a label a row, one at least, shortened to fit
     * @param samples how many a row has
     * @param height the height of a sample in pixels
     * @param width the width of a sample in pixels
     * @param rows gives the samples of each row, as large as they are, {@linkplain SampleGrid#first next to each other}; one row after
     *     another, so that one at a time is in memory; {@code null} leaves its place white
     * @return the picture
     */
    public static BufferedImage draw(
            List<String> labels, int samples, int height, int width, IntFunction<BufferedImage> rows) {
        int factor = Math.max(1, Math.min(MAX_FACTOR, Math.round((float) WANTED_WIDTH / (samples * width))));
        List<String> texts = labels.stream()
                .map(label -> Lettering.shortened(label, LONGEST_LABEL))
                .toList();
        int left = 2 * MARGIN + texts.stream().mapToInt(Lettering::width).max().orElse(0);
        int sampleWidth = factor * width;
        int rowHeight = Math.max(factor * height, LINE);
        BufferedImage all = new BufferedImage(
                left + samples * (sampleWidth + GAP) - GAP + MARGIN,
                texts.size() * (rowHeight + GAP) - GAP + 2 * MARGIN,
                BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = Lettering.onWhite(all);
        int ascent = graphics.getFontMetrics().getAscent();
        int descent = graphics.getFontMetrics().getDescent();
        for (int i = 0; i < texts.size(); i++) {
            int top = MARGIN + i * (rowHeight + GAP);
            graphics.drawString(texts.get(i), MARGIN, top + (rowHeight + ascent - descent) / 2);
            BufferedImage row = rows.apply(i);
            for (int k = 0; row != null && k < samples; k++) {
                BufferedImage sample = row.getSubimage(k * width, 0, width, height);
                int x = left + k * (sampleWidth + GAP);
                graphics.drawImage(sample, x, top, sampleWidth, factor * height, null);
            }
        }
        graphics.dispose();
        return all;
    }
}
