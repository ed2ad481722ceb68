package org.gan4j.bench;

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
 * @param kernels operators that compute, those within TorchScript and backward passes included. On a GPU each is a kernel launch,
 *     but for the {@code _foreach_} ones, which launch one for many arrays there and are counted as many here
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
            return count(read(trace));
        } catch (IOException e) {
            throw new UncheckedIOException("the profiler's trace can not be written or read: " + e.getMessage(), e);
        } finally {
            if (trace != null) {
                trace.toFile().delete();
            }
        }
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

    private static EngineCalls count(List<Event> events) {
        Map<Integer, List<Event>> threads = new HashMap<>();
        events.forEach(event -> threads.computeIfAbsent(event.thread(), thread -> new ArrayList<>())
                .add(event));
        int calls = 0;
        int kernels = 0;
        for (List<Event> thread : threads.values()) {
            thread.sort(
                    Comparator.comparingDouble(Event::start).thenComparing(Event::duration, Comparator.reverseOrder()));
            // An operator that others do the work of is no kernel itself; those come after it, and within its time.
            Deque<Event> open = new ArrayDeque<>();
            Deque<Boolean> delegates = new ArrayDeque<>();
            for (Event event : thread) {
                while (!open.isEmpty() && open.peek().end() < event.end()) {
                    kernels += leave(open, delegates);
                }
                calls += open.isEmpty() ? 1 : 0;
                open.push(event);
                delegates.push(false);
            }
            while (!open.isEmpty()) {
                kernels += leave(open, delegates);
            }
        }
        return new EngineCalls(calls, kernels);
    }

    private static int leave(Deque<Event> open, Deque<Boolean> delegates) {
        Event event = open.pop();
        boolean delegated = delegates.pop();
        boolean computes = event.name().startsWith("aten::")
                && !NO_KERNELS.contains(event.name().substring("aten::".length()));
        if ((computes || delegated) && !delegates.isEmpty()) {
            delegates.pop();
            delegates.push(true);
        }
        return computes && !delegated ? 1 : 0;
    }
}
