package org.gan4j.data;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.stream.Stream;

/** What a number of an array in a file is: how many bytes, how they are read, how the formats name it. */
enum NumberType {
    BOOL(1, -1, "b1", (bytes, at) -> bytes.get(at) == 0 ? 0 : 1),
    UINT8(1, 0x08, "u1", (bytes, at) -> bytes.get(at) & 0xff),
    INT8(1, 0x09, "i1", ByteBuffer::get),
    UINT16(2, -1, "u2", ByteBuffer::getChar),
    INT16(2, 0x0b, "i2", ByteBuffer::getShort),
    UINT32(4, -1, "u4", (bytes, at) -> Integer.toUnsignedLong(bytes.getInt(at))),
    INT32(4, 0x0c, "i4", ByteBuffer::getInt),
    INT64(8, -1, "i8", ByteBuffer::getLong),
    UINT64(8, -1, "u8", ByteBuffer::getLong),
    FLOAT32(4, 0x0d, "f4", ByteBuffer::getFloat),
    FLOAT64(8, 0x0e, "f8", ByteBuffer::getDouble);

    private interface Read {
        double at(ByteBuffer bytes, int at);
    }

    private final int bytes;
    private final int idx;
    private final String numpy;
    private final Read read;

    /**
     * A type.
     *
     * @param bytes how many bytes a number takes
     * @param idx the third byte of an IDX file; -1 if the format does not know the type
     * @param numpy the type in the header of an NPY file, without the order of bytes
     * @param read how a number is read
     */
    NumberType(int bytes, int idx, String numpy, Read read) {
        this.bytes = bytes;
        this.idx = idx;
        this.numpy = numpy;
        this.read = read;
    }

    static Optional<NumberType> ofIdx(int code) {
        return Stream.of(values()).filter(type -> type.idx == code).findFirst();
    }

    static Optional<NumberType> ofNumpy(String name) {
        return Stream.of(values()).filter(type -> type.numpy.equals(name)).findFirst();
    }

    int bytes() {
        return bytes;
    }

    int idxCode() {
        return idx;
    }

    boolean isFloating() {
        return this == FLOAT32 || this == FLOAT64;
    }

    /** The number that begins at a byte; whole ones are exact up to 2^53. */
    double read(ByteBuffer from, int at) {
        return read.at(from, at);
    }
}
