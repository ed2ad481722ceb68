package org.gan4j.files;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * A table that comes with the program.
 *
 * @param rows its rows, each with its cells by the names in the table's head; a cell is {@code null} where the file has a dash
 */
public record Table(List<CSVRecord> rows) {

    /**
     * Reads a table.
     *
     * @param owner the class that it lies next to
     * @param file the file's name; a CSV file with a head, in UTF-8; lines that begin with {@code #} are comments
     * @return the table
     */
    public static Table of(Class<?> owner, String file) {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setNullString("-")
                .setCommentMarker('#')
                .get();
        try (Reader text = new InputStreamReader(owner.getResourceAsStream(file), StandardCharsets.UTF_8)) {
            return new Table(format.parse(text).getRecords());
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
