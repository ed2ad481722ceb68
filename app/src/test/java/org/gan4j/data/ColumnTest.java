package org.gan4j.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By hand: 2, 4, 4, 4, 5, 5, 7, 9 have the mean 5 and the deviation 2. */
class ColumnTest {

    private static final Column COLUMN = Column.of("a", new double[] {2, 4, 4, 4, 5, 5, 7, 9});

    @Test
    void valuesAreCountedInDeviationsFromTheMean() {
        assertEquals(new Column("a", 5, 2), COLUMN);
        assertEquals(2, COLUMN.standardised(9));
        assertEquals(9, COLUMN.restored(2));
    }

    @Test
    void aColumnThatIsAlwaysTheSameStaysSo() {
        Column constant = Column.of("c", new double[] {0.1, 0.1, 0.1});
        assertTrue(constant.isConstant());
        assertEquals(0, constant.standardised(0.1));
        assertEquals("0.1", constant.text(constant.restored(0.7)));
    }

    @Test
    void hugeAndFarValuesKeepTheirPlace() {
        Column huge = Column.of("h", new double[] {-1e37, 1e37});
        assertEquals(1, huge.standardised(1e37), 1e-12);
        Column dates = Column.of("d", new double[] {1.7e9, 1.7e9 + 2});
        assertEquals(1.7e9 + 2, dates.restored(dates.standardised(1.7e9 + 2)));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 5.1234567, 5.123457",
        "2, 5, 5",
        "2, -0.0000001, 0",
        "3e10, 123456789012, 1.2345679E+11",
        "1e-9, 0.25, 0.25"
    })
    void textHasDigitsDownToAMillionthOfTheDeviation(double deviation, double value, String text) {
        assertEquals(text, new Column("a", 0, deviation).text(value));
    }

    @Test
    void aTableSaysWhatBecomesOfIt() {
        VectorTable table = new VectorTable(List.of("a", "b"), new double[] {1, 7, 3, 7}, null, List.of());
        assertEquals(
                "2 rows of a, b become numbers of mean 0 and deviation 1 a column, and are given back in their units;"
                        + " b is always 7.0, and stays so",
                VectorFiles.text(table, table.columns()));
    }
}
