package org.gan4j.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gan4j.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

    @TempDir
    private Path temp;

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void filesAreReplacedWhole() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "old");
        WholeFile.write(file, "new");
        assertEquals("new", Files.readString(file));
        assertEquals(List.of("file"), names(temp));
    }

    @Test
    void aFailedWriteLeavesNothing() throws IOException {
        Path inTheWay = Files.createDirectories(temp.resolve("file/content")).getParent();
        assertThrows(UserException.class, () -> WholeFile.write(inTheWay, "new"));
        assertEquals(List.of("file"), names(temp));
        assertTrue(Files.isDirectory(inTheWay.resolve("content")));
    }

    @Test
    void severalFilesAreWrittenTogetherOrNotAtAll() throws IOException {
        Map<Path, byte[]> files = new LinkedHashMap<>();
        files.put(temp.resolve("a"), bytes("1"));
        files.put(temp.resolve("missing/b"), bytes("2"));
        assertThrows(UserException.class, () -> WholeFile.write(files));
        assertEquals(List.of(), names(temp));
        files.remove(temp.resolve("missing/b"));
        files.put(temp.resolve("b"), bytes("2"));
        WholeFile.write(files);
        assertEquals(List.of("a", "b"), names(temp));
    }

    @Test
    void linksAreFollowed() throws IOException {
        Path file =
                Files.writeString(Files.createDirectory(temp.resolve("store")).resolve("file"), "old");
        Path link = Files.createSymbolicLink(temp.resolve("link"), Path.of("store/file"));
        Path second = Files.createSymbolicLink(temp.resolve("second"), Path.of("link"));
        Path ahead = Files.createSymbolicLink(temp.resolve("ahead"), Path.of("store/later"));
        WholeFile.write(second, "new");
        WholeFile.write(ahead, "first");
        assertTrue(Files.isSymbolicLink(link) && Files.isSymbolicLink(second) && Files.isSymbolicLink(ahead));
        assertEquals("new", Files.readString(file));
        assertEquals(List.of("file", "later"), names(temp.resolve("store")));
        Path loop = Files.createSymbolicLink(temp.resolve("loop"), Path.of("loop"));
        String message = assertThrows(UserException.class, () -> WholeFile.write(loop, "new"))
                .getMessage();
        assertTrue(message.endsWith("loop: the link leads back to itself"), message);
    }

    /** File systems of Linux, macOS and Windows take names of 255 bytes or more. */
    @Test
    void aNameMayBeAsLongAsTheFileSystemTakesThem() {
        Path file = temp.resolve("n".repeat(251) + ".png");
        WholeFile.write(file, "new");
        assertTrue(Files.exists(file));
    }

    @Test
    void directoriesAreReplacedWhole() throws IOException {
        Path directory = temp.resolve("set");
        WholeFile.writeDirectory(directory, aside -> WholeFile.writeThrough(aside.resolve("old"), bytes("1")));
        WholeFile.writeDirectory(directory, aside -> {
            assertEquals(List.of("old"), names(directory));
            WholeFile.writeThrough(aside.resolve("new"), bytes("2"));
        });
        assertEquals(List.of("new"), names(directory));
        assertEquals(List.of("set"), names(temp));
    }

    @Test
    void aDirectoryThatCannotBeWrittenStaysAsItWas() throws IOException {
        Path directory = Files.createDirectories(temp.resolve("set/old")).getParent();
        IOException full = new IOException("out of disk space");
        String message = assertThrows(
                        UserException.class,
                        () -> WholeFile.writeDirectory(directory, aside -> {
                            WholeFile.writeThrough(aside.resolve("new"), bytes("2"));
                            throw full;
                        }))
                .getMessage();
        assertEquals("cannot write " + directory + ": out of disk space", message);
        assertEquals(List.of("old"), names(directory));
        assertEquals(List.of("set"), names(temp));
    }

    @Test
    void whatAKilledProcessLeftIsDeleted() throws IOException {
        Files.createDirectories(temp.resolve("step-00000012.partial/content"));
        Files.writeString(temp.resolve(".config.json.1234.partial"), "{");
        Files.writeString(temp.resolve(".grid.png.1234.png.tmp"), "of an earlier version");
        Files.writeString(temp.resolve("notes.txt"), "of a person");
        WholeFile.deletePartial(temp);
        assertEquals(List.of("notes.txt"), names(temp));
        WholeFile.deletePartial(temp.resolve("missing"));
    }

    @Test
    void aDeviceIsNotReadToItsEnd() throws IOException {
        Path device = Path.of("/dev/zero");
        assumeTrue(Files.exists(device), "this system has no such device");
        Path link = Files.createSymbolicLink(temp.resolve("a"), device);
        for (Path file : List.of(device, link)) {
            String message = assertThrows(UserException.class, () -> WholeFile.read(file))
                    .getMessage();
            assertEquals(file + " cannot be read: it is a pipe or a device, and no file", message);
        }
        Files.delete(link);
    }

    /** Origin: printf 1 | sha256sum, of coreutils. */
    @Test
    void checksumsAreThoseOfSha256sum() {
        String expected = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b";
        assertEquals(expected, Sha256.of(bytes("1")));
        assertEquals(Sha256.of(bytes("12")), Sha256.of(bytes("1"), bytes("2")));
    }
}
