package org.gan4j.data;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gan4j.UserException;
import org.gan4j.data.PictureDecoder.Header;

/**
 * Pictures from a folder or a zip, several at a time, straight into memory outside of Java's heap. All are looked at before the first is
 * decoded, and those that are broken are named together.
 */
final class PictureReader {

    private static final int NAMED = 10;

    private final PictureFiles files;
    private final DataRequest request;
    private final ConcurrentSkipListMap<String, String> broken = new ConcurrentSkipListMap<>();
    /** Large pictures wait for each other: together they would not fit into the heap. */
    private final Semaphore pixelsAtOnce = new Semaphore((int) PictureDecoder.MOST_PIXELS);

    private PictureReader(PictureFiles files, DataRequest request) {
        this.files = files;
        this.request = request;
    }

    /**
     * Reads one split.
     *
     * @param request what is to be read
     * @param split which split
     * @return the images; none of a test split that is not there
     * @throws UserException if there are none, some are broken, or they are of several sizes
     */
    static Optional<ImageSet> read(DataRequest request, Split split) {
        try (PictureFiles files = PictureFiles.open(request.directory())) {
            PictureLayout layout =
                    PictureLayout.of(files, split, request.options().holdout());
            if (layout.pictures().isEmpty()) {
                return Optional.empty();
            }
            PictureReader reader = new PictureReader(files, request);
            ImageShape shape = reader.shape();
            List<String> classes = layout.labels() == null
                    ? List.of()
                    : Labels.of(PictureLayout.of(
                                            files,
                                            Split.TRAIN,
                                            request.options().holdout())
                                    .labels())
                            .names();
            return Optional.of(reader.read(layout, shape, classes));
        }
    }

    /**
     * The numbers in a sample, by a look at the first picture alone.
     *
     * @param request what is to be read
     * @return the number; 1 if the first picture is broken
     * @throws UserException if there are none
     */
    static long dimension(DataRequest request) {
        DataOptions options = request.options();
        try (PictureFiles files = PictureFiles.open(request.directory())) {
            List<String> names =
                    PictureLayout.of(files, Split.TRAIN, options.holdout()).pictures();
            Header first = files.read(names.get(0), PictureDecoder::header);
            int channels = options.wantedChannels() > 0 ? options.wantedChannels() : first.colour() ? 3 : 1;
            int[] sides = options.sides().orElse(new int[] {first.height(), first.width()});
            return (long) channels * sides[0] * sides[1];
        } catch (BrokenPictureException e) {
            return 1; // said with all others when they are read
        }
    }

    private interface Each {
        void of(int number, String name) throws BrokenPictureException;
    }

    private void forAll(String task, List<String> names, Each each) {
        AtomicInteger done = new AtomicInteger();
        request.progress().advance(task, 0, names.size());
        IntStream.range(0, names.size()).parallel().forEach(i -> {
            try {
                each.of(i, names.get(i));
            } catch (BrokenPictureException e) {
                broken.put(names.get(i), e.getMessage());
            }
            if (done.incrementAndGet() % 100 == 0) {
                synchronized (done) {
                    request.progress().advance(task, done.get(), names.size());
                }
            }
        });
        request.progress().advance(task, names.size(), names.size());
    }

    private ImageShape shape() {
        DataOptions options = request.options();
        Optional<int[]> sides = options.sides();
        if (sides.isPresent() && options.wantedChannels() > 0) {
            return new ImageShape(options.wantedChannels(), sides.get()[0], sides.get()[1]);
        }
        Map<String, Header> headers = new ConcurrentHashMap<>();
        List<String> names = files.pictures();
        forAll("looking", names, (i, name) -> headers.put(name, files.read(name, PictureDecoder::header)));
        checkBroken(names.size());
        if (headers.isEmpty()) {
            throw noneLeft(names.size());
        }
        int channels = options.wantedChannels() > 0
                ? options.wantedChannels()
                : headers.values().stream().anyMatch(Header::colour) ? 3 : 1;
        if (sides.isPresent()) {
            return new ImageShape(channels, sides.get()[0], sides.get()[1]);
        }
        Header first = headers.values().iterator().next();
        if (headers.values().stream()
                .anyMatch(header -> header.height() != first.height() || header.width() != first.width())) {
            String sizes = sizes(headers);
            String usual = sizes.substring(0, sizes.indexOf(' ')); // the one that most have
            throw new UserException(files.place() + " has pictures of several sizes, height x width: " + sizes
                    + "; give --size, e.g. --size " + usual);
        }
        return new ImageShape(channels, first.height(), first.width());
    }

