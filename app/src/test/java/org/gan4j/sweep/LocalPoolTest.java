package org.gan4j.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Processes of a shell in the place of runs. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the processes are those of a shell")
class LocalPoolTest {

    @TempDir
    Path temp;

    private final Map<Integer, Integer> codes = new ConcurrentHashMap<>();
    private final Map<Integer, String> lines = new ConcurrentHashMap<>();

    private final Pool.Listener listener = (number, code, line) -> {
        codes.put(number, code);
        if (line != null) {
            lines.put(number, line);
        }
    };

    private Task task(int number, String... arguments) {
        return new Task(
                number, List.of(arguments), temp.resolve(number + ".log").toString(), "");
    }

    private static Program shell(String script) {
        return new Program(List.of("/bin/sh", "-c", script, "sh"), Map.of());
    }

    @Test
    void exitCodesAreTold() {
        List<Task> tasks = IntStream.range(0, 9)
                .mapToObj(i -> task(i, String.valueOf(i % 3)))
                .toList();
        new LocalPool(shell("exit $1"), List.of(), 3).run(tasks, listener);
        assertEquals(new TreeMap<>(Map.of(0, 0, 1, 1, 2, 2, 3, 0, 4, 1, 5, 2, 6, 0, 7, 1, 8, 2)), new TreeMap<>(codes));
    }

    @Test
    void eachWorkerHasItsDevice() throws Exception {
        List<Task> tasks = IntStream.range(0, 8).mapToObj(this::task).toList();
        new LocalPool(shell("echo $1; sleep 0.2"), List.of("a", "b"), 2).run(tasks, listener);
        ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 8; i++) {
            said.add(Files.readString(temp.resolve(i + ".log")).strip());
        }
        assertTrue(said.contains("a") && said.contains("b"), said.toString());
        assertEquals(8, said.stream().filter(word -> word.matches("[ab]")).count());
    }

    /** It fails at once; one that is killed goes on, three times. */
    @Test
    void aKilledProcessIsStartedAgain() throws Exception {
        String dies = "echo x; [ $(wc -l <" + temp + "/0.log) -lt 3 ] && kill -KILL $$; exit 0";
        new LocalPool(shell(dies), List.of(), 1).run(List.of(task(0)), listener);
        assertEquals(0, codes.get(0));
        assertEquals(3, Files.readAllLines(temp.resolve("0.log")).size());

        new LocalPool(shell("echo x; kill -KILL $$"), List.of(), 1).run(List.of(task(1)), listener);
        assertEquals(128 + 9, codes.get(1));
        assertEquals(4, Files.readAllLines(temp.resolve("1.log")).size());
    }

    @Test
    void whatCannotBeStartedIsSaid() {
        Program none = new Program(List.of(temp + "/nothing"), Map.of());
        new LocalPool(none, List.of(), 2).run(List.of(task(0)), listener);
        assertTrue(lines.get(0).startsWith("the run cannot be started: "), lines.toString());
    }

    @Test
    void aStoppedPoolEndsTheInputOfItsProcesses() throws Exception {
        LocalPool pool = new LocalPool(shell("echo begun; cat; echo input ended; exit 129"), List.of(), 1);
        Thread thread = new Thread(() -> pool.run(List.of(task(0), task(1)), listener));
        thread.start();
        Path log = temp.resolve("0.log");
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            while (!Files.exists(log) || Files.size(log) == 0) {
                Thread.sleep(10);
            }
        });
        pool.stop();
        thread.join(60_000);
        assertTrue(!thread.isAlive());
        assertEquals(List.of("begun", "input ended"), Files.readAllLines(log));
        assertEquals(null, codes.get(1), "the second began");
    }
}
