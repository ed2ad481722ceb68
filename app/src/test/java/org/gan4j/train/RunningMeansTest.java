package org.gan4j.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private NDArray scalar(float value) {
        return manager.create(value);
    }

    @Test
    void areMeansOverStepsOfMeansOverElements() {
        RunningMeans means = new RunningMeans(List.of("loss", "score"), manager);
        means.add(Map.of("loss", scalar(1), "score", manager.create(new float[] {1, 2, 6})));
        means.add(Map.of("loss", scalar(2), "score", manager.create(new float[] {-5, -5, 1})));
        means.add(Map.of("loss", scalar(6), "score", manager.create(new float[] {0, 0, 0})));
        // By hand: (1 + 2 + 6) / 3, and the means 3, -3 and 0 of the elements.
        assertEquals(Map.of("loss", 3.0, "score", 0.0), means.over(3));
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

    @Test
    void nothingPilesUp() {
        RunningMeans means = new RunningMeans(List.of("loss"), manager);
        NDArray value = scalar(1);
        int before = manager.getManagedArrays().size();
        for (int i = 0; i < 20; i++) {
            means.add(Map.of("loss", value));
        }
        means.over(20);
        means.clear();
        assertEquals(before, manager.getManagedArrays().size());
    }
}
