package org.gan4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.gan4j.UserException;
import org.gan4j.files.Failures;

/**
 * The pictures in a folder or a zip, by their names from there, with {@code /} between the parts, in the order of the names. What has
 * another ending is no picture, and neither is what a system hides or adds by itself.
 */
final class PictureFiles implements AutoCloseable {

    static final String KINDS = "PNG, JPEG, BMP, GIF, TIFF or WebP";

    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "bmp", "gif", "tif", "tiff", "webp");

    /** No picture of the size that is read takes more. */
    static final int MOST_BYTES = 1 << 28;

    /** Zip's usual way of packing makes nothing smaller than that. */
    private static final int STRONGEST_PACKING = 1032;

    private static final int NO_CHECKSUM = -1;

    /**
     * A file that has been found.
     *
     * @param in its content
     * @param size the bytes that it has
     * @param checksum the CRC-32 that was written down for it; {@link #NO_CHECKSUM} if none was
     */
    private record Found(InputStream in, long size, long checksum) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    private interface Source {
        Found open() throws IOException, BrokenPictureException;
    }

    private final Path place;
    private final ZipFile zip;
    private final TreeMap<String, Source> pictures = new TreeMap<>();
    private final TreeMap<String, Source> others = new TreeMap<>();
    private final Semaphore bytesAtOnce = new Semaphore(MOST_BYTES);

    private PictureFiles(Path place, ZipFile zip) {
        this.place = place;
        this.zip = zip;
    }

    /**
     * Lists the files of a folder or a zip.
     *
     * @param place the folder or the zip
     * @return its pictures
     * @throws UserException if it is neither, or cannot be read
     */
    static PictureFiles open(Path place) {
        if (!Files.exists(place)) {
            throw new UserException(place + " does not exist; name a folder or a zip of pictures");
        }
        try {
            if (Files.isDirectory(place)) {
                PictureFiles files = new PictureFiles(place, null);
                Path root = place.toRealPath();
                Files.walkFileTree(root, files.new Walk(root));
                return files;
            }
            if (!Files.isRegularFile(place)) {
                throw new UserException(place + " is neither a folder nor a file; name a folder or a zip of pictures");
            }
            PictureFiles files = new PictureFiles(place, zip(place));
            files.addEntries();
            return files;
        } catch (ZipException e) {
            throw new UserException(
                    place + " is no zip that can be read (" + e.getMessage() + "); name a folder or a zip of pictures",
                    e);
        } catch (IOException e) {
            throw Failures.cannotRead(place, e);
        }
    }

    private static boolean isPicture(String name) {
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /** Old programs write names in the characters of the first PCs and do not say so. */
    private static ZipFile zip(Path place) throws IOException {
        try {
            return new ZipFile(place.toFile(), StandardCharsets.UTF_8);
        } catch (ZipException e) {
            if (e.getMessage() != null && e.getMessage().contains("bad entry name")) {
                return new ZipFile(place.toFile(), Charset.forName("IBM437"));
            }
            throw e;
        }
    }

    private void addEntries() {
        for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
            ZipEntry entry = all.nextElement();
            if (!entry.isDirectory()) {
                add(entry.getName().replace('\\', '/'), () -> found(entry));
            }
        }
    }

    private Found found(ZipEntry entry) throws IOException, BrokenPictureException {
        if (entry.getSize() > STRONGEST_PACKING * (1 + entry.getCompressedSize())) {
            throw new BrokenPictureException("the zip says that it holds more than can be packed into it");
        }
        return new Found(zip.getInputStream(entry), entry.getSize(), entry.getCrc());
    }

    private void add(String name, Source source) {
        if (isHidden(name)) {
            return;
        }
        (isPicture(name) ? pictures : others).put(name, source);
    }

    private static boolean isHidden(String name) {
        for (String part : name.split("/")) {
            if (part.startsWith(".") && !part.equals("..") || part.equals("__MACOSX")) {
                return true;
            }
        }
        return false;
    }

    /** Links are not followed into folders, which they could come back to; and nothing outside is read. */
    private final class Walk extends SimpleFileVisitor<Path> {

        private final Path root;

        Walk(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            throw Failures.cannotRead(place.resolve(root.relativize(file)), e);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            StringBuilder name = new StringBuilder();
            root.relativize(file)
                    .forEach(part -> name.append(name.isEmpty() ? "" : "/").append(part));
            add(name.toString(), () -> {
                Path real = file.toRealPath();
                if (!real.startsWith(root)) {
                    throw new BrokenPictureException("it links to " + real + ", which is outside of the folder");
                }
                if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
                    throw new BrokenPictureException("it is no file");
                }
                return new Found(Files.newInputStream(real), Files.size(real), NO_CHECKSUM);
            });
            return FileVisitResult.CONTINUE;
        }
    }

    /** The folder or the zip. */
    Path place() {
        return place;
    }

    /** The names of the pictures. */
    List<String> pictures() {
        return new ArrayList<>(pictures.keySet());
    }

    /** The names of all that is not hidden and no picture. */
    Set<String> others() {
        return Collections.unmodifiableSet(others.keySet());
    }

    /** What is done with the content of a file. */
    interface Use<T> {
        T of(byte[] content) throws BrokenPictureException;
    }

    /**
     * Reads a picture whole. May be called from several threads; large files wait for each other, as together they would not fit into the
     * heap.
     *
     * @param name one of {@link #pictures}
     * @param use what is done with its content
     * @return what that makes of it
     * @throws BrokenPictureException if it cannot be read, or holds too much
     */
    <T> T read(String name, Use<T> use) throws BrokenPictureException {
        return read(pictures.get(name), MOST_BYTES, use);
    }

    /**
     * Reads a text.
     *
     * @param name one of {@link #others}
     * @param mostBytes what it may hold
     * @return its content
     * @throws BrokenPictureException if it cannot be read, or holds more
     */
    String text(String name, int mostBytes) throws BrokenPictureException {
        return read(others.get(name), mostBytes, content -> new String(content, StandardCharsets.UTF_8));
    }

    private <T> T read(Source source, int mostBytes, Use<T> use) throws BrokenPictureException {
        try (Found found = source.open()) {
            if (found.size > mostBytes) {
                throw new BrokenPictureException("it holds more than " + (mostBytes >> 20) + " MiB");
            }
            int size = (int) found.size;
            bytesAtOnce.acquireUninterruptibly(size);
            try {
                byte[] content = new byte[size];
                CRC32 crc = new CRC32();
                boolean whole = found.in.readNBytes(content, 0, size) == size && found.in.read() == -1;
                crc.update(content);
                if (!whole || found.checksum != NO_CHECKSUM && found.checksum != crc.getValue()) {
                    throw new BrokenPictureException(
                            "its length or checksum is not the one that is written down for it");
                }
                return use.of(content);
            } finally {
                bytesAtOnce.release(size);
            }
        } catch (IOException e) {
            throw new BrokenPictureException("it cannot be read: " + Failures.reason(e), e);
        }
    }

    @Override
    public void close() {
        if (zip != null) {
            try {
                zip.close();
            } catch (IOException e) {
                throw Failures.cannotRead(place, e);
            }
        }
    }
}
