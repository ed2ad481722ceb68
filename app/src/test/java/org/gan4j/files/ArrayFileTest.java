package org.gan4j.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.gan4j.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrayFileTest {

    @TempDir
    Path folder;

    /** Row r holds 10 r and 10 r + 1. */
    private static ArrayFile.Matrix matrix(long count, List<String> asked) {
        return new ArrayFile.Matrix("rows", "<f4", count, 2, 3, (from, to) -> {
            asked.add(from + "-" + to);
            ByteBuffer rows = ByteBuffer.allocate((int) (8 * (to - from))).order(ByteOrder.LITTLE_ENDIAN);
            for (long r = from; r < to; r++) {
                rows.putFloat(10 * r).putFloat(10 * r + 1);
            }
            return rows.flip();
        });
    }

    @Test
    void rowsAreMadeSomeAtATimeAndReadAsOneArray() throws IOException {
        Path file = folder.resolve("a.npz");
        List<String> asked = new ArrayList<>();
        ArrayFile.write(file, List.of(matrix(7, asked)));

        assertEquals(List.of("0-3", "3-6", "6-7"), asked);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            NDList read = NDList.decode(manager, Files.readAllBytes(file));
            assertEquals(new Shape(7, 2), read.get("rows").getShape());
            assertArrayEquals(
                    new float[] {0, 1, 10, 11, 20, 21, 30, 31, 40, 41, 50, 51, 60, 61},
                    read.get("rows").toFloatArray());
        }
    }

    /** NumPy's format: the header is padded so that the numbers begin at a multiple of 64. */
    @Test
    void theHeaderIsNumPys() throws IOException {
        Path file = folder.resolve("a.npz");
        ArrayFile.write(file, List.of(matrix(1, new ArrayList<>())));
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
                InputStream in = zip.getInputStream(zip.getEntry("rows.npy"))) {
            byte[] content = in.readAllBytes();
            assertEquals(128 + 8, content.length);
            assertEquals(
                    "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }",
                    new String(content, 10, 118, StandardCharsets.US_ASCII).strip());
            assertEquals('\n', content[127]);
        }
    }

    @Test
    void aFailureLeavesNothing() throws IOException {
        ArrayFile.Matrix broken = new ArrayFile.Matrix("rows", "<f4", 2, 1, 1, (from, to) -> {
            throw new IllegalStateException("the generator broke");
        });
        assertThrows(IllegalStateException.class, () -> ArrayFile.write(folder.resolve("a.npz"), List.of(broken)));
        UserException e = assertThrows(
                UserException.class,
                () -> ArrayFile.write(folder.resolve("no/a.npz"), List.of(matrix(1, new ArrayList<>()))));
        assertEquals("cannot write " + folder.resolve("no/a.npz") + ": its directory does not exist", e.getMessage());
        try (Stream<Path> files = Files.list(folder)) {
            assertFalse(files.findAny().isPresent());
        }
    }
}
