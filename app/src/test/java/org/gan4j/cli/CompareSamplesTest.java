package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.gan4j.picture.SampleGrid;
import org.gan4j.picture.SampleRows;
import org.gan4j.picture.SmallPicture;
import org.gan4j.testing.Cli;
import org.gan4j.testing.IdxBytes;
import org.gan4j.testing.Pictures;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code gan4j compare --png FILE --samples N}, on copies of one small run whose {@code config.json} tells other things. */
class CompareSamplesTest {

    private static final String PICTURE = "samples/step-000002.png";

    @TempDir
    private static Path temp;

    private static Path one;

    @BeforeAll
    static void runs() throws IOException {
        IdxBytes.writeSmall(temp.resolve("data"), 40, 40);
        one = temp.resolve("one");
        Cli.Result trained = Cli.run(
                "train",
                "--quiet",
                "--data-dir",
                temp.resolve("data").toString(),
                "--steps",
                "2",
                "--batch-size",
                "8",
                "--g-hidden",
                "8",
                "--d-hidden",
                "8",
                "--out",
                one.toString());
        assertEquals(0, trained.code(), trained.err());
        copy("same", "", "");
        copy("hinge", "\"loss\": \"non-saturating\"", "\"loss\": \"hinge\"");
        copy("both", "\"loss\": \"non-saturating\"", "\"loss\": \"hinge\"");
        change("both", "\"seed\": 0", "\"seed\": 1");
        copy("recipe", "\"loss\": \"non-saturating\"", "\"loss\": \"hinge\"");
        change("recipe", "\"preset\": \"\\w+\"", "\"preset\": \"mnist-mlp\"");
        copy("larger", "\"height\": 2", "\"height\": 3");
        copy("huge", "\"height\": 2", "\"height\": 1000000");
        copy("colour", "\"channels\": 1", "\"channels\": 3");
        copy("points", "(?s)\"image\": \\{.*?\\},", "");
        Files.delete(copy("begun", "", "").resolve(PICTURE));
        Files.delete(temp.resolve("begun/samples/step-000000.png"));
        copy("cut", "", "");
        BufferedImage cut = ImageIO.read(one.resolve(PICTURE).toFile()).getSubimage(0, 0, 100, 90);
        ImageIO.write(cut, "png", temp.resolve("cut").resolve(PICTURE).toFile());
    }

    private static Path copy(String name, String from, String to) throws IOException {
        Path run = temp.resolve(name);
        Files.createDirectories(run.resolve("samples"));
        try (Stream<Path> samples = Files.list(one.resolve("samples"))) {
            for (Path file : samples.toList()) {
                Files.copy(file, run.resolve("samples").resolve(file.getFileName()));
            }
        }
        Files.copy(one.resolve("config.json"), run.resolve("config.json"));
        if (!from.isEmpty()) {
            change(name, from, to);
        }
        return run;
    }

    private static void change(String name, String from, String to) throws IOException {
        Path config = temp.resolve(name).resolve("config.json");
        String text = Files.readString(config);
        String changed = text.replaceAll(from, to);
        assertFalse(changed.equals(text), from);
        Files.writeString(config, changed);
    }

    private static Cli.Result compare(String arguments) {
        return Cli.run(("compare " + arguments).replace("@", temp.toString()).split(" +"));
    }

