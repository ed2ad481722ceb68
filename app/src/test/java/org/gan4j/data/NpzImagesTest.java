package org.gan4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gan4j.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Files that NumPy 2.4 wrote. {@code arange(24)} as images: uint8 of [2, 2, 2, 3] (colours last) and of [2, 3, 2, 2] (first), float32 / 23
 * of [6, 2, 2]; labels ["cat", "dog"], [7, 3], and [[5], [9]] of int16, whose bytes are the other way round.
 */
class NpzImagesTest {

    @TempDir
    Path folder;

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = NpzImagesTest.class.getResourceAsStream("arrays/" + name)) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }

    private static ImageSet train(Path file, List<String> said) {
        return NpzImages.read(new DataRequest(file, 0, DataOptions.USUAL, said::add), Split.TRAIN)
                .orElseThrow();
    }

    private static byte[] pixels(ImageSet images) {
        byte[] pixels = new byte[images.pixels().limit()];
        images.pixels().get(0, pixels);
        return pixels;
    }

    @Test
    void coloursMayComeFirstOrLast() throws IOException {
        ImageSet last = train(file("last.npz"), new ArrayList<>());
        assertEquals(new ImageShape(3, 2, 2), last.shape());
        assertArrayEquals(new byte[] {0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11}, Arrays.copyOf(pixels(last), 12));
        assertEquals(List.of("cat", "dog"), last.classNames());
        assertArrayEquals(new int[] {1, 0}, last.labels());

        ImageSet first = train(file("first.npz"), new ArrayList<>());
        assertEquals(new ImageShape(3, 2, 2), first.shape());
        assertArrayEquals(new byte[] {0, 1, 2, 3}, Arrays.copyOf(pixels(first), 4));
        assertEquals(List.of("3", "7"), first.classNames());
    }

    /** 11 / 23 · 255 = 121.96. */
    @Test
    void whatValuesBecomeIsSaid() throws IOException {
        List<String> said = new ArrayList<>();
        ImageSet images = train(file("floats.npy"), said);

        assertEquals(6, images.count());
        assertEquals(122, pixels(images)[11]);
        assertEquals(0, images.classes());
        assertEquals(List.of("values from 0.00000 to 1.00000 become black to white, -1 to 1, in 256 steps"), said);
    }

    @Test
    void theTestSplitHasTheClassesOfTheTrainingSplit() throws IOException {
        DataRequest request = new DataRequest(file("split.npz"), 0);

        ImageSet test = NpzImages.read(request, Split.TEST).orElseThrow();

        assertEquals(List.of("5", "9"), test.classNames());
        assertArrayEquals(new int[] {1, 1, 1}, test.labels());
        assertEquals(8, NpzImages.dimension(request));
    }

    @ParameterizedTest
    @CsvSource({
        "objects.npz, holds objects that Python has pickled",
        "complex.npz, holds no numbers that can be read (type c16)",
        "rows.npz, 'has the shape [6, 4]; images are'",
        "nan.npz, has a value that is not finite (NaN",
        "names.npz, 'has the arrays a, b; images are looked for as x_train'",
        "fortran.npy, has its columns first",
        "count.npz, 'holds 2 images, but labels holds 3 labels'"
    })
    void namesWhatItCannotRead(String name, String message) throws IOException {
        Path file = file(name);
        UserException e = assertThrows(UserException.class, () -> train(file, new ArrayList<>()));
        assertTrue(e.getMessage().contains(message), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }

    @Test
    void aFileThatBreaksOffIsNamed() throws IOException {
        for (String name : List.of("floats.npy", "last.npz")) {
            Path file = file(name);
            byte[] whole = Files.readAllBytes(file);
            for (int length : new int[] {0, 5, 60, whole.length - 20}) {
                Files.write(file, Arrays.copyOf(whole, length));
                UserException e =
                        assertThrows(UserException.class, () -> train(file, new ArrayList<>()), name + length);
                assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
            }
        }
    }
}
