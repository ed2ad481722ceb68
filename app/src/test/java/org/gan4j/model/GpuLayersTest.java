package org.gan4j.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.List;
import org.gan4j.cli.TestedDevice;
import org.gan4j.files.Table;
import org.gan4j.testing.BothDevices;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A GPU computes each layer as the CPU does: its value, its gradients, those of a penalty on slopes, and one update against them. */
@Tag("gpu")
class GpuLayersTest {

    private static Device device;

    @BeforeAll
    static void start() {
        device = TestedDevice.start();
    }

    /** Those that are held next to PyTorch on the CPU; a test there says that no kind is missing. */
    static List<String> layers() {
        return Table.of(SecondOrderTest.class, "second-order.csv").rows().stream()
                .map(row -> row.get("layer"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("layers")
    void layersEqualThoseOfTheCpu(String name) {
        BothDevices.assertEqual(name, device, manager -> {
            List<float[]> found = new ArrayList<>();
            for (Derivatives way : Derivatives.values()) {
                Layer layer = SampleLayers.layer(name);
                for (boolean penalty : new boolean[] {false, true}) {
                    if (way == Derivatives.AUTOGRAD || layer.written()) {
                        SampleLayers.step(layer, way, penalty, DataType.FLOAT32, manager).stream()
                                .map(NDArray::toFloatArray)
                                .forEach(found::add);
                    }
                }
            }
            return found;
        });
    }
}
