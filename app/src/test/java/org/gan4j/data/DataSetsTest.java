package org.gan4j.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class DataSetsTest {

    @Test
    void classesHaveTheirNames() {
        assertEquals(List.of("0", "1", "2"), DataSets.labels("idx", 3));
        // https://github.com/zalandoresearch/fashion-mnist, "Labels": 0 is T-shirt/top, 9 is Ankle boot.
        List<String> fashion = DataSets.labels("fashion-mnist", 10);
        assertEquals(10, fashion.size());
        assertEquals("T-shirt/top", fashion.get(0));
        assertEquals("Ankle boot", fashion.get(9));
        assertEquals(List.of(), DataSets.labels("ring", 0));
    }
}
