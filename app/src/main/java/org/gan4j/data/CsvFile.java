package org.gan4j.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.gan4j.UserException;
import org.gan4j.files.Failures;
import org.hipparchus.util.ResizableDoubleArray;

/**
 * A table of numbers as text: a row a sample, separated by commas, semicolons or tabs, in UTF-8. The first row names the columns, unless
 * all of it are numbers.
 */
final class CsvFile {

    /** Squares of larger ones, summed, leave the range of numbers; and no unit needs them. */
    static final double LARGEST = 1e37;

    /** Java would read 1d and 0x1p3 as well, which are not numbers in a table. */
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(?:(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?|(?i:inf|infinity))");

    private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "none", "?", "-");

    private final Path file;
    private final String labelColumn;
    private final boolean skipBroken;

    private final List<String> header = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private final ResizableDoubleArray values = new ResizableDoubleArray();
    private int skipped;
    private String firstSkipped;

    /**
     * A file.
     *
     * @param file where it is
     * @param labelColumn the column with the classes; {@code null} without
     * @param skipBroken whether rows that are not as they should be are left out
     */
    CsvFile(Path file, String labelColumn, boolean skipBroken) {
        this.file = file;
        this.labelColumn = labelColumn;
        this.skipBroken = skipBroken;
    }

    /** The names of the columns with numbers, by the beginning of the file. */
    List<String> names() {
        parse(1);
        return numbers();
    }

    /**
     * Reads all of it.
     *
     * @param progress told of rows that are left out
     * @return the table
     * @throws UserException if a row is not as it should be and is not left out, or there are fewer than two rows
     */
    VectorTable read(ReadingProgress progress) {
        parse(Long.MAX_VALUE);
        if (skipped > 0) {
            progress.say(skipped + " broken " + (skipped == 1 ? "row is" : "rows are") + " left out; the first: "
                    + firstSkipped);
        }
        List<String> names = numbers();
        Labels classes = labels.isEmpty() ? null : Labels.of(labels);
        return new VectorTable(
                names,
                values.getElements(),
                classes == null ? null : classes.numbers(),
                classes == null ? List.of() : classes.names());
    }

    private List<String> numbers() {
        return header.stream().filter(name -> !name.equals(labelColumn)).toList();
    }