    private static String sizes(Map<String, Header> headers) {
        Map<String, Long> counts =
                headers.values().stream().collect(Collectors.groupingBy(Header::size, Collectors.counting()));
        String listed = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(NAMED)
                .map(size -> size.getKey() + " (" + size.getValue() + ")")
                .collect(Collectors.joining(", "));
        return counts.size() > NAMED ? listed + " and " + (counts.size() - NAMED) + " more" : listed;
    }

    private ImageSet read(PictureLayout layout, ImageShape shape, List<String> classes) {
        List<String> names = layout.pictures();
        long bytes = (long) names.size() * shape.size();
        if (bytes > Integer.MAX_VALUE) {
            throw new UserException(String.format(
                    Locale.ROOT,
                    "%,d pictures of %s take %,d bytes; at most %,d can be read: give a smaller --size",
                    names.size(),
                    shape,
                    bytes,
                    Integer.MAX_VALUE));
        }
        ByteBuffer pixels = ByteBuffer.allocateDirect((int) bytes);
        int background = request.options().backgroundColour();
        forAll("pictures", names, (i, name) -> {
            if (!broken.containsKey(name)) {
                pixels.put(i * shape.size(), files.read(name, content -> decode(content, shape, background)));
            }
        });
        checkBroken(names.size());
        List<Integer> whole = IntStream.range(0, names.size())
                .filter(i -> !broken.containsKey(names.get(i)))
                .boxed()
                .toList();
        if (whole.isEmpty()) {
            throw noneLeft(names.size());
        }
        for (int i = 0; i < whole.size() && !broken.isEmpty(); i++) {
            pixels.put(i * shape.size(), pixels, whole.get(i) * shape.size(), shape.size());
        }
        pixels.limit(whole.size() * shape.size());
        Labels labels = layout.labels() == null
                ? new Labels(null, List.of())
                : Labels.like(
                        classes,
                        whole.stream().map(layout.labels()::get).toList(),
                        "the training split",
                        files.place().toString());
        return new ImageSet(shape, pixels, labels.numbers(), labels.names());
    }

    private byte[] decode(byte[] content, ImageShape shape, int background) throws BrokenPictureException {
        Header header = PictureDecoder.header(content);
        int size = header.height() * header.width();
        pixelsAtOnce.acquireUninterruptibly(size);
        try {
            BufferedImage picture = PictureDecoder.decode(content);
            return PictureScaler.scale(picture, header.orientation(), shape, background);
        } finally {
            pixelsAtOnce.release(size);
        }
    }

    private void checkBroken(int total) {
        if (!broken.isEmpty() && !request.options().skipBroken()) {
            throw new UserException(broken.size() + " of " + total + " pictures in " + files.place()
                    + " cannot be read: " + named() + "; mend or remove them, or add --skip-broken");
        }
    }

    private UserException noneLeft(int total) {
        return new UserException("none of the " + total + " pictures in " + files.place() + " can be read: " + named());
    }

    private String named() {
        List<String> named = new ArrayList<>();
        broken.forEach((name, reason) -> {
            if (named.size() < NAMED) {
                named.add(name + " (" + reason + ")");
            }
        });
        return String.join(", ", named) + (broken.size() > NAMED ? " and " + (broken.size() - NAMED) + " more" : "");
    }
}
