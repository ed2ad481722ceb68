package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.gan4j.testing.Cli;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchBadInputTest {

    @ParameterizedTest
    @CsvSource({
        "--loss hinge, loss (hinge), 'non-saturating, wgan-gp, r1'",
        "--batch-size 0, batch-size (0), at least 1",
        "--batch-size x, --batch-size, 'x'",
        "--batch-size 20001, batch size (20001), 20000",
        "--rounds 0, rounds (0), from 1 to 10000",
        "--rounds 2147483647, rounds (2147483647), from 1 to 10000",
        "--threads 0, threads (0), auto or a number from 1 to 256",
        "--round 3, unknown flag '--round', --rounds",
        "extra, unknown argument, extra",
    })
    void isSaidInOneLine(String flags, String given, String allowed) {
        Cli.Result result = Cli.run(("bench " + flags).split(" "));

        assertEquals(2, result.code(), result.err());
        assertEquals(2, result.errLines().size(), result.err());
        String line = result.errLines().get(0);
        assertTrue(line.startsWith("gan4j: ") && line.contains(given) && line.contains(allowed), line);
        assertEquals("Try 'gan4j bench --help'.", result.errLines().get(1));
        assertEquals("", result.out());
    }
}
