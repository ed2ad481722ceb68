package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.gan4j.testing.ChildProcess;
import org.gan4j.testing.Cli;
import org.gan4j.testing.IdxBytes;
import org.gan4j.testing.Pictures;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleCommandTest {

    @TempDir
    private static Path temp;

    private static Path pictures;
    private static Path numbers;
    private static Path classes;

    @BeforeAll
    static void train() throws IOException {
        IdxBytes.writeSmall(temp.resolve("data"), 40, 40);
        pictures = temp.resolve("pictures");
        numbers = temp.resolve("numbers");
        String[] small = {"--g-hidden", "8", "--d-hidden", "8", "--batch-size", "8", "--quiet"};
        run(
                small,
                "--data-dir",
                temp.resolve("data").toString(),
                "--epochs",
                "2",
                "--loss",
                "lsgan",
                "--out",
                pictures.toString());
        run(small, "--dataset", "gaussian", "--steps", "3", "--out", numbers.toString());
        classes = temp.resolve("classes");
        run(
                small,
                "--data-dir",
                temp.resolve("data").toString(),
                "--epochs",
                "2",
                "--conditional",
                "--out",
                classes.toString());
        // Samples need no data set but the run itself.
        Files.delete(temp.resolve("data/train-images-idx3-ubyte"));
    }

    private static void run(String[] small, String... flags) {
        List<String> args = new ArrayList<>(List.of("train"));
        args.addAll(List.of(small));
        args.addAll(List.of(flags));
        Cli.Result result = Cli.run(args);
        assertEquals(0, result.code(), result.err());
    }

    private static byte[] sample(Path run, String file, String... flags) throws IOException {
        Path out = temp.resolve(file);
        List<String> args = new ArrayList<>(List.of("sample", run.toString(), "--out", out.toString()));
        args.addAll(List.of(flags));
        Cli.Result result = Cli.run(args);
        assertEquals(0, result.code(), result.err());
        assertEquals(out + System.lineSeparator(), result.out());
        assertEquals("", result.err());
        return Files.readAllBytes(out);
    }

    @Test
    void equalSeedsGiveEqualPictures() throws IOException {
        byte[] first = sample(pictures, "1.png", "--seed", "7");
        assertArrayEquals(first, sample(pictures, "2.png", "--seed", "7"));
        assertFalse(Arrays.equals(first, sample(pictures, "3.png", "--seed", "8")));
        assertArrayEquals(sample(pictures, "4.png"), sample(pictures, "5.png", "--seed", "0"));
    }

    @Test
    void equalSeedsGiveEqualHistograms() throws IOException {
        assumeTrue(Pictures.fontsArePresent(), "a histogram needs a font");
        byte[] first = sample(numbers, "1.png", "--seed", "7", "--count", "500");
        assertArrayEquals(first, sample(numbers, "2.png", "--seed", "7", "--count", "500"));
        assertFalse(Arrays.equals(first, sample(numbers, "3.png", "--seed", "8", "--count", "500")));
    }

    @Test
    void drawsOneClassOrAll() throws IOException {
        byte[] three = sample(classes, "3a.png", "--class", "3");
        assertArrayEquals(three, sample(classes, "3b.png", "--class", "3"));
        assertFalse(Arrays.equals(three, sample(classes, "4.png", "--class", "4")));
        byte[] all = sample(classes, "all.png");
        assertFalse(Arrays.equals(three, all));
        // Of all classes in turn, the first is 0.
        assertArrayEquals(
                sample(classes, "first.png", "--count", "1"),
                sample(classes, "zero.png", "--count", "1", "--class", "0"));
    }

    @Test
    void refusesAClassThatIsNotThere() {
        for (String label : List.of("-1", "10")) {
            Cli.Result result = Cli.run("sample", classes.toString(), "--class", label);
            assertEquals(2, result.code());
            assertEquals(
                    "gan4j: class (" + label + ") does not occur; there are 0, 1, 2, 3, 4, 5, 6, 7, 8, 9",
                    result.errLines().get(0));
        }
        Cli.Result result = Cli.run("sample", pictures.toString(), "--class", "3");
        assertEquals(2, result.code());
        assertEquals(
                "gan4j: class (3) needs a run that was trained with --conditional",
                result.errLines().get(0));
    }

    @Test
    void drawsAsManyAsAskedFor() throws IOException {
        int[] areas = new int[3];
        int i = 0;
        for (int count : new int[] {1, 16, 64}) {
            sample(pictures, "count.png", "--count", String.valueOf(count));
            BufferedImage image = ImageIO.read(temp.resolve("count.png").toFile());
            areas[i++] = image.getWidth() * image.getHeight();
        }
        // Each image has 2 x 2 pixels here.
        assertTrue(areas[0] >= 4 && areas[1] >= 16 * 4 && areas[2] >= 64 * 4, Arrays.toString(areas));
        assertTrue(areas[0] < areas[1] && areas[1] < areas[2], Arrays.toString(areas));
        assertArrayEquals(sample(pictures, "a.png", "--count", "64"), sample(pictures, "b.png"));
    }

    @Test
    void drawsOneNumberOrTheMost() throws IOException {
        assumeTrue(Pictures.fontsArePresent(), "a histogram needs a font");
        assertFalse(Arrays.equals(
                sample(numbers, "one.png", "--count", "1"), sample(numbers, "most.png", "--count", "10000")));
    }

    @Test
    void takesTheWeightsOfAStep() throws IOException {
        // 5 batches an epoch.
        byte[] early = sample(pictures, "early.png", "--step", "5");
        byte[] late = sample(pictures, "late.png", "--step", "10");
        assertFalse(Arrays.equals(early, late));
        assertArrayEquals(late, sample(pictures, "last.png"));
    }

    @Test
    void goesIntoTheRunUnlessTold() {
        Cli.Result result = Cli.run("sample", pictures.toString(), "--seed", "3", "--count", "4");
        assertEquals(0, result.code(), result.err());
        assertTrue(Files.exists(pictures.resolve("sample-seed3-4.png")));
        assertEquals(pictures.resolve("sample-seed3-4.png") + System.lineSeparator(), result.out());
    }

    private static NDList arrays(NDManager manager, Path run, String... flags) throws IOException {
        List<String> args = new ArrayList<>(List.of("--format", "npz"));
        args.addAll(List.of(flags));
        return NDList.decode(manager, sample(run, "arrays.npz", args.toArray(String[]::new)));
    }

    @Test
    void givesTheNumbersBehindAPicture() throws IOException {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDList three = arrays(manager, classes, "--class", "3", "--count", "5", "--seed", "7");
            assertEquals(new Shape(5, 4), three.get("samples").getShape());
            NDArray latent = three.get("latent");
            for (int i = 0; i < 5; i++) {
                // The noise, and after it class 3 of 10 as one-hot.
                float[] row = latent.get(i).toFloatArray();
                assertArrayEquals(
                        new float[] {0, 0, 0, 1, 0, 0, 0, 0, 0, 0},
                        Arrays.copyOfRange(row, row.length - 10, row.length));
            }
            BufferedImage picture = ImageIO.read(
                    new ByteArrayInputStream(sample(classes, "3.png", "--class", "3", "--count", "1", "--seed", "7")));
            float[] pixels = arrays(manager, classes, "--class", "3", "--count", "1", "--seed", "7")
                    .get("samples")
                    .toFloatArray();
            int x = picture.getWidth() / 2 - 1;
            int y = picture.getHeight() / 2 - 1;
            int shown = picture.getRaster().getSample(x, y, 0);
            assertEquals(Math.round((pixels[0] + 1) * 127.5), shown, 1, "the first of 2 x 2 pixels in the middle");
        }
    }

    @Test
    void equalSeedsGiveEqualNumbersWithoutRealOnes() throws IOException {
        try (NDManager manager = NDManager.newBaseManager()) {
            float[] first = arrays(manager, numbers, "--seed", "7", "--count", "9")
                    .get("samples")
                    .toFloatArray();
            assertEquals(9, first.length);
            assertArrayEquals(
                    first,
                    arrays(manager, numbers, "--seed", "7", "--count", "9")
                            .get("samples")
                            .toFloatArray());
            assertFalse(Arrays.equals(
                    first,
                    arrays(manager, numbers, "--seed", "8", "--count", "9")
                            .get("samples")
                            .toFloatArray()));
            assertEquals(
                    10_000, arrays(manager, numbers).get("samples").getShape().get(0));
        }
        Cli.Result result = Cli.run("sample", numbers.toString(), "--format", "npz", "--count", "2");
        assertEquals(numbers.resolve("sample-seed0-2.npz") + System.lineSeparator(), result.out());
    }

    /** 50,000 digits are 157 MB, more than twice the heap; read again for their latent alone. */
    @Test
    void manySamplesTakeNoMoreMemory() throws Exception {
        Path run = temp.resolve("digits");
        run(
                new String[] {"--dataset", "digits", "--g-hidden", "8", "--d-hidden", "8", "--latent", "4"},
                "--steps",
                "2",
                "--quiet",
                "--out",
                run.toString());
        Path first = temp.resolve("first.npz");
        Path again = temp.resolve("again.npz");
        for (List<String> flags : List.of(
                List.of("--count", "50000", "--out", first.toString()),
                List.of("--latent", first.toString(), "--out", again.toString()))) {
            List<String> command = new ArrayList<>(
                    List.of("-Xmx64m", Gan4j.class.getName(), "sample", run.toString(), "--format", "npz"));
            command.addAll(flags);
            ChildProcess.Result result = ChildProcess.run(ChildProcess.java(command));
            assertEquals(0, result.code(), result.err());
        }
        assertEquals(-1, Files.mismatch(first, again));
        assertTrue(Files.size(first) > 50_000L * (784 + 4) * 4, "all of them");
        Files.delete(first);
        Files.delete(again);
    }
}
