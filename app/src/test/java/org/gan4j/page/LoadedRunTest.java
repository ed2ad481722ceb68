package org.gan4j.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.gan4j.config.Configs;
import org.gan4j.config.TrainConfig;
import org.gan4j.model.Energy;
import org.gan4j.model.Precision;
import org.gan4j.model.SampleSpace;
import org.gan4j.run.RunRecord;
import org.junit.jupiter.api.Test;

class LoadedRunTest {

    private static Map<String, String> settings(String group, TrainConfig config) {
        RunRecord record = new RunRecord("1", "engine", Map.of(), config, new SampleSpace(784, null, 0));
        return new LoadedRun(null, record, null).settings().get(group);
    }

    /** Each value is one that the command line takes. */
    @Test
    void valuesAreAsTheyAreTyped() {
        TrainConfig config = Configs.small()
                .loss("lsgan")
                .options(Map.of("a", "-1"))
                .penalties("r1:10", "drift:0.001")
                .rates(2e-4, 1)
                .steps(10_000_000)
                .precision(Precision.BFLOAT16)
                .energy(Energy.ABSOLUTE)
                .build();
        Map<String, String> networks = settings("The networks", config);
        assertEquals("bfloat16", networks.get("precision"));
        assertEquals("absolute", networks.get("energy"));
        assertEquals("16", networks.get("g-hidden"));
        assertEquals("leaky-relu:0.2", networks.get("d-activation"));
        assertEquals("none", networks.get("init-from"));
        Map<String, String> objective = settings("The objective", config);
        assertEquals("r1:10,drift:0.001", objective.get("penalty"));
        assertEquals("a=-1", objective.get("loss-option"));
        Map<String, String> optimization = settings("The optimization", config);
        assertEquals("0.0002", optimization.get("g-lr"));
        assertEquals("1", optimization.get("d-lr"));
        assertEquals("0.5,0.999", optimization.get("betas"));
        assertEquals("10000000", settings("What to train", config).get("steps"));
    }
}
