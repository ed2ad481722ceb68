package org.gan4j.run;

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
import org.gan4j.model.Network;

/** A network's weights as a safetensors file, under the names that {@link Network#weights()} gives them. */
public final class WeightFile {

    private static final String ENGINE = "PyTorch";

    private WeightFile() {}

    static void write(Network network, Path file) throws IOException {
        WholeFile.write(file, encode(network));
    }

    /**
     * The content of a network's file.
     *
     * @param network the network
     * @return the bytes
     */
    public static byte[] encode(Network network) {
        try (NDManager scope = NDManager.newBaseManager(Device.cpu(), ENGINE)) {
            NDList arrays = new NDList();
            network.weights().forEach((name, weight) -> {
                // A copy: the name would otherwise stay on the weight, which travels to the engine under other names.
                NDArray copy = weight.toDevice(scope.getDevice(), true);
                copy.attach(scope);
                copy.setName(name);
                arrays.add(copy);
            });
            return arrays.encode(NDList.Encoding.SAFETENSORS);
        }
    }

    /**
     * Reads weights into a network.
     *
     * @param network the network, whose weights are overwritten
     * @param file the file
     * @throws RunException if the file is not readable or does not fit the network
     */
    public static void read(Network network, Path file) {
        try (NDManager scope = NDManager.newBaseManager(Device.cpu(), ENGINE)) {
            NDList arrays = decode(scope, file);
            Map<String, NDArray> weights = network.weights();
            for (NDArray array : arrays) {
                NDArray weight = weights.get(array.getName());
                if (weight == null || !weight.getShape().equals(array.getShape())) {
                    throw new RunException(file + " does not fit the network: it has " + array.getName() + " of shape "
                            + array.getShape() + ", the network has "
                            + (weight == null
                                    ? "no such weight"
                                    : weight.getShape().toString()));
                }
            }
            if (arrays.size() != weights.size()) {
                throw new RunException(file + " does not fit the network: it has " + arrays.size()
                        + " arrays, the network " + weights.size());
            }
            network.setWeights(weights.keySet().stream().map(arrays::get).toList());
        } catch (IOException e) {
            throw new RunException(file + " cannot be read: " + RunDirectory.reason(e), e);
        }
    }

    private static NDList decode(NDManager scope, Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        // The length of the header comes first. DJL would believe it, and ask for as much memory as it says.
        long header = bytes.length < Long.BYTES
                ? -1
                : ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (header < 2 || header > bytes.length - Long.BYTES || bytes[Long.BYTES] != '{') {
            throw new RunException(file + " is not a safetensors file, or only the beginning of one");
        }
        try {
            return NDList.decode(scope, bytes);
        } catch (RuntimeException e) {
            throw new RunException(file + " is a damaged safetensors file, or only the beginning of one", e);
        }
    }
}
