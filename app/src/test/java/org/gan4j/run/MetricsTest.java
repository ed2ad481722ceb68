package org.gan4j.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.gan4j.UserException;
import org.gan4j.eval.Evaluation;
import org.gan4j.eval.Metric;
import org.gan4j.eval.MetricValues;
import org.gan4j.train.ResumePoint;
import org.gan4j.train.Sign;
import org.gan4j.train.Tick;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {

    @TempDir
    private Path temp;

    private Path file;
    private Metrics metrics;

    @BeforeEach
    void open() {
        file = temp.resolve("metrics.jsonl");
        metrics = new Metrics(file);
    }

    private static Tick tick(long step) {
        Map<String, Double> means = new LinkedHashMap<>();
        means.put("dLoss", 1.25);
        means.put("gLoss", Double.NaN);
        means.put("r1", Double.NEGATIVE_INFINITY);
        return new Tick(step, step / 10.0, means, 50, 1e-5);
    }

    private static Evaluation evaluation(long step) {
        return new Evaluation(
                step,
                "8 modes",
                "points",
                new MetricValues(2500, Map.of(Metric.MODES_HIT, 8.0), new long[] {1, 2}),
                new MetricValues(100, Map.of(Metric.MODES_HIT, 7.0), null));
    }

    /** The last regular tick was at 20, the run goes on at 25, within an epoch: what came after it is said again. */
    @Test
    void signsAndRollbacksAreOfTheRunThatGoesOn() {
        metrics.append(tick(20));
        metrics.append(new Sign(20, "all samples are the same", "lower rates"));
        metrics.appendRollback(25, 1);
        metrics.append(new Sign(25, "the scores are beyond reason", "lower rates"));
        metrics.append(tick(30));
        metrics.appendRollback(30, 2);
        metrics.rewind(new ResumePoint(25, 20, 0, 1), false);
        RunHistory history = metrics.read();
        assertEquals(List.of(new Sign(20, "all samples are the same", "lower rates")), history.signs());
        assertEquals(List.of(20L), history.ticks().stream().map(Tick::step).toList());
        assertEquals(OptionalInt.of(1), metrics.rollbacks(100));
    }

    /** Origin: the lines of a run of commit 13ef8e1, with other numbers. */
    @Test
    void theFormOfALineStays() throws IOException {
        metrics.append(tick(5));
        metrics.append(evaluation(10), 1);
        assertEquals(
                "{\"step\":5,\"epoch\":0.5,\"dLoss\":1.25,\"gLoss\":\"NaN\",\"r1\":\"-Infinity\",\"stepsPerSecond\":50.0,\"seconds\":1.0E-5}\n"
                        + "{\"step\":10,\"epoch\":1.0,\"evaluation\":{\"against\":\"8 modes\",\"featureExtractor\":\"points\","
                        + "\"sampleCount\":2500,\"modesHit\":8.0,\"classHistogram\":[1,2],\"real\":{\"sampleCount\":100,\"modesHit\":7.0}}}\n",
                Files.readString(file));
    }

    @Test
    void whatWasWrittenIsRead() {
        metrics.append(tick(5));
        metrics.append(evaluation(10), 1);
        metrics.append(tick(10));
        RunHistory history = metrics.read();
        assertEquals(List.of(tick(5), tick(10)), history.ticks());
        assertEquals(tick(10), history.lastTick().orElseThrow());
        Evaluation read = history.alongTheWay().get(0);
        assertEquals(evaluation(10).toJson(), read.toJson());
        assertEquals(List.of(), history.asked());
    }

    @Test
    void beforeTheFirstTickThereIsNothing() {
        assertTrue(metrics.read().ticks().isEmpty());
        assertTrue(metrics.read().lastTick().isEmpty());
    }

    @Test
    void linesOfOtherVersionsAreReadAsFarAsTheyGo() throws IOException {
        Files.writeString(
                file,
                "{\"step\":10,\"dLoss\":\"-Infinity\",\"gLoss\":2,\"phase\":\"late\",\"more\":{\"x\":1}}\n"
                        + "{\"step\":11,\"evaluation\":{\"precision\":0.5,\"newMetric\":1}}\n");
        RunHistory history = metrics.read();
        assertEquals(
                List.of(new Tick(
                        10, 0, Map.of("dLoss", Double.NEGATIVE_INFINITY, "gLoss", 2.0), Double.NaN, Double.NaN)),
                history.ticks());
        assertEquals(
                Map.of(Metric.PRECISION, 0.5),
                history.alongTheWay().get(0).generated().values());
    }

    /** A run that is going on, or was ended in the middle of a line. */
    @Test
    void aLineThatIsStillBeingWrittenIsNotRead() throws IOException {
        Files.writeString(file, "{\"step\":5,\"dLoss\":1}\n{\"step\":10,\"dL");
        assertEquals(1, metrics.read().ticks().size());
        metrics.rewind(new ResumePoint(20, 20, 0, 1), true);
        assertEquals("{\"step\":5,\"dLoss\":1}\n", Files.readString(file));
    }

    @Test
    void aDamagedLineIsNamed() throws IOException {
        for (String line :
                List.of("{\"step\":", "[]", "{\"dLoss\":1}", "{\"step\":\"x\"}", "{\"step\":{}}", "", "\u0000\ufffd")) {
            Files.writeString(file, "{\"step\":1}\n" + line + "\n");
            String message =
                    file + " is damaged: line 2 is not a JSON object with a number named step; mend or remove it";
            assertEquals(
                    message,
                    assertThrows(UserException.class, () -> metrics.read(), line)
                            .getMessage());
            assertEquals(
                    message,
                    assertThrows(UserException.class, () -> metrics.rewind(new ResumePoint(1, 1, 0, 1), true))
                            .getMessage());
        }
        Files.write(file, new byte[] {(byte) 0xff, '\n'});
        assertThrows(UserException.class, () -> metrics.read());
        Files.writeString(file, "{\"step\":3,\"evaluation\":{\"precision\":\"much\"}}\n");
        assertEquals(
                file + " is damaged: the evaluation of step 3 cannot be read",
                assertThrows(UserException.class, () -> metrics.read()).getMessage());
    }

    /** Ticks up to the last regular one; an evaluation at the step itself if an epoch ends there. */
    @Test
    void aRunThatGoesOnTakesBackWhatCameLater() throws IOException {
        for (boolean epochEnd : new boolean[] {true, false}) {
            Files.deleteIfExists(file);
            metrics.append(tick(10));
            metrics.append(evaluation(12), 1);
            metrics.append(tick(14));
            metrics.append(evaluation(14), 1.5);
            metrics.append(tick(20));
            metrics.rewind(new ResumePoint(14, 10, 0, 1), epochEnd);
            RunHistory history = metrics.read();
            assertEquals(List.of(tick(10)), history.ticks());
            assertEquals(
                    epochEnd ? List.of(12L, 14L) : List.of(12L),
                    history.alongTheWay().stream().map(Evaluation::step).toList());
        }
    }

    /** Digit for digit, also where a double would be written otherwise. */
    @Test
    void keptLinesStayByteForByte() throws IOException {
        String line = "{\"step\": 1, \"dLoss\": 0.10, \"é\": 1e400}\n";
        Files.writeString(file, line + "{\"step\":2}\n");
        metrics.rewind(new ResumePoint(1, 1, 0, 1), true);
        assertEquals(line, Files.readString(file));
    }

    @Test
    void aFullDiskLeavesNoPartOfALine() throws IOException {
        try (FileSystem disk = Jimfs.newFileSystem(Configuration.unix().toBuilder()
                .setBlockSize(64)
                .setMaxSize(1024)
                .build())) {
            Path full = disk.getPath("/metrics.jsonl");
            Metrics onFull = new Metrics(full);
            String message = assertThrows(UserException.class, () -> {
                        for (int step = 1; step < 100; step++) {
                            onFull.append(tick(step));
                        }
                    })
                    .getMessage();
            assertEquals("cannot write /metrics.jsonl: out of disk space", message);
            String text = Files.readString(full, StandardCharsets.UTF_8);
            assertTrue(text.endsWith("}\n"), text);
            assertFalse(onFull.read().ticks().isEmpty());
        }
    }

    @Test
    void linesAreAddedToWhatIsThere() throws IOException {
        metrics.append(tick(1));
        Files.writeString(file, "{\"step\":2}\n", StandardOpenOption.APPEND);
        metrics.append(tick(3));
        metrics.sync();
        assertEquals(3, metrics.read().ticks().size());
    }
}
