package org.gan4j.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gan4j.UserException;
import org.gan4j.testing.ChildProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tasks on a Spark that {@code -Dgan4j.spark=DIR} names, which {@code .ci/spark/make-home} makes of Maven's jars. A shell stands in for the
 * runs. Without the property these tests say so and are skipped, but for those that need no Spark.
 */
class SparkPoolTest {

    @TempDir
    Path temp;

    private final Map<Integer, List<String>> ended = new ConcurrentHashMap<>();
    private final List<Process> cluster = new ArrayList<>();

    private final Pool.Listener listener = (number, code, line) ->
            ended.computeIfAbsent(number, first -> new ArrayList<>()).add(code + (line == null ? "" : " " + line));

    @AfterEach
    void endCluster() {
        cluster.forEach(Process::destroyForcibly);
    }

    private static SparkHome spark() {
        String home = System.getProperty("gan4j.spark");
        assumeTrue(home != null, "no -Dgan4j.spark=DIR names a folder of Spark");
        return SparkHome.find(home);
    }

    private SweepDirectory directory() {
        SweepDirectory directory = new SweepDirectory(temp.resolve("sweep"));
        directory.makeFolders();
        return directory;
    }

    private SparkPool pool(String master, String script, SweepDirectory directory) {
        Program program = new Program(List.of("/bin/sh", "-c", script, "sh"), Map.of());
        List<String> options =
                List.of("spark.executor.memory=512m", "spark.ui.enabled=false", "spark.driver.host=127.0.0.1");
        return new SparkPool(spark(), master, options, 1, program, directory);
    }

    private List<Task> tasks(int count, SweepDirectory directory) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Task(
                        i,
                        List.of(
                                String.valueOf(i),
                                directory
                                        .root()
                                        .resolve("results/" + i + ".json")
                                        .toString()),
                        directory.root().resolve("logs/" + i + ".log").toString(),
                        directory.root().resolve("results/" + i + ".json").toString()))
                .toList();
    }

    /** The executor that runs a task: the parent of the task's process. */
    private static Stream<ProcessHandle> executorOf(Task task) {
        return ProcessHandle.allProcesses()
                .filter(process -> commandLine(process).contains(task.result()))
                .flatMap(process -> process.parent().stream())
                .filter(parent -> commandLine(parent).contains("CoarseGrainedExecutorBackend"));
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
        } catch (IOException e) {
            return ""; // it has ended
        }
    }

    private static long lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file).size() : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills an executor while its task runs; each task must have been done once, and one at least begun twice. */
    private void runWhileAnExecutorIsKilled(String master) throws Exception {
        SweepDirectory directory = directory();
        // Ends with its input, as a run does: what it was doing is then not done.
        String script = "echo begun $1; "
                + "exec 3<&0; (cat <&3 >/dev/null; kill $$) & watch=$!; sleep 3; kill $watch; echo '{}' >>$2; echo done $1; exit 0";
        List<Task> tasks = tasks(6, directory);
        try (SparkPool pool = pool(master, script, directory)) {
            Thread killer = new Thread(() -> {
                Optional<ProcessHandle> executor = Optional.empty();
                while (executor.isEmpty() && lines(Path.of(tasks.get(0).result())) == 0) {
                    sleep(100);
                    executor = executorOf(tasks.get(0)).findFirst();
                }
                executor.ifPresent(ProcessHandle::destroyForcibly);
            });
            killer.start();
            pool.run(tasks, listener);
            killer.join(60_000);
            assertFalse(killer.isAlive());
        }
        assertEquals(
                IntStream.range(0, 6).boxed().collect(Collectors.toMap(i -> i, i -> List.of("0"))),
                new TreeMap<>(ended));
        long begun = 0;
        for (Task task : tasks) {
            assertEquals(1, lines(Path.of(task.result())), "done once: " + task);
            begun += Files.readAllLines(Path.of(task.log())).stream()
                    .filter(line -> line.startsWith("begun"))
                    .count();
        }
        assertTrue(begun > 6, begun + " tasks were begun: no executor was killed in the middle");
    }

    private static void sleep(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anExecutorThatIsKilledLosesNoRun() throws Exception {
        runWhileAnExecutorIsKilled("local-cluster[2,1,1024]");
    }

    @Test
    void aStandaloneClusterDoesTheSame() throws Exception {
        SparkHome home = spark();
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        String master = "spark://127.0.0.1:" + port;
        start(
                home,
                "org.apache.spark.deploy.master.Master",
                "--host",
                "127.0.0.1",
                "--port",
                "" + port,
                "--webui-port",
                "0");
        for (int i = 0; i < 2; i++) {
            start(
                    home,
                    "org.apache.spark.deploy.worker.Worker",
                    "--host",
                    "127.0.0.1",
                    "--cores",
                    "1",
                    "--memory",
                    "1g",
                    "--webui-port",
                    "0",
                    "--work-dir",
                    temp.resolve("worker" + i).toString(),
                    master);
        }
        while (!isOpen(port)) {
            sleep(200);
        }
        runWhileAnExecutorIsKilled(master);
    }

    private static boolean isOpen(int port) {
        try (java.net.Socket socket = new java.net.Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private void start(SparkHome home, String type, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(home.submit().toString()));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = ChildProcess.of(words)
                .redirectErrorStream(true)
                .redirectOutput(
                        temp.resolve("cluster" + cluster.size() + ".log").toFile());
        builder.environment().put("SPARK_CLASS", type);
        builder.environment().put("SPARK_HOME", home.root().toString());
        cluster.add(ChildProcess.start(builder));
    }

    @Test
    void whatARunEndsWithIsTold() {
        SweepDirectory directory = directory();
        try (SparkPool pool = pool("local[2,8]", "echo begun; [ $1 = 2 ] && kill -KILL $$; exit $1", directory)) {
            pool.run(tasks(3, directory), listener);
            // A stage later the same driver runs more.
            pool.run(tasks(1, directory), listener);
        }
        assertEquals(List.of("0", "0"), ended.get(0));
        assertEquals(List.of("1"), ended.get(1));
        assertEquals(List.of("137"), ended.get(2), "killed " + Program.MOST_STARTS + " times");
        assertEquals(Program.MOST_STARTS, lines(directory.root().resolve("logs/2.log")));
    }

    @Test
    void aDirectoryThatIsNotSharedIsSaid() throws Exception {
        SweepDirectory directory = directory();
        try (SparkPool pool = pool("local[1]", "exit 0", directory)) {
            Files.delete(directory.root().resolve("results"));
            pool.run(tasks(1, directory), listener);
        }
        assertTrue(
                ended.get(0)
                        .get(0)
                        .matches("1 " + directory.root() + " is not there on \\S+; a sweep on Spark needs a"
                                + " directory on a path that all machines share"),
                ended.toString());
    }

    @Test
    void anUnreachableMasterIsOneLine() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Program program = new Program(List.of("/bin/true"), Map.of());
        UserException met = assertThrows(
                UserException.class,
                () -> new SparkPool(
                        new SparkHome(temp), "spark://127.0.0.1:" + port, List.of(), 1, program, directory()));
        assertEquals(
                "the Spark master spark://127.0.0.1:" + port + " cannot be reached: Connection refused",
                met.getMessage());
    }

    @Test
    void aFolderThatIsNoSparkIsRefused() {
        UserException met = assertThrows(UserException.class, () -> SparkHome.find(temp.toString()));
        assertEquals(
                "SPARK_HOME (" + temp + ") is not the folder of a Spark: it has no jars or no bin/spark-submit",
                met.getMessage());
    }
}
