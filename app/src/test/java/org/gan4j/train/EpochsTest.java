package org.gan4j.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpochsTest {

    /** Counted by hand. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 100;200;300",
        "3, 1, 102;201;300", // 33 passes are 99 steps
        "64, 1, 128;256;320", // a pass ends at 192 too, but no hundred after 128
        "150, 1, 150;300",
        "1, 5, 100;200;300", // five passes a step
        "150, 2, 150;225;300" // 75 steps a pass
    })
    void shortEpochsAreTakenTogether(long batches, int criticSteps, String expected) {
        Epochs epochs = new Epochs(batches, criticSteps);
        List<Long> ends =
                LongStream.rangeClosed(0, 320).filter(epochs::endLongAt).boxed().toList();
        assertEquals(
                expected, String.join(";", ends.stream().map(String::valueOf).toList()));
    }
}
