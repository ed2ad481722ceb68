package org.gan4j.files;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import org.gan4j.UserException;

/** Named arrays as a safetensors file. */
public final class WeightFile {

    private WeightFile() {}

    /**
     * The content of a file.
     *
     * @param arrays the arrays by their names in the file
     * @return the bytes
     */
    public static byte[] encode(Map<String, NDArray> arrays) {
        try (NDManager scope = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            NDList copies = new NDList();
            arrays.forEach((name, array) -> {
                // A copy: the name would otherwise stay on the array, which travels to the engine under other names.
                NDArray copy = array.toDevice(scope.getDevice(), true);
                copy.attach(scope);
                copy.setName(name);
                copies.add(copy);
            });
            return copies.encode(NDList.Encoding.SAFETENSORS);
        }
    }

    /**
     * Reads the arrays that some others are to be overwritten with. Floating-point numbers of another type are converted.
     *
     * @param scope owns the result
     * @param file the file
     * @param targets the arrays to be overwritten
     * @return an array for each target, in their order
     * @throws UserException if the file is not readable, or names, shapes or types do not fit
     */
    public static NDList read(NDManager scope, Path file, Map<String, NDArray> targets) {
        NDList arrays = decode(scope, file);
        for (NDArray array : arrays) {
            NDArray target = targets.get(array.getName());
            if (target == null
                    || !target.getShape().equals(array.getShape())
                    || !isRead(array.getDataType(), target.getDataType())) {
                throw new UserException(file + " does not fit the network: it has " + array.getName() + " of shape "
                        + array.getShape() + ", " + array.getDataType() + ", the network has "
                        + (target == null ? "no such weight" : target.getShape() + ", " + target.getDataType()));
            }
        }
        if (arrays.size() != targets.size()) {
            throw new UserException(file + " does not fit the network: it has " + arrays.size()
                    + " arrays, the network " + targets.size());
        }
        NDList inOrder = new NDList();
        targets.forEach((name, target) -> inOrder.add(arrays.get(name).toType(target.getDataType(), false)));
        return inOrder;
    }

    /** Whether numbers of one type are taken for those of another: other programs keep weights in half or in double precision too. */
    private static boolean isRead(DataType type, DataType wanted) {
        return type == wanted || type.isFloating() && wanted.isFloating();
    }

    private static NDList decode(NDManager scope, Path file) {
        byte[] bytes = WholeFile.read(file);
        // The length of the header comes first. DJL would believe it, and ask for as much memory as it says.
        long header = bytes.length < Long.BYTES
                ? -1
                : ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (header < 2 || header > bytes.length - Long.BYTES || bytes[Long.BYTES] != '{') {
            throw new UserException(file + " is not a safetensors file, or only the beginning of one");
        }
        try {
            return NDList.decode(scope, bytes);
        } catch (RuntimeException e) {
            throw new UserException(file + " is a damaged safetensors file, or only the beginning of one", e);
        }
    }
}