    private void parse(long most) {
        try (BufferedReader text = open()) {
            CSVFormat format = CSVFormat.DEFAULT
                    .builder()
                    .setDelimiter(separator(text))
                    .setIgnoreSurroundingSpaces(true)
                    .setTrim(true)
                    .get();
            try (CSVParser parser = format.parse(text)) {
                Iterator<CSVRecord> rows = parser.iterator();
                if (!rows.hasNext()) {
                    throw new UserException(file + " is empty; it should hold a row a sample");
                }
                CSVRecord first = rows.next();
                if (begin(first)) {
                    add(first);
                }
                for (long row = 0; row < most && rows.hasNext(); row++) {
                    add(rows.next());
                }
            }
        } catch (UncheckedIOException e) {
            throw broken(e.getCause());
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private UserException broken(IOException e) {
        if (e instanceof CharacterCodingException) {
            return new UserException(file + " is no text in UTF-8; save it as CSV in UTF-8", e);
        }
        return e instanceof CSVException
                ? new UserException(file + " has a quotation mark in the wrong place: " + e.getMessage(), e)
                : Failures.cannotRead(file, e);
    }

    private BufferedReader open() throws IOException {
        // A decoder, which refuses what is no UTF-8; a charset by itself would replace it.
        BufferedReader text = new BufferedReader(
                new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder()));
        text.mark(1);
        if (text.read() != '\uFEFF') { // the mark of byte order, which some programs begin with
            text.reset();
        }
        return text;
    }

    /** The one that the first line has most of. */
    private static String separator(BufferedReader text) throws IOException {
        int longest = 1 << 16;
        text.mark(longest);
        char[] start = new char[longest - 1];
        int length = fill(text, start);
        text.reset();
        String line = new String(start, 0, Math.max(0, length))
                .strip()
                .lines()
                .findFirst()
                .orElse("");
        String unquoted = line.replaceAll("\"[^\"]*\"", "");
        String best = ",";
        for (String candidate : List.of(";", "\t")) {
            if (unquoted.split(candidate, -1).length > unquoted.split(best, -1).length) {
                best = candidate;
            }
        }
        return best;
    }

    private static int fill(Reader text, char[] start) throws IOException {
        int length = 0;
        int read = text.read(start);
        while (read > 0) {
            length += read;
            read = length < start.length ? text.read(start, length, start.length - length) : 0;
        }
        return length;
    }

    /** Reads the names of the columns; tells whether the first row has numbers instead. */
    private boolean begin(CSVRecord first) {
        boolean named = first.stream().anyMatch(cell -> number(cell) == null);
        if (!named) {
            header.addAll(VectorTable.numbered(first.size()));
        } else {
            first.forEach(header::add);
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < header.size(); i++) {
            if (header.get(i).isEmpty()) {
                throw new UserException(file + " has no name for column " + (i + 1)
                        + "; name it, or leave it out (of pandas: to_csv(..., index=False))");
            }
            if (!seen.add(header.get(i))) {
                throw new UserException(file + " has two columns with the name " + header.get(i) + "; rename one");
            }
        }
        if (labelColumn != null && !seen.contains(labelColumn)) {
            throw new UserException("label-column (" + labelColumn + ") is not in " + file + "; its columns are "
                    + Labels.listed(header));
        }
        if (numbers().isEmpty()) {
            throw new UserException(file + " has no column but that of the classes (" + labelColumn + ")");
        }
        return !named;
    }

    private void add(CSVRecord row) {
        int before = values.getNumElements();
        try {
            if (row.size() != header.size()) {
                throw new UserException(where(row) + " has " + row.size() + " values, the first row has "
                        + header.size() + "; each row needs as many");
            }
            String label = null;
            for (int i = 0; i < row.size(); i++) {
                if (header.get(i).equals(labelColumn)) {
                    label = label(row, i);
                } else {
                    values.addElement(value(row, i));
                }
            }
            if (label != null) {
                labels.add(label);
            }
        } catch (UserException e) {
            if (!skipBroken) {
                throw e;
            }
            values.discardMostRecentElements(values.getNumElements() - before);
            skipped++;
            firstSkipped = firstSkipped == null ? e.getMessage() : firstSkipped;
        }
    }

    private String where(CSVRecord row) {
        return file + ", row " + row.getRecordNumber();
    }

    private String place(CSVRecord row, int i) {
        return where(row) + ", column " + header.get(i) + ": '" + row.get(i) + "'";
    }

    private String label(CSVRecord row, int i) {
        if (row.get(i).isEmpty()) {
            throw missing(row, i, "the class");
        }
        return row.get(i);
    }

    private UserException missing(CSVRecord row, int i, String what) {
        return new UserException(where(row) + ", column " + header.get(i) + ": " + what
                + " is missing; fill it in, or leave such rows out with --skip-broken");
    }

    private double value(CSVRecord row, int i) {
        String cell = row.get(i);
        Double value = number(cell);
        if (value == null && MISSING.contains(cell.toLowerCase(Locale.ROOT))) {
            throw missing(row, i, "the value");
        }
        if (value == null) {
            throw new UserException(place(row, i) + " is not a number; " + advice(cell));
        }
        if (!(Math.abs(value) <= LARGEST)) {
            throw new UserException(place(row, i) + " is too large; values lie from -" + LARGEST + " to " + LARGEST);
        }
        return value;
    }

    private static Double number(String cell) {
        return NUMBER.matcher(cell).matches() ? value(cell) : null;
    }

    private static double value(String cell) {
        char last = Character.toLowerCase(cell.charAt(cell.length() - 1));
        return last == 'f' || last == 'y' ? Double.POSITIVE_INFINITY : Double.parseDouble(cell);
    }

    private String advice(String cell) {
        if (header.size() == 1 && cell.matches("\\S+[\\s|:]+\\S.*")) {
            return "separate values by commas, semicolons or tabs";
        }
        return cell.matches("-?[\\d.]*,\\d+")
                ? "write decimals with a point"
                : "leave the column out, or name it with --label-column if it holds classes";
    }
}
