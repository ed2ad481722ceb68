package org.gan4j.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gan4j.losses.StatedSlopes;
import org.gan4j.torchscript.Method;
import org.gan4j.torchscript.TorchScriptFunction;

/** Writes calls down while they are made, a statement each. */
final class CallRecorder {

    /** The one that is at work in a thread. */
    private static final ThreadLocal<CallRecorder> AT_WORK = new ThreadLocal<>();

    private final NDManager scope;
    private final int inputs;

    /** All arrays of the process that were there before the work. */
    private final Set<NDArray> before = Collections.newSetFromMap(new IdentityHashMap<>());

    /** The texts of all arrays and lists that are known: what the work starts from, what it made, and what was there before. */
    private final Map<Object, String> texts = new IdentityHashMap<>();

    /** The arrays that were there before: the list {@code fixed}. */
    private final List<NDArray> fixed = new ArrayList<>();

    /** The lists that were there before. */
    private final List<Bundle> lists = new ArrayList<>();

    /** What supplies numbers: the lists {@code reals} and {@code integers}. */
    private final List<Supplier<?>> reals = new ArrayList<>();

    private final List<Supplier<?>> integers = new ArrayList<>();

    private final Map<Method, String> methods = new LinkedHashMap<>();
    private final List<String> statements = new ArrayList<>();

    /** A tensor that each call gives, by the name of its result. */
    private final Map<String, String> tensors = new LinkedHashMap<>();

    /** Where random numbers are drawn, if they are. */
    private Device device;

    private boolean complete = true;

    CallRecorder(NDManager scope, List<NDArray> inputs) {
        this.scope = scope;
        this.inputs = inputs.size();
        NDManager root = scope;
        while (root.getParentManager() != null) {
            root = root.getParentManager();
        }
        before.addAll(root.getManagedArrays());
        for (int i = 0; i < inputs.size(); i++) {
            texts.put(inputs.get(i), "input" + i);
        }
    }

    /** The one that is to be told of calls in this thread. */
    static Optional<CallRecorder> atWork() {
        return Optional.ofNullable(AT_WORK.get());
    }

    /** Does some work, and writes down its calls. */
    void during(Runnable work) {
        AT_WORK.set(this);
        try {
            TorchScriptFunction.observe(this::called, work);
        } finally {
            AT_WORK.remove();
        }
    }

    /** Something else was done that matters. */
    void miss() {
        complete = false;
    }

    private void called(Method method, NDList arguments, NDList results) {
        // Autograd starts at leaves. They are given or made here, as all else is by an operation that is missed.
        complete &= Stream.concat(arguments.stream(), results.stream()).noneMatch(NDArray::hasGradient);
        String name = call(method, texts(arguments));
        if (results.size() > 1 || givesList(method)) {
            put(results, name, name);
        } else {
            complete &= givesTensor(method);
            texts.put(results.head(), name);
        }
    }

    /** Whether a method's one result stands in a list. */
    private static boolean givesList(Method method) {
        return last(method).matches("return \\[.*") && !last(method).contains("][");
    }

    /** Whether its result is a tensor; a name may be that of a list. */
    private static boolean givesTensor(Method method) {
        String result = last(method).substring("return ".length());
        return result.startsWith("torch.")
                || method.body().stream().anyMatch(line -> line.startsWith(result + " = torch."));
    }

    private static String last(Method method) {
        return method.body().get(method.body().size() - 1);
    }

    /** Numbers have been drawn as a method would draw them, whose first argument is an array where they are to lie. */
    void drawn(Method method, List<?> values, NDArray result) {
        device = result.getDevice();
        List<String> arguments =
                new ArrayList<>(List.of("there")); // which array that is will be chosen when all are known
        arguments.addAll(texts(values));
        texts.put(result, call(method, arguments));
    }

    /** A program has been called. */
    void called(Method method, List<?> values, Program.Results results) {
        String name = call(method, texts(values));
        put(results.arrays(), name, "(" + name + "[0])");
        texts.put(results.kept(), "(" + name + "[1])");
    }

