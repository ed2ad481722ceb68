package org.gan4j.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.gan4j.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngFileTest {

    @TempDir
    Path directory;

    @Test
    void readsBackPixelByPixel() throws IOException {
        BufferedImage image = image(0x123456);
        image.setRGB(2, 1, 0xFEDCBA);
        Path file = directory.resolve("a.png");

        PngFile.write(image, file);

        BufferedImage read = ImageIO.read(file.toFile());
        assertEquals(3, read.getWidth());
        assertEquals(2, read.getHeight());
        assertEquals(0x123456, read.getRGB(0, 0) & 0xFFFFFF);
        assertEquals(0xFEDCBA, read.getRGB(2, 1) & 0xFFFFFF);
        assertEquals(List.of("a.png"), names(directory));
    }

    @Test
    void replacesAnOlderFile() throws IOException {
        Path file = directory.resolve("a.png");
        PngFile.write(image(0x111111), file);

        PngFile.write(image(0x222222), file);

        assertEquals(0x222222, ImageIO.read(file.toFile()).getRGB(0, 0) & 0xFFFFFF);
        assertEquals(List.of("a.png"), names(directory));
    }

    @Test
    void givesTheFileTheRightsOfAnyNewFile() throws IOException {
        assumeTrue(directory.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path plain = Files.writeString(directory.resolve("plain"), "");
        Path file = directory.resolve("a.png");

        PngFile.write(image(0), file);

        assertEquals(Files.getPosixFilePermissions(plain), Files.getPosixFilePermissions(file));
    }

    @Test
    void makesNoDirectory() throws IOException {
        Path missing = directory.resolve("missing");

        assertThrows(UserException.class, () -> PngFile.write(image(0), missing.resolve("a.png")));

        assertFalse(Files.exists(missing));
        assertEquals(List.of(), names(directory));
    }

    @Test
    void replacesNoDevice() {
        Path device = Path.of("/dev/null");
        assumeTrue(Files.exists(device), "there is no " + device + " here");

        String message = assertThrows(UserException.class, () -> PngFile.write(image(0), device))
                .getMessage();

        assertEquals("cannot write /dev/null: something else than a file is there", message);
        assertFalse(Files.isRegularFile(device));
    }

    @Test
    void leavesADirectoryAlone() throws IOException {
        Path inTheWay = Files.createDirectories(directory.resolve("a.png/full")).getParent();

        assertThrows(UserException.class, () -> PngFile.write(image(0), inTheWay));

        assertEquals(List.of("a.png"), names(directory));
        assertEquals(List.of("full"), names(inTheWay));
    }

    @Test
    void leavesNothingBehindInADirectoryThatIsClosed() throws IOException {
        Path closed = Files.createDirectory(directory.resolve("closed"));
        assumeTrue(closed.toFile().setWritable(false));
        try {
            assumeFalse(Files.isWritable(closed), "a superuser writes anywhere");

            assertThrows(UserException.class, () -> PngFile.write(image(0), closed.resolve("a.png")));

            assertEquals(List.of(), names(closed));
        } finally {
            closed.toFile().setWritable(true);
        }
    }

    private static BufferedImage image(int rgb) {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 6; i++) {
            image.setRGB(i % 3, i / 3, rgb);
        }
        return image;
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
