package org.gan4j.data;

import java.util.Locale;
import org.gan4j.UserException;

/**
 * The values that become black and white.
 *
 * @param low what becomes -1
 * @param high what becomes 1
 */
record ValueRange(double low, double high) {

    /** That of bytes. */
    static final ValueRange BYTES = new ValueRange(0, 255);

    /**
     * The usual range that holds all values, or else that of the values themselves.
     *
     * @param array the values
     * @return 0 to 255, 0 to 1, -1 to 1, or from the smallest value to the largest
     * @throws UserException if a value is not finite
     */
    static ValueRange of(NumberArray array) {
        if (array.type() == NumberType.UINT8) {
            return BYTES;
        }
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < array.size(); i++) {
            double value = array.at(i);
            if (!Double.isFinite(value)) {
                throw new UserException(array.name() + " has a value that is not finite (" + value + ", number " + i
                        + "); samples are finite numbers");
            }
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        boolean fine = array.type().isFloating() || array.type() == NumberType.BOOL;
        if (fine && low >= 0 && high <= 1) {
            return new ValueRange(0, 1);
        }
        if (fine && low >= -1 && high <= 1) {
            return new ValueRange(-1, 1);
        }
        if (low >= 0 && high <= 255) {
            return BYTES;
        }
        return new ValueRange(low, low == high ? low + 1 : high);
    }

    /** The nearest of 256 steps; what lies outside is as black or as white as can be. */
    byte toByte(double value) {
        double share = Math.max(0, Math.min(1, (value - low) / (high - low)));
        return (byte) Math.round(255 * share);
    }

    /** How values are understood, in a line. */
    String text() {
        return String.format(
                Locale.ROOT, "values from %.6g to %.6g become black to white, -1 to 1, in 256 steps", low, high);
    }
}
