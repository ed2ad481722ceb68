package org.gan4j.torchscript;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.SymbolBlock;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A function of the PyTorch engine, written as TorchScript text and callable on {@link NDArray}s.
 *
 * <p>DJL hands out a chosen part of PyTorch. TorchScript reaches the rest, such as {@code torch.grad} with a graph of its own
 * and the fused optimizer kernels. It needs no native code and nothing beyond {@code ai.djl:api}:
 *
 * <pre>{@code
 * var square = new TorchScriptFunction("x: Tensor", "return x * x");
 * NDArray y = square.apply(x);
 * collector.backward(y.sum());                               // 2x, as of any other operation
 *
 * var halve = new TorchScriptFunction("weights: Tensor[n]", "torch._foreach_mul_(weights, 0.5)", "return weights[0]");
 * halve.run(weights);                                        // any number of weights, in one call
 * }</pre>
 *
 * <p>To make a function does not start the engine: the first call compiles it. Functions of equal text are compiled once in
 * the process, and what is compiled stays for as long as the process lives. A function holds no weights and no state, so that
 * one instance serves every array of every device. Threads may share it if they share no argument: for the call, an argument
 * loses a name that DJL would misread.
 *
 * <p><b>Arguments.</b> One array an argument, in order, whatever its name. A {@code Tensor[2]} is a list of two arrays in a
 * row, a {@code Tensor[n]} one of any length from 1 on. All lists {@code Tensor[n]} of a call are of one length, and each
 * length is compiled when it first comes. Numbers travel as arrays: a zero-dimensional one on the CPU is read by
 * {@code float(x)} without waiting for a GPU.
 *
 * <p><b>Results</b> belong to the {@link NDManager} of the first argument.
 */
public final class TorchScriptFunction {

    /** All that was compiled in this process, by its text. */
    private static final Map<String, Compiled> COMPILED = new ConcurrentHashMap<>();

    /** Who is told of this thread's calls; nobody, as a rule. */
    private static final ThreadLocal<Observer> OBSERVER = new ThreadLocal<>();

    /** Stands for the name of the class in a text, from which that name is made. */
    private static final String CLASS = "__torch__.@";

    private final String arguments;
    private final List<Argument> parsed;
    private final List<String> body;

    /** How many arrays there are without those of the lists of length {@code n}, and how many such lists. */
    private final int fixed;

    private final int lists;

    private final Map<Integer, Compiled> byLength = new ConcurrentHashMap<>();

    /**
     * Describes a function.
     *
     * @param arguments the typed argument list, e.g. {@code "y: Tensor, x: Tensor[2], z: Tensor[n]"}
     * @param body the statements, a line each, the last of which returns a tensor or a list or tuple of tensors
     * @throws IllegalArgumentException if an argument is of another type
     */
    public TorchScriptFunction(String arguments, String... body) {
        this.arguments = arguments;
        this.parsed = Arrays.stream(arguments.split(",")).map(Argument::parse).toList();
        this.body = List.of(body);
        this.fixed = arrays(0).size();
        this.lists = arrays(1).size() - fixed;
    }

    /**
     * An argument.
     *
     * @param name its name in the text
     * @param length how long a list it is: a number or {@code n}; null for a single array
     */
    private record Argument(String name, String length) {

        private static final Pattern TYPED = Pattern.compile("\\s*(\\w+)\\s*:\\s*Tensor(?:\\[(n|\\d+)])?\\s*");

        static Argument parse(String typed) {
            Matcher matcher = TYPED.matcher(typed);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("argument '" + typed.strip()
                        + "' of a TorchScript function must be 'name: Tensor', 'name: Tensor[n]' or a list of fixed"
                        + " length such as 'name: Tensor[2]'");
            }
            return new Argument(matcher.group(1), matcher.group(2));
        }

