package org.gan4j.bench;

import static java.util.Comparator.reverseOrder;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gan4j.files.Json;

/**
 * How much a piece of work asks of the engine, counted by PyTorch's own profiler. On a GPU this is what a small network costs, not
 * the arithmetic.
 *
 * @param calls calls from Java that run an operator or a TorchScript function; what only looks at an array is not among them
 * @param kernels operators that compute, those within TorchScript and backward passes included: about the kernels that a GPU
 *     launches. What is one kernel there and several steps on a CPU (a linear layer with its ReLU, a mean, an update of many weights) counts once
 */
public record EngineCalls(int calls, int kernels) {

    /** These make or view arrays, or read numbers that lie on the CPU. */
    private static final Set<String> NO_KERNELS = names("""
            alias as_strided chunk detach detach_ empty empty_like empty_strided new_empty expand flatten is_floating_point item lift_fresh
            _local_scalar_dense narrow permute _reshape_alias requires_grad_ reshape resize_ resolve_conj resolve_neg result_type select slice
            split squeeze t to _to_copy transpose unbind _unsafe_view unsqueeze view""");

    /** These are one kernel on a GPU, whatever a CPU makes of them; so are those that take many arrays at once. */
    private static final Set<String> ONE_KERNEL = names("_addmm_activation addmm linalg_vector_norm mean norm sum");

    private static final Set<String> MANY_ARRAYS = Set.of("_foreach_", "_fused_");

    private static final String OPERATOR = "aten::";

    private static Set<String> names(String list) {
        return Set.of(list.split("\\s+"));
    }

    /** Begins to count; one count at a time in the process. The profiler slows down what comes. */
    public static void begin() {
        JniUtils.startProfile(false, false, false);
        // The first event of a trace, which tells the calling thread: the engine has a numbering of its own.
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            manager.zeros(new Shape(1));
        }
    }

    /**
     * Ends what {@link #begin} began, on the same thread. What the engine has not finished by then is not counted.
     *
     * @return the counts
     */
    public static EngineCalls end() {
        try {
            Path trace = Files.createTempFile("gan4j", ".json");
            try {
                JniUtils.stopProfile(trace.toString());
                return of(trace);
            } finally {
                Files.delete(trace);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the profiler's trace cannot be written or read: " + e.getMessage(), e);
        }
    }

    /** Counts what comes after the mark that {@link #begin} has set. */
    static EngineCalls of(Path trace) throws IOException {
        Comparator<Event> outerFirst = Comparator.comparingDouble(Event::ts).thenComparing(Event::dur, reverseOrder());
        Event[] events = Json.GSON.fromJson(Files.readString(trace), Event[].class);
        if (events.length == 0) {
            throw new IOException("it is empty");
        }
        Arrays.sort(events, outerFirst);
        Event mark = events[0];
        Map<Integer, Deque<Event>> threads = Stream.of(events)
                .filter(event -> event.ts > mark.end())
                .collect(Collectors.groupingBy(Event::tid, Collectors.toCollection(ArrayDeque::new)));
        int calls = 0;
        int kernels = 0;
        for (Deque<Event> thread : threads.values()) {
            while (!thread.isEmpty()) {
                // Threads of the engine's own, as a GPU's backward pass has them, do what the caller has asked for by
                // one call.
                calls += thread.peek().tid == mark.tid ? 1 : 0;
                kernels += kernels(thread.poll(), thread);
            }
        }
        return new EngineCalls(calls, kernels);
    }

    /** The kernels of an event, and of those that follow within its time. */
    private static int kernels(Event event, Deque<Event> following) {
        int within = 0;
        while (!following.isEmpty() && following.peek().end() <= event.end()) {
            within += kernels(following.poll(), following);
        }
        // An operator that others do the work of is no kernel itself.
        return event.isOneKernel() ? 1 : Math.max(within, event.computes() ? 1 : 0);
    }

    /** A complete event in Chrome's format, in microseconds. */
    private record Event(String name, int tid, double ts, double dur) {

        double end() {
            return ts + dur;
        }

        private String operator() {
            return name.startsWith(OPERATOR) ? name.substring(OPERATOR.length()) : "";
        }

        boolean isOneKernel() {
            return ONE_KERNEL.contains(operator()) || MANY_ARRAYS.stream().anyMatch(operator()::startsWith);
        }

        boolean computes() {
            return !operator().isEmpty() && !NO_KERNELS.contains(operator());
        }
    }
}
