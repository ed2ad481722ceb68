package org.gan4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gan4j.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables as people have them, and as they should not be. */
class CsvFileTest {

    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();

    private Path file(String text, Charset charset) throws IOException {
        return Files.write(folder.resolve("t.csv"), text.getBytes(charset));
    }

    private VectorTable read(String text, String labelColumn, boolean skipBroken) throws IOException {
        DataOptions options = new DataOptions(null, "auto", "white", false, skipBroken, 0, labelColumn);
        return VectorFiles.read(new DataRequest(file(text, StandardCharsets.UTF_8), 0, options, said::add));
    }

    private VectorTable read(String text) throws IOException {
        return read(text, null, false);
    }

    /** One table, in each form in which programs write it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b\n1,-2.5\n3,4e2\n",
                "a,b\r\n1,-2.5\r\n3,4e2", // no end of the last line
                "\uFEFFa,b\n1,-2.5\n3,4e2\n",
                "a;b\n1;-2.5\n3;4e2\n",
                "a\tb\n1\t-2.5\n3\t4e2\n",
                "\"a\",\"b\"\n\"1\",\"-2.5\"\n3,400\n",
                "a, b\n 1, -2.5\n\n3 ,+400.\n"
            })
    void formsOfOneTable(String text) throws IOException {
        VectorTable table = read(text);
        assertEquals(List.of("a", "b"), table.names());
        assertArrayEquals(new double[] {1, -2.5, 3, 400}, table.values());
        assertEquals(2, VectorFiles.dimension(new DataRequest(folder.resolve("t.csv"), 0)));
    }

    @Test
    void aTableWithoutAHeadHasNumberedColumns() throws IOException {
        VectorTable table = read("1,2\n3,4\n");
        assertEquals(List.of("column 1", "column 2"), table.names());
        assertArrayEquals(new double[] {1, 2, 3, 4}, table.values());
    }

    @Test
    void namesMayHoldSeparatorsAndLines() throws IOException {
        assertEquals(
                List.of("a;b;c", "d\ne", "größe"),
                read("\"a;b;c\",\"d\ne\",größe\n1,2,3\n4,5,6\n").names());
    }

    /** What is wrong, where, and what to do. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a,b\\n1,2\\n3\\n|row 3 has 1 values, the first row has 2; each row needs as many",
                "a,b\\n1,2\\n3,4,5\\n|row 3 has 3 values, the first row has 2; each row needs as many",
                "a,b\\n1,\\n3,4\\n|row 2, column b: the value is missing; fill it in, or leave such rows out with --skip-broken",
                "a,b\\n1,NaN\\n3,4\\n|row 2, column b: the value is missing;",
                "a,b\\n1,2\\nx,4\\n|row 3, column a: 'x' is not a number; leave the column out, or name it with --label-column",
                "a;b\\n1,5;2\\n3;4\\n|row 2, column a: '1,5' is not a number; write decimals with a point",
                "a b\\n1 2\\n3 4\\n|row 2, column a b: '1 2' is not a number; separate values by commas, semicolons or tabs",
                "a,b\\n1,0x10\\n3,4\\n|row 2, column b: '0x10' is not a number",
                "a,b\\n1,1e300\\n3,4\\n|row 2, column b: '1e300' is too large; values lie from -1.0E37 to 1.0E37",
                "a,b\\n1,-inf\\n3,4\\n|row 2, column b: '-inf' is too large",
                "a,b\\n1,1e999\\n3,4\\n|row 2, column b: '1e999' is too large",
                "a,b\\n1,2\\n|has one row of numbers; a deviation needs two at least",
                "a,b\\n|has no row of numbers; a deviation needs two at least",
                "EMPTY|is empty; it should hold a row a sample",
                "a,a\\n1,2\\n3,4\\n|has two columns with the name a; rename one",
                ",a\\n0,2\\n1,4\\n|has no name for column 1; name it, or leave it out (of pandas: to_csv(..., index=False))",
                "a,b\\n\"1,2\\n3,4\\n|has a quotation mark in the wrong place",
                "a,b\\n\"1\"x,2\\n3,4\\n|has a quotation mark in the wrong place"
            })
    void whatIsWrongIsSaidWithItsPlace(String text, String message) {
        String written = text.equals("EMPTY") ? "" : text.replace("\\n", "\n");
        String thrown = assertThrows(UserException.class, () -> read(written)).getMessage();
        assertTrue(thrown.contains("t.csv") && thrown.contains(message), thrown);
    }

    @Test
    void otherEncodingsAreNamed() throws IOException {
        DataRequest request = new DataRequest(file("größe\n1\n2\n", StandardCharsets.ISO_8859_1), 0);
        assertTrue(assertThrows(UserException.class, () -> VectorFiles.read(request))
                .getMessage()
                .endsWith("t.csv is no text in UTF-8; save it as CSV in UTF-8"));
    }

    @Test
    void brokenRowsAreLeftOutIfAsked() throws IOException {
        VectorTable table = read("a,b\n1,2\n3,\n5,6\n7\n", null, true);
        assertArrayEquals(new double[] {1, 2, 5, 6}, table.values());
        assertEquals(1, said.size());
        assertTrue(said.get(0).startsWith("2 broken rows are left out; the first: "), said.get(0));
        assertTrue(said.get(0).contains("row 3, column b"), said.get(0));
    }

    @Test
    void aColumnMayHoldTheClasses() throws IOException {
        VectorTable table = read("a,kind,b\n1,dog,2\n3,cat,4\n5,dog,6\n", "kind", false);
        assertEquals(List.of("a", "b"), table.names());
        assertEquals(List.of("cat", "dog"), table.classNames());
        assertArrayEquals(new int[] {1, 0, 1}, table.labels());
        assertEquals(
                2,
                VectorFiles.dimension(new DataRequest(
                        folder.resolve("t.csv"),
                        0,
                        new DataOptions(null, null, null, false, false, 0, "kind"),
                        line -> {})));

        String missing = assertThrows(UserException.class, () -> read("a,b\n1,2\n3,4\n", "c", false))
                .getMessage();
        assertTrue(missing.startsWith("label-column (c) is not in "), missing);
        assertTrue(missing.endsWith("its columns are a, b"), missing);
    }

    @Test
    void whatIsNoFileIsNamed() {
        DataRequest none = new DataRequest(folder.resolve("none.csv"), 0);
        assertTrue(assertThrows(UserException.class, () -> VectorFiles.read(none))
                .getMessage()
                .contains("none.csv does not exist; name a CSV file"));
        DataRequest directory = new DataRequest(folder, 0);
        assertTrue(assertThrows(UserException.class, () -> VectorFiles.read(directory))
                .getMessage()
                .contains("is not a file; name a CSV file"));
    }
}
