package org.gan4j.torchscript;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

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
 * <p>A function holds no weights and no state, so that one instance serves every array of every device, and many threads at once but with
 * arrays of their own: a name that DJL would misread is taken from an array while it travels. Its native
 * part lives as long as the process: compile once, into a static field or one made with its owner.
 *
 * <p><b>Arguments.</b> One array an argument, in order, whatever its name. A {@code Tensor[n]} argument is a list of {@code n} arrays in
 * a row, at least one; a {@code List[Tensor]} argument one of any length, of arrays that bear the argument's name with {@code []} behind it, which
 * {@link #list} gives them (some microseconds a call, for DJL reads every name). Numbers travel as arrays: a zero-dimensional one on the
 * CPU is read by {@code float(x)} without waiting for a GPU.
 *
 * <p><b>Results</b> belong to the {@link ai.djl.ndarray.NDManager} of the first argument.
 */
public final class TorchScriptFunction {

    private static final Pattern FIXED_LIST = Pattern.compile("(\\w+)\\s*:\\s*Tensor\\[(\\d+)\\]");

    private static final Pattern ARGUMENT = Pattern.compile("(\\w+)\\s*:\\s*(List\\[Tensor\\])?");

    /** Behind the name of an array, for DJL to pass it on as one of a list. */
    private static final String LIST = "[]";

    private final Model model;
    private final String text;

    /** For each argument the name that makes arrays travel as its list; empty for a single array. */
    private final List<String> declared;

    private TorchScriptFunction(Model model, String text, List<String> declared) {
        this.model = model;
        this.text = text;
        this.declared = declared;
    }

    /**
     * Compiles a function.
     *
     * @param name an identifier that is unique in the process
     * @param arguments the typed argument list, e.g. {@code "y: Tensor, x: Tensor[2], z: List[Tensor]"}
     * @param body the statements, a line each, the last of which returns a tensor or a list or tuple of tensors
     * @return the function
     * @throws IllegalArgumentException if the engine refuses the text; the cause says where
     */
    public static TorchScriptFunction compile(String name, String arguments, String... body) {
        List<String> statements = new ArrayList<>();
        String typed = FIXED_LIST.matcher(arguments).replaceAll(list -> {
            List<String> elements = IntStream.range(0, Integer.parseInt(list.group(2)))
                    .mapToObj(i -> list.group(1) + "_" + i)
                    .toList();
            statements.add("%s = [%s]".formatted(list.group(1), String.join(", ", elements)));
            return String.join(": Tensor, ", elements) + ": Tensor";
        });
        statements.addAll(List.of(body));
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
                .append(typed)
                .append("):\n");
        statements.forEach(line -> code.append("    ").append(line).append('\n'));
        // The device of the model's own (empty) parameters; the arrays bring theirs.
        Model model = Model.newInstance(name, Device.cpu(), "PyTorch");
        try {
            model.load(new ByteArrayInputStream(TorchScriptArchive.write(
                    name, code.toString(), new TorchScriptArchive.Module(name, true, Map.of()))));
        } catch (IOException | MalformedModelException | EngineException e) {
            model.close();
            throw new IllegalArgumentException("TorchScript function " + name + " does not compile:\n" + code, e);
        }
        List<String> declared = ARGUMENT.matcher(typed)
                .results()
                .map(argument -> argument.group(2) == null ? "" : argument.group(1) + LIST)
                .toList();
        return new TorchScriptFunction(model, name + "(" + arguments + ")\n" + String.join("\n", body), declared);
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
            array.setName(name + LIST);
            list.add(array);
        }
        return list;
    }

    /**
     * Calls the function; the engine records the call for a later backward pass if it records at all.
     *
     * <p>A function that changes weights in place works on {@code torch.detach(weight)}, which shares its memory. PyTorch's
     * compiler drops a {@code _foreach_} or {@code _fused_} operation on a list that the function built itself, or that is an
     * argument of fixed length, unless the result depends on that list: return one of its elements.
     *
     * @param arguments the arguments
     * @return the results
     * @throws EngineException if the arguments do not fit or a statement fails
     */
    public NDList call(NDList arguments) {
        NDList misleading = misleading(arguments);
        List<String> names = misleading.stream().map(NDArray::getName).toList();
        misleading.forEach(array -> array.setName(null));
        try {
            // Always as in training: DJL's inference mode would cut the graph, and makes PyTorch print a warning.
            return model.getBlock().forward(NO_PARAMETERS, arguments, true);
        } finally {
            for (int i = 0; i < names.size(); i++) {
                misleading.get(i).setName(names.get(i));
            }
        }
    }

    /**
     * The arrays that travel alone, but whose names DJL would take for those of lists, dictionaries, tuples or methods. For the call they
     * go without: a view under another name would be no part of the graph that a gradient is asked of.
     */
    private NDList misleading(NDList arguments) {
        NDList misleading = new NDList(0);
        int at = 0;
        for (String list : declared) {
            if (list.isEmpty()) {
                if (at < arguments.size() && isMisleading(arguments.get(at).getName())) {
                    misleading.add(arguments.get(at));
                }
                at++;
            } else {
                while (at < arguments.size() && list.equals(arguments.get(at).getName())) {
                    at++;
                }
            }
        }
        return misleading;
    }

    private static boolean isMisleading(String name) {
        if (name != null) {
            for (int i = 0; i < name.length(); i++) {
                if (!Character.isJavaIdentifierPart(name.charAt(i))) {
                    return true;
                }
            }
        }
        return false;
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

    /**
     * The function's text.
     *
     * @return its name and arguments as {@code name(arguments)}, then its statements, a line each
     */
    @Override
    public String toString() {
        return text;
    }

    /** The engine's block asks for a store but reads nothing from it: a function has no parameters. */
    private static final ParameterStore NO_PARAMETERS = new ParameterStore();
}
