package org.gan4j.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** The processes of this machine. Each worker has a device of its own, as far as there are so many. */
public final class LocalPool implements Pool {

    private final Program program;
    private final List<String> devices;
    private final int workers;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /**
     * A pool.
     *
     * @param program what is started
     * @param devices what each worker is told of its device, in turn: an argument each; empty if runs are to choose themselves
     * @param workers how many run at a time
     */
    public LocalPool(Program program, List<String> devices, int workers) {
        this.program = program;
        this.devices = devices;
        this.workers = workers;
    }

    @Override
    public void run(List<Task> tasks, Listener listener) {
        Queue<Task> waiting = new ConcurrentLinkedQueue<>(tasks);
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        List<? extends Future<?>> all = IntStream.range(0, workers)
                .mapToObj(worker -> threads.submit(() -> work(worker, waiting, listener)))
                .toList();
        threads.shutdown();
        try {
            for (Future<?> one : all) {
                one.get();
            }
        } catch (InterruptedException e) {
            stop();
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            stop();
            throw e.getCause() instanceof RuntimeException met ? met : new IllegalStateException(e.getCause());
        }
    }

    private void work(int worker, Queue<Task> waiting, Listener listener) {
        List<String> device = devices.isEmpty() ? List.of() : List.of(devices.get(worker % devices.size()));
        for (Task task = waiting.poll(); task != null && !stopped; task = waiting.poll()) {
            try {
                listener.ended(task.number(), exitCode(task, device), null);
            } catch (IOException e) {
                listener.ended(task.number(), 1, "the run cannot be started: " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private int exitCode(Task task, List<String> device) throws IOException, InterruptedException {
        int code = Program.SIGNALLED;
        for (int start = 0; start < Program.MOST_STARTS && code >= Program.SIGNALLED && !stopped; start++) {
            Process process = program.start(task, device);
            running.add(process);
            if (stopped) {
                endInput(process); // it began while stop() looked for what runs
            }
            code = process.waitFor();
            running.remove(process);
        }
        return code;
    }

    @Override
    public void stop() {
        stopped = true;
        running.forEach(LocalPool::endInput);
    }

    private static void endInput(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
