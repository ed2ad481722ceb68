package org.gan4j.torchscript;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The archive that {@code torch.jit.load} reads: a zip of <em>stored</em> entries under one folder, with a version, an empty
 * tuple of constants, the code, the pickled module, and the numbers of each of its tensors.
 *
 * <pre>
 * NAME/version              3
 * NAME/constants.pkl        ()
 * NAME/code/__torch__.py    the classes
 * NAME/data.pkl             the module, an instance of one of them
 * NAME/data/0 ...           raw numbers, little-endian
 * </pre>
 */
public final class TorchScriptArchive {

    private static final byte[] EMPTY_TUPLE_PICKLE = {(byte) 0x80, 0x02, ')', '.'};

    private TorchScriptArchive() {}

    /** What a module's attribute can be. */
    public sealed interface Value permits Module, Tensor {}

    /**
     * An instance of a class of the code.
     *
     * @param type the name of the class, which the code declares without {@code __torch__.} before it
     * @param training whether it is in training mode
     * @param attributes its own attributes; those that every module has, {@code training} and {@code _is_full_backward_hook}, are
     *     added
     */
    public record Module(String type, boolean training, Map<String, Value> attributes) implements Value {}

    /**
     * A dense float32 tensor that needs no gradient.
     *
     * @param shape its shape
     * @param values its numbers in C order, each in four bytes, little-endian
     */
    public record Tensor(List<Long> shape, byte[] values) implements Value {
        /**
         * Checks that the numbers fill the shape.
         *
         * @param shape its shape
         * @param values its numbers
         */
        public Tensor {
            long size = shape.stream().reduce(1L, (a, b) -> a * b);
            if (size * Float.BYTES != values.length) {
                throw new IllegalArgumentException("values (" + values.length + " bytes) must be " + size * Float.BYTES
                        + " bytes, for the shape " + shape);
            }
        }
    }

    /**
     * Writes an archive.
     *
     * @param name the folder in the archive; a reader makes nothing of it
     * @param code the classes, in the form that PyTorch gives them when it saves a module
     * @param module the module that the archive is loaded as
     * @return the bytes of the file
     */
    public static byte[] write(String name, String code, Module module) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            store(zip, name + "/version", "3\n".getBytes(StandardCharsets.US_ASCII));
            store(zip, name + "/constants.pkl", EMPTY_TUPLE_PICKLE);
            store(zip, name + "/code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
            Pickle pickle = new Pickle();
            store(zip, name + "/data.pkl", pickle.of(module));
            for (int i = 0; i < pickle.storages.size(); i++) {
                store(zip, name + "/data/" + i, pickle.storages.get(i));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    /** Pickle protocol 2 of a module; the numbers of its tensors are files of their own. */
    private static final class Pickle {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final DataOutputStream out = new DataOutputStream(bytes);
        private final List<byte[]> storages = new ArrayList<>();

        byte[] of(Module module) throws IOException {
            out.writeShort(0x8002);
            module(module);
            out.write('.'); // STOP
            return bytes.toByteArray();
        }

        private void module(Module module) throws IOException {
            global("__torch__", module.type);
            out.write(')'); // the empty argument tuple
            out.write(0x81); // NEWOBJ
            out.write('}'); // an empty dict
            out.write('('); // MARK
            for (Map.Entry<String, Value> attribute : module.attributes.entrySet()) {
                string(attribute.getKey());
                if (attribute.getValue() instanceof Tensor tensor) {
                    tensor(tensor);
                } else {
                    module((Module) attribute.getValue());
                }
            }
            string("training");
            bool(module.training);
            string("_is_full_backward_hook");
            out.write('N'); // None
            out.write('u'); // SETITEMS
            out.write('b'); // BUILD
        }

        /** A call of {@code _rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks)}. */
        private void tensor(Tensor tensor) throws IOException {
            global("torch._utils", "_rebuild_tensor_v2");
            out.write('(');
            storage(tensor);
            integer(0);
            integers(tensor.shape);
            integers(strides(tensor.shape));
            bool(false);
            global("collections", "OrderedDict");
            out.write(')');
            out.write('R'); // REDUCE: calls it
            out.write('t'); // a tuple of all since MARK
            out.write('R');
        }

        private void storage(Tensor tensor) throws IOException {
            out.write('(');
            string("storage");
            global("torch", "FloatStorage");
            string(String.valueOf(storages.size()));
            string("cpu");
            integer(tensor.values.length / Float.BYTES);
            out.write('t');
            out.write('Q'); // BINPERSID: not the object, but where it is found
            storages.add(tensor.values);
        }

        private static List<Long> strides(List<Long> shape) {
            List<Long> strides = new ArrayList<>();
            long stride = 1;
            for (int i = shape.size() - 1; i >= 0; i--) {
                strides.add(0, stride);
                stride *= shape.get(i);
            }
            return strides;
        }

        private void integers(List<Long> values) throws IOException {
            out.write('(');
            for (long value : values) {
                integer(Math.toIntExact(value));
            }
            out.write('t');
        }

        private void integer(int value) throws IOException {
            out.write('J'); // BININT
            out.writeInt(Integer.reverseBytes(value));
        }

        private void bool(boolean value) throws IOException {
            out.write(value ? 0x88 : 0x89);
        }

        private void global(String module, String name) throws IOException {
            out.writeBytes("c" + module + "\n" + name + "\n");
        }

        private void string(String text) throws IOException {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            out.write('X'); // BINUNICODE
            out.writeInt(Integer.reverseBytes(utf8.length));
            out.write(utf8);
        }
    }
}
