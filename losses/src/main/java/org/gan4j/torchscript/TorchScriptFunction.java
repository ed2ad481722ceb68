package org.gan4j.torchscript;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A function of the PyTorch engine, written as TorchScript text and callable on {@link NDArray}s.
 *
 * <p>DJL hands out a chosen part of PyTorch. TorchScript reaches the rest, {@code torch.grad} with a graph of its own
 * and the fused optimizer kernels among it, without native code and without anything beyond {@code ai.djl:api}:
 *
 * <pre>{@code
 * var square = TorchScriptFunction.compile("Square", "x: Tensor", "return x * x");
 * NDArray y = square.call(new NDList(x)).singletonOrThrow();
 * collector.backward(y.sum());                               // 2x, as of any other operation
 * }</pre>
 *
 * <p>A function holds no weights and no state, so that one instance serves every array of every device. Its native
 * part lives as long as the process: compile once, into a static field or one made with its owner.
 *
 * <p><b>Arguments.</b> One array an argument, in order. A {@code List[Tensor]} argument is a run of arrays that bear
 * the argument's name with {@code []} behind it, which {@link #list} gives them. Numbers travel as arrays: a zero-dimensional
 * one on the CPU is read by {@code float(x)} without waiting for a GPU.
 *
 * <p><b>Results</b> belong to the {@link ai.djl.ndarray.NDManager} of the first argument.
 */
public final class TorchScriptFunction {

    private static final byte[] EMPTY_TUPLE_PICKLE = {(byte) 0x80, 0x02, ')', '.'};

    private final Model model;

    private TorchScriptFunction(Model model) {
        this.model = model;
    }

    /**
     * Compiles a function.
     *
     * @param name an identifier that is unique in the process
     * @param arguments the typed argument list, e.g. {@code "y: Tensor, x: Tensor"}
     * @param body the statements, a line each, the last of which returns a tensor or a list or tuple of tensors
     * @return the function
     * @throws IllegalArgumentException if the engine refuses the text; the cause says where
     */
    public static TorchScriptFunction compile(String name, String arguments, String... body) {
        String module = "__torch__." + name;
        StringBuilder code = new StringBuilder()
                .append("class ")
                .append(name)
                .append("(Module):\n")
                .append("  __parameters__ = []\n")
                .append("  __buffers__ = []\n")
                .append("  training : bool\n")
                .append("  _is_full_backward_hook : Optional[bool]\n")
                .append("  def forward(self: ")
                .append(module)
                .append(", ")
                .append(arguments)
                .append("):\n");
        for (String line : body) {
            code.append("    ").append(line).append('\n');
        }
        // The device of the model's own (empty) parameters; the arrays bring theirs.
        Model model = Model.newInstance(name, Device.cpu(), "PyTorch");
        try {
            model.load(new ByteArrayInputStream(archive(name, code.toString())));
        } catch (IOException | MalformedModelException | EngineException e) {
            model.close();
            throw new IllegalArgumentException("TorchScript function " + name + " does not compile:\n" + code, e);
        }
        return new TorchScriptFunction(model);
    }

    /**
     * Names arrays so that they travel as one {@code List[Tensor]} argument.
     *
     * @param name the argument's name, unique within the call
     * @param arrays the arrays; they keep the name {@code name[]}
     * @return the same arrays, to be added to the arguments of {@link #call}
     */
    public static NDList list(String name, List<NDArray> arrays) {
        NDList list = new NDList(arrays.size());
        for (NDArray array : arrays) {
            array.setName(name + "[]");
            list.add(array);
        }
        return list;
    }

    /**
     * Calls the function; the engine records the call for a later backward pass if it records at all.
     *
     * <p>A function that changes weights in place works on {@code torch.detach(weight)}, which shares its memory. PyTorch's
     * compiler drops a {@code _foreach_} or {@code _fused_} operation on a list that the function built itself, unless the result
     * depends on that list: return one of its elements.
     *
     * @param arguments the arguments
     * @return the results
     * @throws EngineException if the arguments do not fit or a statement fails
     */
    public NDList call(NDList arguments) {
        // Always as in training: DJL's inference mode would cut the graph, and makes PyTorch print a warning.
        return model.getBlock().forward(NO_PARAMETERS, arguments, true);
    }

    /**
     * Calls the function for what it does to its arguments, and frees what it returns: every function returns something, and a
     * result that nobody frees stays with the first argument's manager, which for weights is as good as forever.
     *
     * @param arguments the arguments
     */
    public void run(NDList arguments) {
        call(arguments).close();
    }

    /** The engine's block asks for a store but reads nothing from it: a function has no parameters. */
    private static final ParameterStore NO_PARAMETERS = new ParameterStore();

    /**
     * The archive that {@code torch.jit.load} reads: a zip of <em>stored</em> entries under one folder, with a version, an
     * empty tuple of constants, the pickled module and its code.
     */
    private static byte[] archive(String name, String code) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            store(zip, name + "/version", "3\n".getBytes(StandardCharsets.US_ASCII));
            store(zip, name + "/constants.pkl", EMPTY_TUPLE_PICKLE);
            store(zip, name + "/data.pkl", modulePickle(name));
            store(zip, name + "/code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /** Pickle protocol 2 of an instance of {@code __torch__.NAME} with the two attributes every module has. */
    private static byte[] modulePickle(String name) throws IOException {
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        pickle.write(new byte[] {(byte) 0x80, 0x02});
        pickle.write(("c__torch__\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
        pickle.write(")".getBytes(StandardCharsets.US_ASCII)); // the empty argument tuple
        pickle.write(0x81); // NEWOBJ
        pickle.write("}(".getBytes(StandardCharsets.US_ASCII)); // an empty dict, MARK
        writeString(pickle, "training");
        pickle.write(0x88); // True
        writeString(pickle, "_is_full_backward_hook");
        pickle.write("Nub.".getBytes(StandardCharsets.US_ASCII)); // None, SETITEMS, BUILD, STOP
        return pickle.toByteArray();
    }

    private static void writeString(ByteArrayOutputStream pickle, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        pickle.write('X'); // BINUNICODE: a little-endian length of four bytes, then the text
        pickle.write(new byte[] {(byte) bytes.length, 0, 0, 0});
        pickle.write(bytes);
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
}
