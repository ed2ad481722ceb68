package org.gan4j.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gan4j.engine.RecordedCalls;
import org.gan4j.train.TotalLoss.Reported;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunningMeansTest {

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private Reported scalar(float value) {
        return all(value);
    }

    private Reported all(float... values) {
        return Reported.mean(manager.create(values), 1);
    }

    @Test
    void areMeansOverStepsOfMeansOverElements() {
        RunningMeans means = new RunningMeans(List.of("loss", "score"), manager);
        means.add(Map.of("loss", scalar(1), "score", all(1, 2, 6)));
        means.add(Map.of("loss", scalar(2), "score", all(-5, -5, 1)));
        means.add(Map.of("loss", scalar(6), "score", all(0, 0, 0)));
        // By hand: (1 + 2 + 6) / 3, and the means 3, -3 and 0 of the elements.
        assertEquals(Map.of("loss", 3.0, "score", 0.0), means.over(3));
    }

    /** A step may have other numbers of samples than the one before, and a value may be a multiple of a mean. */
    @Test
    void takeAnyNumberOfElementsAndAFactor() {
        RunningMeans means = new RunningMeans(List.of("loss", "score"), manager);
        for (int i = 1; i <= 200; i++) {
            means.add(
                    Map.of("loss", Reported.mean(all(i, i).values(), 2), "score", i < 100 ? all(1, 3) : all(1, 2, 6)));
        }
        // By hand: 2·(1 + ... + 200)/200, and 99 times 2 and 101 times 3.
        assertEquals(Map.of("loss", 201.0, "score", 2.505), means.over(200));
    }

    @Test
    void keepTheOrderOfTheNames() {
        RunningMeans means = new RunningMeans(List.of("b", "a", "c"), manager);
        means.add(Map.of("a", scalar(2), "b", scalar(1), "c", scalar(3)));
        assertEquals("{b=1.0, a=2.0, c=3.0}", means.over(1).toString());
    }

    @Test
    void countANameWithoutAValueAsZeroAndLeaveOutOthers() {
        RunningMeans means = new RunningMeans(List.of("loss", "now and then"), manager);
        means.add(Map.of("loss", scalar(1), "now and then", scalar(8), "not asked for", scalar(77)));
        for (int i = 0; i < 3; i++) {
            means.add(Map.of("loss", scalar(1)));
        }
        assertEquals(Map.of("loss", 1.0, "now and then", 2.0), means.over(4));
    }

    @Test
    void startAnewOnceTheyAreCleared() {
        RunningMeans means = new RunningMeans(List.of("loss"), manager);
        means.add(Map.of("loss", scalar(100)));
        means.clear();
        means.add(Map.of("loss", scalar(3)));
        means.add(Map.of("loss", scalar(4)));
        assertEquals(Map.of("loss", 3.5), means.over(2));
    }

    @Test
    void addUpInDoublePrecision() {
        RunningMeans means = new RunningMeans(List.of("loss"), manager);
        means.add(Map.of("loss", scalar(16_777_216)));
        means.add(Map.of("loss", scalar(1)));
        // In float32, 2^24 + 1 is 2^24.
        assertEquals(Map.of("loss", 8_388_608.5), means.over(2));
    }

    @Test
    void nameTheFirstValueThatWasNotFinite() {
        RunningMeans means = new RunningMeans(List.of("loss", "score"), manager);
        means.add(Map.of("loss", scalar(1), "score", scalar(1)));
        means.add(Map.of("loss", scalar(1), "score", scalar(1)));
        assertEquals(Optional.empty(), means.firstNotFinite());
        means.add(Map.of("loss", scalar(Float.NaN), "score", scalar(1)));
        means.add(Map.of("loss", scalar(1), "score", scalar(1)));
        RunningMeans.NotFinite loss = means.firstNotFinite().orElseThrow();
        assertEquals(new RunningMeans.NotFinite("loss", Double.NaN, 2), loss);
    }

    @Test
    void ofSeveralThatWereNotFiniteTheFirstInTimeCounts() {
        RunningMeans means = new RunningMeans(List.of("loss", "score"), manager);
        means.add(Map.of("loss", scalar(1), "score", scalar(1)));
        means.add(Map.of("loss", scalar(1), "score", scalar(Float.POSITIVE_INFINITY)));
        means.add(Map.of("loss", scalar(Float.NaN), "score", scalar(1)));
        means.add(Map.of("loss", scalar(1), "score", scalar(1)));
        RunningMeans.NotFinite score = means.firstNotFinite().orElseThrow();
        assertEquals(new RunningMeans.NotFinite("score", Double.POSITIVE_INFINITY, 1), score);
    }

    /** As a recorded step does, which writes where it wrote first, while steps of another kind come in between. */
    @Test
    void takeWhatIsWrittenWhereItWasWrittenBefore() {
        RunningMeans means = new RunningMeans(List.of("loss", "score"), manager);
        NDArray loss = manager.create(3f);
        NDArray scores = manager.create(new float[] {1, 5});
        means.add(values(loss, scores));
        means.settle();
        RunningMeans.Notes[] notes = new RunningMeans.Notes[1];
        RecordedCalls writing = RecordedCalls.record(
                        manager, manager.newSubManager(), List.of(), () -> notes[0] = means.add(values(loss, scores)))
                .orElseThrow();
        notes[0].keep();
        loss.addi(loss); // 6
        means.add(values(scores, loss));
        means.add(notes[0], () -> writing.repeat(List.of()));
        Map<String, Double> found = means.over(4);
        assertEquals((3 + 3 + 3 + 6) / 4., found.get("loss"));
        assertEquals((3 + 3 + 6 + 3) / 4., found.get("score"));
    }

    private static Map<String, TotalLoss.Reported> values(NDArray loss, NDArray score) {
        return Map.of("loss", TotalLoss.Reported.mean(loss, 1), "score", TotalLoss.Reported.mean(score, 1));
    }

    @Test
    void nothingPilesUp() {
        RunningMeans means = new RunningMeans(List.of("loss"), manager);
        Reported value = scalar(1);
        means.add(Map.of("loss", value));
        int before = manager.getManagedArrays().size();
        for (int i = 0; i < 200; i++) {
            means.add(Map.of("loss", value));
        }
        means.over(21);
        means.clear();
        assertEquals(before, manager.getManagedArrays().size());
    }
}