    /** A program has been called for what it does. */
    void performed(Method method, List<?> values) {
        call(method, texts(values));
    }

    /** Notes what a call has given, a list. */
    private void put(NDList arrays, String name, String list) {
        complete &= !arrays.isEmpty();
        tensors.put(name, list + "[0]");
        for (int i = 0; i < arrays.size(); i++) {
            texts.put(arrays.get(i), list + "[" + i + "]");
        }
    }

    /** Writes a call, and gives the name of its result. */
    private String call(Method method, List<String> arguments) {
        String callee = methods.computeIfAbsent(method, unknown -> "m" + methods.size());
        String name = "r" + statements.size();
        tensors.put(name, name);
        statements.add(name + " = (self)." + callee + "(" + String.join(", ", arguments) + ")");
        return name;
    }

    private List<String> texts(List<?> values) {
        return values.stream().map(this::text).toList();
    }

    private String text(Object value) {
        if (value instanceof Double number) {
            return StatedSlopes.number(number);
        }
        if (value instanceof Long number) {
            return number.toString();
        }
        return texts.computeIfAbsent(value, this::fromBefore);
    }

    /** What was there before the work. */
    private String fromBefore(Object value) {
        if (value instanceof NDArray array) {
            complete &= before.contains(array);
            return place("fixed", fixed, array);
        }
        if (value instanceof Bundle bundle) {
            complete &= !isOfWork(bundle.owner());
            lists.add(bundle);
            return "list" + (lists.size() - 1);
        }
        Supplier<?> supplier = (Supplier<?>) value;
        return supplier.get() instanceof Double
                ? place("reals", reals, supplier)
                : place("integers", integers, supplier);
    }

    private static <T> String place(String name, List<T> list, T value) {
        list.add(value);
        return name + "[" + (list.size() - 1) + "]";
    }

    private boolean isOfWork(NDManager owner) {
        NDManager manager = owner;
        while (manager != null && manager != scope) {
            manager = manager.getParentManager(); // none of the engine's own one
        }
        return manager == scope;
    }

    /**
     * All that was done, as one program; empty if something is missing.
     *
     * @param owner owns the program, and the list of what was there before
     */
    Optional<RecordedCalls> written(NDManager owner) {
        boolean closed =
                fixed.stream().anyMatch(NDArray::isReleased) || lists.stream().anyMatch(Bundle::isClosed);
        int there = IntStream.range(0, fixed.size())
                .filter(i -> device == null || fixed.get(i).getDevice().equals(device))
                .findFirst()
                .orElse(-1);
        if (!complete || closed || there < 0) {
            return Optional.empty();
        }
        List<String> arguments =
                new ArrayList<>(List.of("fixed: List[Tensor]", "reals: List[float]", "integers: List[int]"));
        IntStream.range(0, lists.size()).forEach(i -> arguments.add("list" + i + ": List[Tensor]"));
        IntStream.range(0, inputs).forEach(i -> arguments.add("input" + i + ": Tensor"));
        List<String> body = new ArrayList<>(List.of("there = fixed[" + there + "]"));
        body.addAll(statements);
        body.add("return [" + String.join(", ", unread()) + "]");
        try {
            Program program =
                    new Program(new Method(String.join(", ", arguments), body), List.copyOf(methods.keySet()), owner);
            return Optional.of(new RecordedCalls(program, Bundle.of(owner, fixed), reals, integers, lists));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // the calls themselves are still there
        }
    }

    /** What nobody reads was made by a call for what it does besides. The compiler would drop that with the result. */
    private List<String> unread() {
        return tensors.entrySet().stream()
                .filter(tensor -> statements.stream()
                        .noneMatch(statement -> statement
                                .substring(statement.indexOf('('))
                                .matches(".*\\b" + tensor.getKey() + "\\b.*")))
                .map(Map.Entry::getValue)
                .toList();
    }
}
