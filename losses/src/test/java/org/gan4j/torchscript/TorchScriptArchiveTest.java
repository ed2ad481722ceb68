package org.gan4j.torchscript;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gan4j.testing.EngineTest;
import org.gan4j.torchscript.TorchScriptArchive.Module;
import org.gan4j.torchscript.TorchScriptArchive.Tensor;
import org.junit.jupiter.api.Test;

final class TorchScriptArchiveTest extends EngineTest {

    /** A product with the child's matrix, and the root's vector added. */
    private static final String CODE = """
            class Inner(Module):
              __parameters__ = ["matrix", ]
              __buffers__ = []
              matrix : Tensor
              training : bool
              _is_full_backward_hook : Optional[bool]
              def forward(self: __torch__.Inner, x: Tensor) -> Tensor:
                return torch.matmul(x, self.matrix)
            class Outer(Module):
              __parameters__ = ["vector", ]
              __buffers__ = []
              vector : Tensor
              training : bool
              _is_full_backward_hook : Optional[bool]
              __annotations__["0"] = __torch__.Inner
              def forward(self: __torch__.Outer, x: Tensor) -> Tensor:
                return torch.add((getattr(self, "0")).forward(x, ), self.vector)
            """;

    private static Tensor tensor(List<Long> shape, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return new Tensor(shape, bytes.array());
    }

    private double[] run(byte[] archive, NDList input) throws Exception {
        try (Model model = Model.newInstance("archive", Device.cpu(), "PyTorch")) {
            model.load(new ByteArrayInputStream(archive));
            return numbers(
                    model.getBlock().forward(new ParameterStore(), input, false).singletonOrThrow());
        }
    }

    @Test
    void tensorsOfNestedModulesComeBack() throws Exception {
        Map<String, TorchScriptArchive.Value> root = new LinkedHashMap<>();
        root.put("0", new Module("Inner", false, Map.of("matrix", tensor(List.of(2L, 3L), 1, 2, 3, 4, 5, 6))));
        root.put("vector", tensor(List.of(3L), 100, 200, 300));
        byte[] archive = TorchScriptArchive.write("any", CODE, new Module("Outer", false, root));

        // By hand: (1, 10)·((1, 2, 3), (4, 5, 6)) = (41, 52, 63), in which rows and columns are not to be confused.
        try (NDManager scope = manager.newSubManager()) {
            NDList input = new NDList(scope.create(new float[] {1, 10}, new Shape(1, 2)));
            assertArrayEquals(new double[] {141, 252, 363}, run(archive, input));
        }
    }

    @Test
    void equalModulesGiveEqualBytes() throws IOException {
        Module module = new Module("Inner", false, Map.of("matrix", tensor(List.of(1L, 1L), 7)));
        assertArrayEquals(TorchScriptArchive.write("any", CODE, module), TorchScriptArchive.write("any", CODE, module));
    }

    @Test
    void refusesNumbersThatDoNotFillTheShape() {
        String message = assertThrows(IllegalArgumentException.class, () -> tensor(List.of(2L, 2L), 1, 2, 3))
                .getMessage();
        assertEquals("values (12 bytes) must be 16 bytes, for the shape [2, 2]", message);
    }
}
