package org.gan4j.files;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.gan4j.UserException;
import org.gan4j.model.Network;
import org.gan4j.run.RunDirectory;

/** Named arrays as a safetensors file; a network's weights have the names that {@link Network#weights()} gives them. */
public final class WeightFile {

    private static final String ENGINE = "PyTorch";

    private WeightFile() {}

    /**
     * Writes a network's weights.
     *
     * @param network the network
     * @param file where to; replaced if it exists
     * @throws IOException if it cannot be written; nothing new is left then
     */
    public static void write(Network network, Path file) throws IOException {
        WholeFile.write(file, encode(network.weights()));
    }

    /**
     * The content of a file.
     *
     * @param arrays the arrays by their names in the file
     * @return the bytes
     */
    public static byte[] encode(Map<String, NDArray> arrays) {
        try (NDManager scope = NDManager.newBaseManager(Device.cpu(), ENGINE)) {
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
     * Reads weights into a network.
     *
     * @param network the network, whose weights are overwritten
     * @param file the file
     * @throws UserException if the file is not readable or does not fit the network; nothing is overwritten then
     */
    public static void read(Network network, Path file) {
        try (NDManager scope = NDManager.newBaseManager(Device.cpu(), ENGINE)) {
            Map<String, NDArray> weights = network.weights();
            Network.overwrite(weights.values(), decode(scope, file, Files.readAllBytes(file), weights));
        } catch (IOException e) {
            throw new UserException(file + " cannot be read: " + RunDirectory.reason(e), e);
        }
    }

    /**
     * Reads the arrays that some others are to be overwritten with.
     *
     * @param scope owns the result
     * @param file where the content is from, for messages
     * @param content the file's content
     * @param targets the arrays to be overwritten
     * @return an array for each target, in their order
     * @throws UserException if names, shapes or types do not fit
     */
    public static NDList decode(NDManager scope, Path file, byte[] content, Map<String, NDArray> targets) {
        NDList arrays = decode(scope, file, content);
        for (NDArray array : arrays) {
            NDArray target = targets.get(array.getName());
            if (target == null
                    || !target.getShape().equals(array.getShape())
                    || target.getDataType() != array.getDataType()) {
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
        targets.keySet().forEach(name -> inOrder.add(arrays.get(name)));
        return inOrder;
    }

    private static NDList decode(NDManager scope, Path file, byte[] bytes) {
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
