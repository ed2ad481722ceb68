package org.gan4j.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much a piece of work asks of the engine, counted by PyTorch's own profiler: on a GPU this, not the arithmetic, is what a
 * small network costs.
 *
 * @param calls calls from Java that run an operator or a TorchScript function; what only looks at an array is not among them
 * @param kernels operators that compute, those within TorchScript and backward passes included: about the kernels that a GPU
 *     launches. What is one kernel there and several steps on a CPU (a linear layer, a mean, an update of many weights) counts once
 */
public record EngineCalls(int calls, int kernels) {

    /** These make or view arrays, or read numbers that lie on the CPU. */
    private static final Set<String> NO_KERNELS = Set.of(
            "alias",
            "as_strided",
            "detach",
            "detach_",
            "empty",
            "empty_like",
            "empty_strided",
            "expand",
            "flatten",
            "is_floating_point",
            "item",
            "lift_fresh",
            "_local_scalar_dense",
            "narrow",
            "permute",
            "_reshape_alias",
            "reshape",
            "resize_",
            "resolve_conj",
            "resolve_neg",
            "result_type",
            "select",
            "slice",
            "split",
            "squeeze",
            "t",
            "to",
            "_to_copy",
            "transpose",
            "unbind",
            "_unsafe_view",
            "unsqueeze",
            "view");

    /** These are one kernel on a GPU, whatever a CPU makes of them; so are those that take many arrays at once. */
    private static final Set<String> ONE_KERNEL = Set.of("addmm", "linalg_vector_norm", "mean", "norm", "sum");

    private static final Set<String> MANY_ARRAYS = Set.of("_foreach_", "_fused_");

    private static final String OPERATOR = "aten::";

    private record Event(String name, int thread, double start, double duration) {
        double end() {
            return start + duration;
        }
    }

    /**
     * Counts. The profiler slows the work down, so that time and counts are taken apart.
     *
     * @param work the work; it must finish what it asks of the engine, or the rest is not counted
     * @return the counts
     */
    public static EngineCalls of(Runnable work) {
        begin();
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            end(); // or the profiler would go on
            throw e;
        }
        return end();
    }

    /** Begins to count; one count at a time in the process. For work that is no {@link Runnable}, as a step between two others. */
    public static void begin() {
        JniUtils.startProfile(false, false, false);
        // The first event of a trace, which tells the calling thread: the engine has a numbering of its own.
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            manager.zeros(new Shape(1));
        }
    }

    /**
     * Ends what {@link #begin} began, on the same thread.
     *
     * @return the counts
     */
    public static EngineCalls end() {
        Path trace = null;
        try {
            trace = Files.createTempFile("gan4j", ".json");
            JniUtils.stopProfile(trace.toString());
            return of(trace);
        } catch (IOException e) {
            throw new UncheckedIOException("the profiler's trace can not be written or read: " + e.getMessage(), e);
        } finally {
            if (trace != null) {
                trace.toFile().delete();
            }
        }
    }

    /** Counts what lies behind the mark that {@link #begin} has set. */
    static EngineCalls of(Path trace) throws IOException {
        List<Event> events = read(trace);
        Event mark = events.stream()
                .min(Comparator.comparingDouble(Event::start).thenComparing(Event::duration, Comparator.reverseOrder()))
                .orElseThrow(() -> new IOException("it is empty"));
        List<Event> behind =
                events.stream().filter(event -> event.start() > mark.end()).toList();
        return count(behind, mark.thread());
    }

    /** Chrome's format: an array of complete events in microseconds. */
    private static List<Event> read(Path trace) throws IOException {
        List<Event> events = new ArrayList<>();
        try (Reader text = Files.newBufferedReader(trace);
                JsonReader json = new JsonReader(text)) {
            json.beginArray();
            while (json.hasNext()) {
                String name = "";
                int thread = 0;
                double start = 0;
                double duration = 0;
                json.beginObject();
                while (json.hasNext()) {
                    switch (json.nextName()) {
                        case "name" -> name = json.nextString();
                        case "tid" -> thread = json.nextInt();
                        case "ts" -> start = json.nextDouble();
                        case "dur" -> duration = json.nextDouble();
                        default -> json.skipValue();
                    }
                }
                json.endObject();
                events.add(new Event(name, thread, start, duration));
            }
            json.endArray();
        }
        return events;
    }

    /** Threads of the engine's own, as a GPU's backward pass has them, do what the caller has asked for by one call. */
    private static EngineCalls count(List<Event> events, int caller) {
        Map<Integer, List<Event>> threads = new HashMap<>();
        events.forEach(event -> threads.computeIfAbsent(event.thread(), thread -> new ArrayList<>())
                .add(event));
        int calls = 0;
        int kernels = 0;
        for (List<Event> thread : threads.values()) {
            thread.sort(
                    Comparator.comparingDouble(Event::start).thenComparing(Event::duration, Comparator.reverseOrder()));
            // An operator that others do the work of is no kernel itself; those come after it, and within its time.
            Deque<Running> open = new ArrayDeque<>();
            for (Event event : thread) {
                while (!open.isEmpty() && open.peek().event.end() < event.end()) {
                    kernels += leave(open);
                }
                calls += open.isEmpty() && event.thread() == caller ? 1 : 0;
                open.push(new Running(
                        event,
                        !open.isEmpty() && (open.peek().inKernel || open.peek().isOneKernel())));
            }
            while (!open.isEmpty()) {
                kernels += leave(open);
            }
        }
        return new EngineCalls(calls, kernels);
    }

    /** An operator whose time is not over yet. */
    private static final class Running {
        private final Event event;
        private final boolean inKernel;
        private boolean delegated;

        Running(Event event, boolean inKernel) {
            this.event = event;
            this.inKernel = inKernel;
        }

        private String operator() {
            return event.name().startsWith(OPERATOR) ? event.name().substring(OPERATOR.length()) : "";
        }

        boolean isOneKernel() {
            return ONE_KERNEL.contains(operator()) || MANY_ARRAYS.stream().anyMatch(operator()::startsWith);
        }

        boolean computes() {
            return !operator().isEmpty() && !NO_KERNELS.contains(operator());
        }
    }

    private static int leave(Deque<Running> open) {
        Running left = open.pop();
        if (left.inKernel) {
            return 0;
        }
        if ((left.computes() || left.delegated) && !open.isEmpty()) {
            open.peek().delegated = true;
        }
        return left.computes() && (left.isOneKernel() || !left.delegated) ? 1 : 0;
    }
}