    private static BufferedImage drawn(String runs, int samples) throws IOException {
        assumeTrue(Pictures.fontsArePresent(), "labels need a font");
        Path png = Files.createTempFile(temp, "rows", ".png");
        Cli.Result result = compare(runs + " --png " + png + " --samples " + samples);
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().endsWith(png + System.lineSeparator()), result.out());
        return ImageIO.read(png.toFile());
    }

    /**
     * By hand, for 16 samples of 2x2: the factor is 8, so that samples are 16 on each side and rows 18 high, which a label needs. Two rows
     * with a gap of 2 and margins of 12 are 62 high; a row is 16 · 18 - 2 = 286 wide.
     */
    @Test
    void aRowHasTheFirstOfTheLastSamplesInGrey() throws IOException {
        BufferedImage picture = drawn("@/one @/begun", 16);
        assertEquals(62, picture.getHeight());
        assertEquals(1, picture.getRaster().getNumBands(), "shades of grey");
        assertEquals(8, picture.getColorModel().getPixelSize());
        int left = picture.getWidth() - 12 - 286;
        BufferedImage row =
                SampleGrid.first(16, ImageIO.read(one.resolve(PICTURE).toFile()), 64, 2, 2);
        int[] expected = new int[16 * 4];
        int[] found = new int[16 * 4];
        int[] empty = new int[16 * 4];
        for (int i = 0; i < 16 * 4; i++) {
            int x = left + i / 4 * 18 + i % 2 * 8;
            int y = i / 2 % 2 * 8;
            expected[i] = Pictures.rgb(row, i / 4 * 2 + i % 2, i / 2 % 2) & 0xFF;
            found[i] = picture.getRaster().getSample(x, 12 + y, 0);
            empty[i] = picture.getRaster().getSample(x, 32 + y, 0);
        }
        assertArrayEquals(expected, found);
        assertTrue(IntStream.of(expected).distinct().count() > 10, "samples differ");
        assertTrue(IntStream.of(empty).allMatch(shade -> shade == 255), "a run without samples has an empty row");
    }

    /** The loss is what somebody wants to read, but only where it tells the runs apart. */
    @ParameterizedTest
    @CsvSource({
        "one,hinge, non-saturating,hinge", // each its own loss
        "one,same, one,same", // the same loss
        "one,both, one,both", // the seeds differ too
        "one,recipe, one,recipe", // the presets do
        "hinge,one, hinge,non-saturating" // in the order of the command line
    })
    void aRowIsCalledByItsLossOrItsName(String first, String second, String label, String otherLabel)
            throws IOException {
        BufferedImage picture = drawn("@/" + first + " @/" + second, 3);
        BufferedImage row =
                SampleGrid.first(3, ImageIO.read(one.resolve(PICTURE).toFile()), 64, 2, 2);
        BufferedImage expected = SmallPicture.of(SampleRows.draw(List.of(label, otherLabel), 3, 2, 2, i -> row), false);
        assertEquals(expected.getWidth(), picture.getWidth());
        assertArrayEquals(shades(expected), shades(picture));
    }

    private static int[] shades(BufferedImage picture) {
        return picture.getRaster().getSamples(0, 0, picture.getWidth(), picture.getHeight(), 0, (int[]) null);
    }

    @Test
    void samplesInColourStayInColour() throws IOException {
        assertEquals(3, drawn("@/colour", 64).getRaster().getNumBands());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            @/one --png @/a.png --samples 0            | samples (0) must be from 1 to 64, as many as a run draws
            @/one --png @/a.png --samples 65           | samples (65) must be from 1 to 64, as many as a run draws
            @/one --samples 16                         | --samples is for a picture; add --png FILE
            @/one @/points --png @/a.png --samples 16  | samples (16) draws images, and those of points are none; leave out the flag or the run
            @/one @/larger --png @/a.png --samples 16  | samples (16) draws images of one kind: one has 2x2, larger has 3x2; compare them apart
            @/huge --png @/a.png --samples 64          | samples (64) would make a picture of more than 100 million pixels; draw fewer of them, or fewer runs
            @/one @/colour --png @/a.png --samples 16  | samples (16) draws images of one kind: one has 2x2, colour has 2x2 in colour; compare them apart
            """)
    void whatCannotBeDrawnIsSaidFirst(String arguments, String message) {
        Cli.Result result = compare(arguments);
        assertEquals(2, result.code(), result.err());
        assertEquals(List.of("gan4j: " + message, "Try 'gan4j compare --help'."), result.errLines());
        assertEquals("", result.out());
        assertFalse(Files.exists(temp.resolve("a.png")));
    }

    @Test
    void aPictureThatIsNoGridIsNamed() throws IOException {
        assumeTrue(Pictures.fontsArePresent(), "labels need a font");
        Cli.Result result = compare("@/one @/cut --png @/b.png --samples 16");
        assertEquals(1, result.code());
        assertEquals(
                List.of("gan4j: " + temp.resolve("cut").resolve(PICTURE)
                        + " is damaged: a picture of 90x100 pixels is no grid of 64 samples of 2x2"),
                result.errLines());
        assertFalse(Files.exists(temp.resolve("b.png")));
    }
}
