package org.gan4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.repository.Repository;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gan4j.UserException;
import org.gan4j.testing.IdxBytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a web server in this process, which is laid out like DJL's. */
@Timeout(30)
class DjlDatasetTest {

    private static final DjlDataset MNIST = DjlDataset.idx("MNIST", "mnist", 10);
    private static final String FOLDER = "/dataset/cv/ai/djl/basicdataset/mnist/";

    private static final ImageSet TRAIN = Digits.draw(1, Split.TRAIN, 20);
    private static final ImageSet TEST = Digits.draw(1, Split.TEST, 10);

    @TempDir
    private Path cache;

    private final Map<String, byte[]> pages = new ConcurrentHashMap<>();
    private final CountDownLatch testDone = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] page = pages.get(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(page == null ? 404 : 200, page == null ? -1 : page.length);
            if (page != null) {
                exchange.getResponseBody().write(page);
            }
            exchange.close();
        });
        server.createContext("/stalls/", exchange -> {
            try {
                testDone.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        testDone.countDown();
        server.stop(0);
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** A repository with a cache of this test's own. */
    private Repository repository(String address) {
        return new TimeLimitedRepository("test", URI.create(address), Duration.ofMillis(500)) {
            @Override
            public Path getCacheDirectory() {
                return cache;
            }
        };
    }

    private void publish(String metadataSha1) throws IOException {
        byte[] images = IdxBytes.gzip(IdxBytes.images(TRAIN));
        String first = metadataSha1 == null ? sha1(images) : metadataSha1;
        StringBuilder files = new StringBuilder();
        files.append(publish("train_data", "train-images-idx3-ubyte", images, first))
                .append(',');
        byte[] labels = IdxBytes.gzip(IdxBytes.labels(TRAIN));
        files.append(publish("train_labels", "train-labels-idx1-ubyte", labels, sha1(labels)))
                .append(',');
        images = IdxBytes.gzip(IdxBytes.images(TEST));
        files.append(publish("test_data", "t10k-images-idx3-ubyte", images, sha1(images)))
                .append(',');
        labels = IdxBytes.gzip(IdxBytes.labels(TEST));
        files.append(publish("test_labels", "t10k-labels-idx1-ubyte", labels, sha1(labels)));
        // The fields of the metadata.json of DJL's own MNIST.
        pages.put(
                FOLDER + "metadata.json", String.format(Locale.ROOT, """
                {"metadataVersion": "0.2", "resourceType": "dataset", "application": "cv",
                 "groupId": "ai.djl.basicdataset", "artifactId": "mnist",
                 "artifacts": [{"version": "1.0", "snapshot": false, "files": {%s}}]}""", files).getBytes(StandardCharsets.UTF_8));
    }

    private String publish(String key, String name, byte[] content, String sha1) {
        pages.put(FOLDER + "1.0/" + name + ".gz", content);
        return String.format(
                Locale.ROOT,
                "\"%s\": {\"uri\": \"1.0/%s.gz\", \"sha1Hash\": \"%s\", \"size\": %d}",
                key,
                name,
                sha1,
                content.length);
    }

    private static String sha1(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Asserts that loading fails with one line that has the fragment in it and says what else can be done. */
    private void assertFails(String address, String fragment) {
        String message = assertThrows(UserException.class, () -> MNIST.download(Split.TRAIN, null, repository(address)))
                .getMessage();
        assertEquals(1, message.lines().count(), message);
        assertTrue(message.startsWith("MNIST cannot be downloaded from " + address + " ("), message);
        assertTrue(message.contains(fragment), message);
        assertTrue(message.contains("t10k-labels-idx1-ubyte"), message);
        assertTrue(message.contains("--data-dir DIR"), message);
        assertTrue(message.contains("--dataset digits"), message);
        assertFalse(Files.exists(cache.resolve(FOLDER.substring(1) + "1.0")), "half a download must not stay");
    }

    @Test
    void downloadsOnceAndReadsTheCacheAfterwards() throws IOException {
        publish(null);
        Repository repository = repository(address());

        ImageSet train = MNIST.download(Split.TRAIN, null, repository);
        server.stop(0);
        ImageSet test = MNIST.download(Split.TEST, null, repository(address()));

        assertEquals(TRAIN.pixels(), train.pixels());
        assertArrayEquals(TRAIN.labels(), train.labels());
        assertEquals(10, train.classes());
        assertEquals(TEST.pixels(), test.pixels());
    }

    @Test
    void readsWhatDjlsOwnCacheHas() throws IOException {
        assumeTrue(System.getenv("DJL_CACHE_DIR") == null, "the environment's DJL_CACHE_DIR outranks the property");
        String before = System.getProperty("DJL_CACHE_DIR");
        System.setProperty("DJL_CACHE_DIR", cache.toString());
        try {
            for (DataSet dataset : List.of(DataSet.MNIST, DataSet.FASHION_MNIST)) {
                String artifact = dataset == DataSet.MNIST ? "mnist" : "fashmnist";
                Path folder = Files.createDirectories(
                        cache.resolve("cache/repo/dataset/cv/ai/djl/basicdataset/" + artifact + "/1.0"));
                IdxBytes.write(folder, Split.TEST, TEST);

                assertEquals(
                        TEST.pixels(),
                        dataset.images(new DataRequest(null, 0), Split.TEST)
                                .orElseThrow()
                                .pixels());
            }
        } finally {
            if (before == null) {
                System.clearProperty("DJL_CACHE_DIR");
            } else {
                System.setProperty("DJL_CACHE_DIR", before);
            }
        }
    }

    @Test
    void saysWhatToDoWithoutANetwork() {
        // RFC 6761 reserves .invalid: no name server knows it, with a network or without one.
        assertFails("https://mlrepo.invalid/", "mlrepo.invalid");
    }

    @Test
    void doesNotWaitForAServerThatStalls() {
        assertFails(address() + "stalls/", "SocketTimeoutException");
    }

    @Test
    void doesNotWaitForAFileThatStalls() {
        pages.put(
                FOLDER + "metadata.json",
                String.format(Locale.ROOT, """
                {"artifacts": [{"version": "1.0", "files": {"train_data": {"uri": "%sstalls/a.gz"}}}]}""", address()).getBytes(StandardCharsets.UTF_8));
        assertFails(address(), "SocketTimeoutException");
    }

    @Test
    void refusesADownloadWithAWrongCheckSum() throws IOException {
        publish("0123456789012345678901234567890123456789");
        assertFails(address(), "Checksum error");
    }

    @Test
    void refusesALoginPageInPlaceOfTheListOfFiles() {
        pages.put(FOLDER + "metadata.json", "<html>Please log in</html>".getBytes(StandardCharsets.US_ASCII));
        assertFails(address(), "JsonSyntaxException");
    }

    @Test
    void refusesAServerWithoutTheDataSet() {
        assertFails(address(), "FileNotFoundException");
    }
}