        /** The names of its arrays if lists are of length n. */
        List<String> arrays(int n) {
            if (length == null) {
                return List.of(name);
            }
            int count = length.equals("n") ? n : Integer.parseInt(length);
            return IntStream.range(0, count).mapToObj(i -> name + "_" + i).toList();
        }
    }

    /**
     * Calls the function for its one result; otherwise as {@link #call}.
     *
     * @param arguments the arguments
     * @return the result
     * @throws IllegalArgumentException as {@link #call} does
     * @throws EngineException as {@link #call} does
     */
    public NDArray apply(NDArray... arguments) {
        return call(new NDList(arguments)).singletonOrThrow();
    }

    /**
     * Calls the function; the engine records the call for a later backward pass if it records at all.
     *
     * <p>A function that changes weights in place works on {@code torch.detach(weight)}, which shares its memory. PyTorch's
     * compiler drops a {@code _foreach_} or {@code _fused_} operation on a list unless the result depends on that list:
     * return one of its elements.
     *
     * @param arguments the arguments, the arrays of a list one after the other
     * @return the results
     * @throws IllegalArgumentException if there are too few or too many, or the engine refuses the text; the message says why
     * @throws EngineException if the arguments do not fit or a statement fails
     */
    public NDList call(NDList arguments) {
        Compiled function = byLength.computeIfAbsent(length(arguments.size()), this::compiled);
        // A view under another name would be no part of the graph that a gradient is asked of: the array itself goes
        // without.
        Map<NDArray, String> names = new IdentityHashMap<>();
        for (NDArray array : arguments) {
            if (isMisleading(array.getName())) {
                names.put(array, array.getName());
                array.setName(null);
            }
        }
        NDList results;
        try {
            results = function.call(arguments);
        } finally {
            names.forEach(NDArray::setName);
        }
        Observer observer = OBSERVER.get();
        if (observer != null) {
            int n = length(arguments.size());
            observer.called(new Method(parameters(n), statements(n)), arguments, results);
        }
        return results;
    }

    /**
     * Calls the function for what it does to its arguments, and frees what it returns. Every function returns something. A
     * result that nobody frees stays with the first argument's manager, which for weights is as good as forever.
     *
     * @param arguments as those of {@link #call}
     */
    public void run(NDList arguments) {
        call(arguments).close();
    }

    /** Is told of calls. */
    @FunctionalInterface
    public interface Observer {
        /**
         * A function has been called.
         *
         * @param method what was run
         * @param arguments an array an argument
         * @param results what it gave
         */
        void called(Method method, NDList arguments, NDList results);
    }

    /**
     * Tells an observer of all calls of this thread, as they are made, so that a loop can write what it did as one text.
     *
     * @param observer is told; one at a time
     * @param work makes the calls
     */
    public static void observe(Observer observer, Runnable work) {
        OBSERVER.set(observer);
        try {
            work.run();
        } finally {
            OBSERVER.remove();
        }
    }

    /**
     * The function's text.
     *
     * @return its arguments in brackets, then its statements, a line each
     */
    @Override
    public String toString() {
        return "(" + arguments + ")\n" + String.join("\n", body);
    }

    /** The length of the lists {@code Tensor[n]} in so many arguments; 0 where the function has none. */
    private int length(int given) {
        int n = lists == 0 ? 0 : (given - fixed) / lists;
        if (given != fixed + n * lists || (lists > 0 && n < 1)) {
            throw new IllegalArgumentException("a TorchScript function of (" + arguments + ") takes " + fixed
                    + (lists == 0 ? " arrays" : " + " + lists + "·n arrays, n at least 1") + ", not " + given);
        }
        return n;
    }

    /** Whether DJL would take a name for that of a list, dictionary, tuple or method. */
    private static boolean isMisleading(String name) {
        return name != null && !name.chars().allMatch(Character::isJavaIdentifierPart);
    }

    private List<String> arrays(int n) {
        return parsed.stream().flatMap(argument -> argument.arrays(n).stream()).toList();
    }

    private Compiled compiled(int n) {
        return compiled(new Method(parameters(n), statements(n)).text());
    }

    private String parameters(int n) {
        return String.join(": Tensor, ", arrays(n)) + ": Tensor";
    }

    private List<String> statements(int n) {
        List<String> statements = new ArrayList<>();
        for (Argument argument : parsed) {
            if (argument.length != null) {
                statements.add(argument.name + " = [" + String.join(", ", argument.arrays(n)) + "]");
            }
        }
        statements.addAll(body);
        return statements;
    }

    private static Compiled compiled(String text) {
        // The device of the module's own (empty) parameters; the arrays bring theirs.
        return COMPILED.computeIfAbsent(text, unknown -> {
            NDManager owner = NDManager.newBaseManager(Device.cpu(), "PyTorch");
            try {
                return compile(text, owner);
            } catch (IllegalArgumentException e) {
                owner.close();
                throw e;
            }
        });
    }

    /**
     * Compiles a text for those who call the engine themselves, with arguments of its other types.
     *
     * @param method the text
     * @return what the engine made of it: one instance for equal texts, which stays for as long as the process lives
     * @throws IllegalArgumentException if the engine refuses the text; the message says why
     */
    public static SymbolBlock compile(Method method) {
        return compiled(method.text()).block;
    }

    /**
     * The same of a text that calls others.
     *
     * @param method the text
     * @param others methods that it may call, as {@code (self).m0(x)}, {@code m1} and so on in their order
     * @param owner frees what the engine makes of it
     * @return an instance of its own
     * @throws IllegalArgumentException if the engine refuses the text; the message says why
     */
    public static SymbolBlock compile(Method method, List<Method> others, NDManager owner) {
        StringBuilder text = new StringBuilder(method.text());
        for (int i = 0; i < others.size(); i++) {
            text.append("  def m").append(i).append("(self: ").append(CLASS).append(", ");
            text.append(others.get(i).text());
        }
        return compile(text.toString(), owner).block;
    }

    /**
     * What the engine made of a text.
     *
     * @param block the engine's part, which its manager owns
     * @param store what the block asks for, but reads nothing from: a function has no parameters
     */
    private record Compiled(SymbolBlock block, ParameterStore store) {

        NDList call(NDList arguments) {
            // Always as in training: DJL's inference mode would cut the graph, and makes PyTorch print a warning.
            return block.forward(store, arguments, true);
        }
    }

    /** Compiles the text of a method from its second argument on. The class is named after the text, the same in every process. */
    private static Compiled compile(String text, NDManager owner) {
        String name = "Function"
                + UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .replace("-", "");
        String code = "class " + name + "(Module):\n"
                + "  __parameters__ = []\n"
                + "  __buffers__ = []\n"
                + "  training : bool\n"
                + "  _is_full_backward_hook : Optional[bool]\n"
                + ("  def forward(self: " + CLASS + ", " + text).replace(CLASS, "__torch__." + name);
        byte[] archive = TorchScriptArchive.write(name, code, new TorchScriptArchive.Module(name, true, Map.of()));
        try {
            // DJL's Model would make a folder for each in the temporary directory, which stays there if the process is
            // killed.
            SymbolBlock block = SymbolBlock.newInstance(owner);
            block.loadParameters(owner, new DataInputStream(new ByteArrayInputStream(saved(archive))));
            return new Compiled(block, new ParameterStore(owner, false));
        } catch (IOException | MalformedModelException | EngineException e) {
            throw new IllegalArgumentException(
                    "TorchScript does not compile: "
                            + String.valueOf(e.getMessage()).strip() + "\n(" + text,
                    e);
        }
    }

    /** An archive as DJL's block saves it: the form's version, which is 1, and the length come before it. */
    private static byte[] saved(byte[] archive) {
        return ByteBuffer.allocate(Byte.BYTES + Long.BYTES + archive.length)
                .put((byte) 1)
                .putLong(archive.length)
                .put(archive)
                .array();
    }
}
