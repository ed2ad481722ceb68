package org.gan4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.gan4j.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureReaderTest {

    @TempDir
    Path folder;

    /** One colour, so that its name tells it. */
    private static byte[] picture(int height, int width, int rgb) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, rgb);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    private void put(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static DataOptions options(String size, boolean skipBroken, double holdout) {
        return new DataOptions(size, "auto", "white", false, skipBroken, holdout, null);
    }

    private ImageSet train(Path place, DataOptions options) {
        return PictureReader.read(new DataRequest(place, 0, options, line -> {}), Split.TRAIN)
                .orElseThrow();
    }

    private ImageSet train() {
        return train(folder, DataOptions.USUAL);
    }

    private void assertRefused(String message, DataOptions options) {
        UserException e = assertThrows(UserException.class, () -> train(folder, options));
        assertEquals(message, e.getMessage().replace(folder.toString(), "DIR"));
    }

    @Test
    void readsAFolderInTheOrderOfNames() throws IOException {
        put("b.png", picture(2, 3, 0x0000ff));
        put("a.PNG", picture(2, 3, 0xff0000));
        put("notes.txt", new byte[3]);
        put(".hidden.png", new byte[3]);

        ImageSet images = train();

        assertEquals(new ImageShape(3, 2, 3), images.shape());
        assertEquals(2, images.count());
        assertNull(images.labels());
        assertEquals(0, images.classes());
        assertEquals((byte) 255, images.pixels().get(0), "red of a");
        assertEquals(0, images.pixels().get(17), "blue of a");
        assertEquals((byte) 255, images.pixels().get(35), "blue of b");
        assertTrue(images.pixels().isDirect());
    }

    @Test
    void foldersAreClasses() throws IOException {
        put("10/a.png", picture(1, 1, 0x101010));
        put("9/a.png", picture(1, 1, 0x202020));
        put("cat/deep/a.png", picture(1, 1, 0x303030));
        put("9/b.png", picture(1, 1, 0x404040));

        ImageSet images = train();

        assertEquals(List.of("9", "10", "cat"), images.classNames());
        assertArrayEquals(new int[] {1, 0, 0, 2}, images.labels());
        assertEquals(3, images.shape().channels(), "an RGB file may have colours");
    }

    @Test
    void picturesNextToFoldersHaveNoClasses() throws IOException {
        put("x/a.png", picture(1, 1, 0));
        put("b.png", picture(1, 1, 0));

        assertNull(train().labels());
    }

    @Test
    void trainAndTestAreSplits() throws IOException {
        put("all/train/cat/a.png", picture(1, 1, 1));
        put("all/train/dog/a.png", picture(1, 1, 2));
        put("all/test/dog/a.png", picture(1, 1, 3));

        assertEquals(List.of("cat", "dog"), train().classNames());
        ImageSet test =
                PictureReader.read(new DataRequest(folder, 0), Split.TEST).orElseThrow();
        assertEquals(List.of("cat", "dog"), test.classNames());
        assertArrayEquals(new int[] {1}, test.labels());
        assertEquals(3, test.pixels().get(2));
        assertRefused(
                "holdout (0.5) is for pictures without a split of their own; DIR has folders of both: leave --holdout",
                options(null, false, 0.5));
    }

    @Test
    void aShareIsHeldOut() throws IOException {
        for (int i = 0; i < 10; i++) {
            put("p" + i + ".png", picture(1, 1, i));
        }
        DataOptions options = options(null, false, 0.3);

        ImageSet train = train(folder, options);
        ImageSet test = PictureReader.read(new DataRequest(folder, 5, options, line -> {}), Split.TEST)
                .orElseThrow();

        assertEquals(7, train.count());
        assertEquals(3, test.count());
        List<Integer> blues = new ArrayList<>();
        for (ImageSet images : List.of(train, test)) {
            for (int i = 0; i < images.count(); i++) {
                blues.add((int) images.pixels().get(3 * i + 2));
            }
        }
        assertEquals(
                List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), blues.stream().sorted().toList());
        assertTrue(PictureReader.read(new DataRequest(folder, 0), Split.TEST).isEmpty(), "without a holdout");
    }

    @Test
    void readsStyleGansLabelsFromAZip() throws IOException {
        Path zip = folder.resolve("set.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (int i = 0; i < 3; i++) {
                out.putNextEntry(new ZipEntry("00000/img" + i + ".png"));
                out.write(picture(1, 1, i));
            }
            out.putNextEntry(new ZipEntry("__MACOSX/img.png"));
            out.putNextEntry(new ZipEntry("dataset.json"));
            out.write("{\"labels\": [[\"00000/img0.png\", 7], [\"00000/img1.png\", 5.0], [\"00000/img2.png\", 7]]}"
                    .getBytes(StandardCharsets.UTF_8));
        }

        ImageSet images = train(zip, DataOptions.USUAL);

        assertEquals(List.of("5", "7"), images.classNames());
        assertArrayEquals(new int[] {1, 0, 1}, images.labels());
    }

    @Test
    void sizesThatDifferAreListed() throws IOException {
        put("a.png", picture(2, 3, 0));
        put("b.png", picture(4, 4, 0));
        put("c.png", picture(4, 4, 0));

        assertRefused(
                "DIR has pictures of several sizes, height x width: 4x4 (2), 2x3 (1); give --size, e.g. --size 4x4",
                DataOptions.USUAL);
        assertEquals(
                new ImageShape(3, 3, 5), train(folder, options("3x5", false, 0)).shape());
    }

    @Test
    void brokenFilesAreNamedTogether() throws IOException {
        put("a.png", picture(2, 3, 0));
        put("empty.png", new byte[0]);
        put("text.jpg", "hello".getBytes(StandardCharsets.UTF_8));
        put("cut.png", PictureDecoderTest.content("truncated.png"));
        Files.createSymbolicLink(folder.resolve("link.png"), Path.of("/etc/passwd"));
        Files.createDirectory(folder.resolve("folder.png"));

        assertRefused(
                "3 of 5 pictures in DIR cannot be read: empty.png (it is empty), link.png (it links to /etc/passwd, which"
                        + " is outside of the folder), text.jpg (it is no picture of a known format); mend or remove them, or"
                        + " add --skip-broken",
                DataOptions.USUAL);
        ImageSet images = train(folder, options("2x3", true, 0));
        assertEquals(1, images.count());
    }

    @Test
    void refusesPlacesWithoutPictures() throws IOException {
        assertRefused(
                "DIR (empty) holds no picture; name a folder or a zip of PNG, JPEG, BMP, GIF, TIFF or WebP, or say"
                        + " with --dataset what the files are",
                DataOptions.USUAL);
        put("notes.txt", new byte[3]);
        UserException e =
                assertThrows(UserException.class, () -> train(folder.resolve("notes.txt"), DataOptions.USUAL));
        assertTrue(e.getMessage().contains("is no zip that can be read"), e.getMessage());
    }
}
