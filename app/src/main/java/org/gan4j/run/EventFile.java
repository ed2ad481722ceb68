package org.gan4j.run;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * A file of events as TensorBoard reads it: TensorFlow's records, each an {@code Event} in protocol buffers.
 *
 * <p>The messages are those of TensorFlow's {@code event.proto} and {@code summary.proto}. Of their many fields these few are enough, and
 * the libraries that have them all bring TensorFlow itself.
 */
final class EventFile implements AutoCloseable {

    // Field numbers of event.proto and summary.proto.
    private static final int EVENT_WALL_TIME = 1;
    private static final int EVENT_STEP = 2;
    private static final int EVENT_FILE_VERSION = 3;
    private static final int EVENT_SUMMARY = 5;
    private static final int EVENT_SESSION_LOG = 7;
    private static final int SESSION_STATUS = 1;
    private static final int SESSION_START = 1;
    private static final int SUMMARY_VALUE = 1;
    private static final int VALUE_TAG = 1;
    private static final int VALUE_SIMPLE_VALUE = 2;
    private static final int VALUE_IMAGE = 4;
    private static final int IMAGE_HEIGHT = 1;
    private static final int IMAGE_WIDTH = 2;
    private static final int IMAGE_COLORSPACE = 3;
    private static final int IMAGE_ENCODED = 4;

    private static final int RGB = 3;
    private static final Clock CLOCK = Clock.systemUTC();

    private final Path path;
    private final OutputStream out;

    private EventFile(Path path, OutputStream out) {
        this.path = path;
        this.out = out;
    }

    /** Begins a new file in a directory, under a name that TensorBoard recognises and that sorts by time. */
    static EventFile create(Path directory) throws IOException {
        Files.createDirectories(directory);
        long now = CLOCK.millis();
        Path path;
        do {
            path = directory.resolve(
                    String.format(Locale.ROOT, "events.out.tfevents.%010d.%s.%d", now / 1000, host(), now++));
        } while (Files.exists(path));
        EventFile file = new EventFile(
                path,
                new BufferedOutputStream(
                        Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)));
        file.add(0, event -> event.writeString(EVENT_FILE_VERSION, "brain.Event:2"));
        file.flush();
        return file;
    }

    Path path() {
        return path;
    }

    /** Says that the run goes on from here: what TensorBoard knows of this step and later ones, from earlier files, it forgets. */
    void addStart(long step) throws IOException {
        ByteString start = message(log -> log.writeEnum(SESSION_STATUS, SESSION_START));
        add(step, event -> event.writeBytes(EVENT_SESSION_LOG, start));
    }

    /** Adds a number; TensorBoard knows float32 alone. */
    void addScalar(String tag, long step, double value) throws IOException {
        addValue(tag, step, message -> message.writeFloat(VALUE_SIMPLE_VALUE, (float) value));
    }

    /** Adds a picture. */
    void addImage(String tag, long step, byte[] png, int height, int width) throws IOException {
        ByteString image = message(content -> {
            content.writeInt32(IMAGE_HEIGHT, height);
            content.writeInt32(IMAGE_WIDTH, width);
            content.writeInt32(IMAGE_COLORSPACE, RGB);
            content.writeByteArray(IMAGE_ENCODED, png);
        });
        addValue(tag, step, message -> message.writeBytes(VALUE_IMAGE, image));
    }

    private void addValue(String tag, long step, Content content) throws IOException {
        ByteString value = message(message -> {
            message.writeString(VALUE_TAG, tag);
            content.writeTo(message);
        });
        ByteString summary = message(message -> message.writeBytes(SUMMARY_VALUE, value));
        add(step, event -> event.writeBytes(EVENT_SUMMARY, summary));
    }

    private void add(long step, Content content) throws IOException {
        byte[] event = message(message -> {
                    message.writeDouble(EVENT_WALL_TIME, CLOCK.millis() / 1000.0);
                    message.writeInt64(EVENT_STEP, step);
                    content.writeTo(message);
                })
                .toByteArray();
        byte[] length = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(event.length)
                .array();
        out.write(length);
        out.write(maskedChecksum(length));
        out.write(event);
        out.write(maskedChecksum(event));
    }

    /** Writes fields of a message. */
    private interface Content {
        void writeTo(CodedOutputStream message) throws IOException;
    }

    private static ByteString message(Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream message = CodedOutputStream.newInstance(bytes);
        content.writeTo(message);
        message.flush();
        return ByteString.copyFrom(bytes.toByteArray());
    }

    /** TensorFlow turns and shifts its checksums, so that one of data that hold checksums themselves stays strong. */
    static byte[] maskedChecksum(byte[] data) {
        CRC32C checksum = new CRC32C();
        checksum.update(data);
        int masked = Integer.rotateRight((int) checksum.getValue(), 15) + 0xa282ead8;
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(masked)
                .array();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** Makes what was added visible to a TensorBoard that watches. */
    void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
