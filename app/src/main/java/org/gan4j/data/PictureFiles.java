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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
    private static final int MOST_BYTES = 1 << 28;

    private interface Source {
        InputStream open() throws IOException, BrokenPictureException;
    }

    private final Path place;
    private final ZipFile zip;
    private final TreeMap<String, Source> pictures = new TreeMap<>();
    private final TreeMap<String, Source> others = new TreeMap<>();

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
                add(entry.getName().replace('\\', '/'), () -> zip.getInputStream(entry));
            }
        }
    }

    private void add(String name, Source source) {
        if (isHidden(name)) {
            return;
        }
        (isPicture(name) ? pictures : others).put(name, source);
    }

    private static boolean isHidden(String name) {
        for (String part : name.split("/")) {
            if (part.startsWith(".") || part.equals("__MACOSX")) {
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
                return Files.newInputStream(real);
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

    /**
     * Reads a file whole. May be called from several threads.
     *
     * @param name one of {@link #pictures} or {@link #others}
     * @return its content
     * @throws BrokenPictureException if it cannot be read, or holds too much
     */
    byte[] read(String name) throws BrokenPictureException {
        Map<String, Source> files = pictures.containsKey(name) ? pictures : others;
        try (InputStream in = files.get(name).open()) {
            byte[] content = in.readNBytes(MOST_BYTES + 1);
            if (content.length > MOST_BYTES) {
                throw new BrokenPictureException("it holds more than " + (MOST_BYTES >> 20) + " MiB");
            }
            return content;
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
