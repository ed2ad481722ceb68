package org.gan4j.data;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is made of files, where a person decides it.
 *
 * @param size the shape that pictures are brought to, {@code 32} or {@code 48x64}, height x width; {@code null} to take them as they are
 * @param channels {@code auto}, {@code 1} or {@code 3}
 * @param background what shines through transparent pixels: white, black, grey or {@code #RRGGBB}
 * @param mirror whether each picture is learned from left to right too
 * @param skipBroken whether broken files are left out
 * @param holdout the share of the samples that scores are taken from and that is not learned from
 * @param labelColumn the column of a table that holds the classes; {@code null} without
 */
public record DataOptions(
        String size,
        String channels,
        String background,
        boolean mirror,
        boolean skipBroken,
        double holdout,
        String labelColumn) {

    private static final int LARGEST_SIDE = 4096;
    private static final Pattern SIZE = Pattern.compile("(\\d{1,4})(?:x(\\d{1,4}))?");
    private static final Map<String, Integer> COLOURS = Map.of("white", 0xffffff, "black", 0, "grey", 0x808080);

    /** What there is without a word of anybody. */
    public static final DataOptions USUAL = new DataOptions(null, "auto", "white", false, false, 0, null);

    /** Knows what is usual. */
    public DataOptions {
        channels = channels == null ? "auto" : channels;
        background = background == null ? "white" : background;
        if (size != null) {
            Matcher sides = SIZE.matcher(size);
            if (!sides.matches() || !inRange(sides.group(1)) || sides.group(2) != null && !inRange(sides.group(2))) {
                throw new IllegalArgumentException("size (" + size
                        + ") must be the side of a square or HEIGHTxWIDTH, each from 1 to " + LARGEST_SIDE
                        + ", e.g. 32 or 48x64");
            }
        }
        if (!channels.matches("auto|1|3")) {
            throw new IllegalArgumentException("channels (" + channels
                    + ") must be 1 for shades of grey, 3 for colours, or auto for what the pictures have");
        }
        if (!COLOURS.containsKey(background) && !background.matches("#[0-9a-fA-F]{6}")) {
            throw new IllegalArgumentException(
                    "background (" + background + ") must be white, black, grey or #RRGGBB, e.g. #87ceeb");
        }
        if (!(holdout >= 0 && holdout < 1)) {
            throw new IllegalArgumentException(
                    "holdout (" + holdout + ") must be a share of the data from 0 to below 1, e.g. 0.1");
        }
    }

    private static boolean inRange(String side) {
        return Integer.parseInt(side) >= 1 && Integer.parseInt(side) <= LARGEST_SIDE;
    }

    /**
     * What differs from {@link #USUAL}.
     *
     * @return values by the names of their settings
     */
    Map<String, Object> unusual() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("size", size);
        values.put("channels", channels.equals(USUAL.channels) ? null : channels);
        values.put("background", background.equals(USUAL.background) ? null : background);
        values.put("mirror", mirror ? true : null);
        values.put("skip-broken", skipBroken ? true : null);
        values.put("holdout", holdout > 0 ? holdout : null);
        values.put("label-column", labelColumn);
        values.values().removeIf(Objects::isNull);
        return values;
    }

    /** Height and width that are asked for, if any are. */
    Optional<int[]> sides() {
        if (size == null) {
            return Optional.empty();
        }
        Matcher sides = SIZE.matcher(size);
        sides.matches();
        int height = Integer.parseInt(sides.group(1));
        return Optional.of(new int[] {height, sides.group(2) == null ? height : Integer.parseInt(sides.group(2))});
    }

    /** The channels that are asked for; 0 for what the pictures have. */
    int wantedChannels() {
        return channels.equals("auto") ? 0 : Integer.parseInt(channels);
    }

    /** The background as {@code 0xRRGGBB}. */
    int backgroundColour() {
        Integer named = COLOURS.get(background.toLowerCase(Locale.ROOT));
        return named != null ? named : Integer.parseInt(background.substring(1), 16);
    }
}
