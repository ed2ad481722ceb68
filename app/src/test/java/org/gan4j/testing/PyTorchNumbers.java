package org.gan4j.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The rows of {@code pytorch.csv}, which {@code src/test/python/optimizer_numbers.py} made with PyTorch 2.7.1. */
public final class PyTorchNumbers {

    private static final List<String[]> ROWS = load();

    private PyTorchNumbers() {}

    private static List<String[]> load() {
        try (InputStream in = PyTorchNumbers.class.getResourceAsStream("pytorch.csv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(";"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static double[] row(String kind, String name) {
        String[] row = ROWS.stream()
                .filter(cells -> cells[0].equals(kind) && cells[1].equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row " + kind + ";" + name));
        return Arrays.stream(row, 2, row.length)
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
