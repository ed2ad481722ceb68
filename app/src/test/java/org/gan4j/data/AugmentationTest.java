package org.gan4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.gan4j.torchscript.TorchScriptFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The formulas of DiffAugment_pytorch.py (mit-han-lab/data-efficient-gans, commit 0b63395) pixel by pixel, from the same numbers. */
class AugmentationTest {

    private static final int COUNT = 40;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static float[] uniform(int count, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextDouble();
        }
        return numbers;
    }

    private float[] changed(Augmentation change, ImageShape shape, float[] x, float[] u, double p) {
        List<String> text = new ArrayList<>(change.statements(shape, 0));
        text.add("return x");
        TorchScriptFunction function = new TorchScriptFunction(
                "x: Tensor, u: Tensor, p: Tensor, rows: Tensor, columns: Tensor", text.toArray(String[]::new));
        float[] rows = new float[shape.height() * shape.width()];
        float[] columns = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i / shape.width();
            columns[i] = i % shape.width();
        }
        NDArray pictures = manager.create(x, new Shape(COUNT, shape.channels(), shape.height(), shape.width()));
        return function.apply(
                        pictures,
                        manager.create(u, new Shape(COUNT, change.draws())),
                        manager.create(new float[] {(float) p}),
                        manager.create(rows),
                        manager.create(columns))
                .toFloatArray();
    }

    /** The change of one picture in Java's arithmetic. */
    private static double[] expected(Augmentation change, ImageShape shape, double[] x, float[] u, double p) {
        return switch (change) {
            case COLOR -> color(shape, x, u, p);
            case TRANSLATION -> u[2] < p ? translation(shape, x, u) : x;
            case CUTOUT -> u[2] < p ? cutout(shape, x, u) : x;
        };
    }

    private static double[] color(ImageShape shape, double[] x, float[] u, double p) {
        double[] y = x.clone();
        int area = shape.height() * shape.width();
        for (int i = 0; i < y.length && u[1] < p; i++) {
            y[i] += u[0] - 0.5;
        }
        for (int i = 0; i < area && u[3] < p; i++) {
            double mean = 0;
            for (int c = 0; c < shape.channels(); c++) {
                mean += y[c * area + i] / shape.channels();
            }
            for (int c = 0; c < shape.channels(); c++) {
                y[c * area + i] = (y[c * area + i] - mean) * 2 * u[2] + mean;
            }
        }
        double mean = Arrays.stream(y).average().orElseThrow();
        for (int i = 0; i < y.length && u[5] < p; i++) {
            y[i] = (y[i] - mean) * (u[4] + 0.5) + mean;
        }
        return y;
    }

    private static double[] translation(ImageShape shape, double[] x, float[] u) {
        int down = (int) (shape.height() * 0.125 + 0.5);
        int right = (int) (shape.width() * 0.125 + 0.5);
        int dy = (int) (u[0] * (2 * down + 1)) - down;
        int dx = (int) (u[1] * (2 * right + 1)) - right;
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            int row = i / shape.width() % shape.height() + dy;
            int column = i % shape.width() + dx;
            boolean inside = row >= 0 && row < shape.height() && column >= 0 && column < shape.width();
            int channel = i / (shape.height() * shape.width());
            y[i] = inside ? x[(channel * shape.height() + row) * shape.width() + column] : 0;
        }
        return y;
    }

    /** As the source does it: places of the cut are brought into the picture, and set to 0 there. */
    private static double[] cutout(ImageShape shape, double[] x, float[] u) {
        int height = (int) (shape.height() * 0.5 + 0.5);
        int width = (int) (shape.width() * 0.5 + 0.5);
        int offsetY = (int) (u[0] * (shape.height() + 1 - height % 2));
        int offsetX = (int) (u[1] * (shape.width() + 1 - width % 2));
        double[] y = x.clone();
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j++) {
                int row = Math.max(0, Math.min(shape.height() - 1, i + offsetY - height / 2));
                int column = Math.max(0, Math.min(shape.width() - 1, j + offsetX - width / 2));
                for (int c = 0; c < shape.channels(); c++) {
                    y[(c * shape.height() + row) * shape.width() + column] = 0;
                }
            }
        }
        return y;
    }

    @ParameterizedTest
    @CsvSource({
        "COLOR, 1, 4, 5, 1", "COLOR, 3, 4, 5, 0.5", "TRANSLATION, 1, 28, 28, 1", "TRANSLATION, 3, 9, 12, 0.5",
        "TRANSLATION, 1, 3, 3, 1", "CUTOUT, 1, 8, 8, 1", "CUTOUT, 3, 5, 7, 0.5", "CUTOUT, 1, 1, 1, 1"
    })
    void equalsItsSource(Augmentation change, int channels, int height, int width, double p) {
        ImageShape shape = new ImageShape(channels, height, width);
        float[] x = uniform(COUNT * shape.size(), 1);
        float[] u = uniform(COUNT * change.draws(), 2);
        float[] actual = changed(change, shape, x, u, p);
        for (int n = 0; n < COUNT; n++) {
            double[] picture = new double[shape.size()];
            for (int i = 0; i < picture.length; i++) {
                picture[i] = x[n * shape.size() + i];
            }
            float[] numbers = Arrays.copyOfRange(u, n * change.draws(), (n + 1) * change.draws());
            double[] wanted = expected(change, shape, picture, numbers, p);
            for (int i = 0; i < picture.length; i++) {
                assertEquals(wanted[i], actual[n * shape.size() + i], 2e-6, "picture " + n + ", number " + i);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Augmentation.class)
    void nothingChangesWithoutAProbability(Augmentation change) {
        ImageShape shape = new ImageShape(3, 6, 4);
        float[] x = uniform(COUNT * shape.size(), 3);
        assertArrayEquals(x, changed(change, shape, x, uniform(COUNT * change.draws(), 4), 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"color", "translation", "cutout"})
    void readsWhatItWrites(String name) {
        assertEquals(name, Augmentation.parse(name).toString());
    }
}
