package org.gan4j.run;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
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
import org.gan4j.files.Failures;

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
                path, Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        file.add(0, EVENT_FILE_VERSION, ByteString.copyFromUtf8("brain.Event:2"));
        return file;
    }

    /** Says that the run goes on from here: what TensorBoard knows of this step and later ones, from earlier files, it forgets. */
    void addStart(long step) {
        add(step, EVENT_SESSION_LOG, bytes(message().mergeVarintField(SESSION_STATUS, SESSION_START)));
    }

    /** Adds a number; TensorBoard knows float32 alone. */
    void addScalar(String tag, long step, double value) {
        Field number = Field.newBuilder()
                .addFixed32(Float.floatToIntBits((float) value))
                .build();
        addValue(tag, step, message().addField(VALUE_SIMPLE_VALUE, number));
    }

    /** Adds a picture. */
    void addImage(String tag, long step, byte[] png, int height, int width) {
        ByteString image = bytes(message()
                .mergeVarintField(IMAGE_HEIGHT, height)
                .mergeVarintField(IMAGE_WIDTH, width)
                .mergeVarintField(IMAGE_COLORSPACE, RGB)
                .mergeLengthDelimitedField(IMAGE_ENCODED, ByteString.copyFrom(png)));
        addValue(tag, step, message().mergeLengthDelimitedField(VALUE_IMAGE, image));
    }

    private void addValue(String tag, long step, UnknownFieldSet.Builder value) {
        value.mergeLengthDelimitedField(VALUE_TAG, ByteString.copyFromUtf8(tag));
        add(step, EVENT_SUMMARY, bytes(message().mergeLengthDelimitedField(SUMMARY_VALUE, bytes(value))));
    }

    /** Adds an event of one kind, as one record that a TensorBoard which watches sees at once. */
    private void add(long step, int kind, ByteString content) {
        Field time = Field.newBuilder()
                .addFixed64(Double.doubleToLongBits(CLOCK.millis() / 1000.0))
                .build();
        byte[] event = bytes(message()
                        .addField(EVENT_WALL_TIME, time)
                        .addField(EVENT_STEP, Field.newBuilder().addVarint(step).build())
                        .mergeLengthDelimitedField(kind, content))
                .toByteArray();
        ByteBuffer record = ByteBuffer.allocate(Long.BYTES + event.length + 2 * Integer.BYTES);
        record.order(ByteOrder.LITTLE_ENDIAN).putLong(event.length);
        record.putInt(maskedChecksum(record.array(), Long.BYTES));
        record.put(event).putInt(maskedChecksum(event, event.length));
        Failures.whileWriting(path, to -> out.write(record.array()));
    }

    /** The fields of a message, which are written in the order of their numbers. */
    private static UnknownFieldSet.Builder message() {
        return UnknownFieldSet.newBuilder();
    }

    private static ByteString bytes(UnknownFieldSet.Builder message) {
        return message.build().toByteString();
    }

    /** TensorFlow turns and shifts its checksums, so that one of data that hold checksums themselves stays strong. */
    static int maskedChecksum(byte[] data, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(data, 0, length);
        return Integer.rotateRight((int) checksum.getValue(), 15) + 0xa282ead8;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    @Override
    public void close() {
        Failures.whileWriting(path, to -> out.close());
    }
}
