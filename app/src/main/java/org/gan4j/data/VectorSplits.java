package org.gan4j.data;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import org.gan4j.UserException;

/**
 * Rows of numbers as they are in memory of the host.
 *
 * @param learned the rows to learn from, in the units of the file
 * @param heldOut the rows that are kept for scores; empty if all are learned from
 * @param columns what each column is, by the rows to learn from
 */
public record VectorSplits(VectorTable learned, Optional<VectorTable> heldOut, List<Column> columns) {

    /**
     * Reads the file of a request.
     *
     * @param request what is to be read; the directory is the file
     * @return its rows
     * @throws UserException if the file is not what it should be
     */
    public static VectorSplits read(DataRequest request) {
        VectorTable all = VectorFiles.read(request);
        double holdout = request.options().holdout();
        VectorTable learned = all.part(Split.TRAIN, holdout).orElseThrow();
        return new VectorSplits(learned, all.part(Split.TEST, holdout), learned.columns());
    }

    /** {@return what tells the rows to learn from, from others} */
    public String fingerprint() {
        CRC32 crc = new CRC32();
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES);
        for (double value : learned.values()) {
            crc.update(bytes.putDouble(0, value).array());
        }
        if (learned.labels() != null) {
            crc.update(ResidentImages.labelBytes(
                    learned.labels(), learned.classNames().size()));
        }
        return String.format(
                Locale.ROOT,
                "%d rows of %s, CRC-32 %08x",
                learned.count(),
                Labels.listed(learned.names()),
                crc.getValue());
    }
}
