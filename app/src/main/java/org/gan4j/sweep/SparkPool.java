package org.gan4j.sweep;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.ObjectOutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gan4j.UserException;
import org.gan4j.files.Failures;
import org.gan4j.files.WholeFile;

/**
 * Runs tasks on a cluster of Spark: one of its tasks a run, with its scheduling, retries and GPU addresses. A run whose machine is lost goes on
 * elsewhere from its checkpoint.
 *
 * <p>Spark's driver is a process of its own, {@code SparkDriver}: it is sent tasks, and tells a line a task, {@code gan4j: ended NUMBER CODE
 * [LINE]}, then {@code gan4j: over}.
 */
public final class SparkPool implements Pool {

    /** Begins the driver's lines among all else that Spark may print. */
    static final String MARK = "gan4j: ";

    /** How long a cancelled run may take to save a checkpoint, and the driver to end. */
    static final int PATIENCE_SECONDS = 60;

    private static final int CONNECT_MILLISECONDS = 5_000;

    private static final Pattern ENDED = Pattern.compile("ended (\\d+) (\\d+)(?: (.*))?");
    private static final Pattern HOST = Pattern.compile("([^,:/]+):(\\d+)");

    private static final Pattern ERROR = Pattern.compile("^.* ERROR |^Error: |^Exception in thread \"main\" ");
    private static final Pattern EXCEPTION = Pattern.compile("^\\S+(Exception|Error)\\b");

    private final Path log;
    private final Process driver;
    private final ObjectOutputStream orders;
    private final BufferedReader answers;
    private volatile boolean stopped;

    /**
     * Starts the driver.
     *
     * @param home the Spark to use
     * @param master where the cluster is, as {@code spark-submit --master} has it
     * @param options more of Spark's own, {@code KEY=VALUE}
     * @param threads of each run: the cores of a task, unless an option says otherwise
     * @param program what a task starts
     * @param directory the sweep's directory
     * @throws UserException if the master cannot be reached, or the driver does not start
     */
    public SparkPool(
            SparkHome home,
            String master,
            List<String> options,
            int threads,
            Program program,
            SweepDirectory directory) {
        checkReachable(master);
        log = directory.root().resolve("logs").resolve("spark.log");
        Path jar = directory.root().resolve("spark-driver.jar");
        Failures.whileWriting(log.getParent(), Files::createDirectories);
        home.compileDriver(jar);
        List<String> words = new ArrayList<>(List.of(
                home.submit().toString(), "--master", master, "--deploy-mode", "client", "--name", "gan4j sweep"));
        List<String> all = new ArrayList<>(List.of(
                "spark.task.cpus=" + threads,
                // One run must not end all others: what has failed too often is told, not thrown.
                "spark.task.maxFailures=" + 3 * Program.MOST_STARTS,
                "spark.speculation=false",
                "spark.ui.showConsoleProgress=false",
                "spark.ui.retainedTasks=1000")); // what the driver keeps of tasks that are over
        all.addAll(options);
        all.forEach(option -> words.addAll(List.of("--conf", option)));
        words.addAll(List.of("--class", "org.gan4j.sweep.SparkDriver", jar.toString()));
        try {
            ProcessBuilder builder = new ProcessBuilder(words).redirectError(log.toFile());
            builder.environment().put("SPARK_HOME", home.root().toString());
            driver = builder.start();
            answers = new BufferedReader(new InputStreamReader(driver.getInputStream(), StandardCharsets.UTF_8));
            orders = new ObjectOutputStream(driver.getOutputStream());
            orders.writeObject(program);
            orders.flush();
        } catch (IOException e) {
            throw new UserException("Spark does not start: " + e.getMessage() + "; its log is " + log, e);
        }
    }

    /** Spark itself tries for a minute, and then says it on many lines. */
    private static void checkReachable(String master) {
        if (!master.startsWith("spark://")) {
            return;
        }
        String reason = "it names no HOST:PORT";
        Matcher hosts = HOST.matcher(master.substring("spark://".length()));
        while (hosts.find()) {
            try (Socket socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(hosts.group(1), Integer.parseInt(hosts.group(2))), CONNECT_MILLISECONDS);
                return;
            } catch (SocketTimeoutException e) {
                reason = "no answer";
            } catch (UnknownHostException e) {
                reason = "there is no host of that name";
            } catch (IOException | IllegalArgumentException e) {
                reason = e.getMessage();
            }
        }
        throw new UserException("the Spark master " + master + " cannot be reached: " + reason);
    }

    @Override
    public void run(List<Task> tasks, Listener listener) {
        try {
            orders.writeObject(new ArrayList<>(tasks));
            orders.reset(); // or it would keep every task that it has sent
            orders.flush();
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.equals(MARK + "over")) {
                    return;
                }
                Matcher ended = ENDED.matcher(line.startsWith(MARK) ? line.substring(MARK.length()) : "");
                if (ended.matches()) {
                    listener.ended(Integer.parseInt(ended.group(1)), Integer.parseInt(ended.group(2)), ended.group(3));
                }
            }
        } catch (IOException e) {
            if (!stopped) {
                throw gone(e);
            }
        }
        if (!stopped) {
            throw gone(null);
        }
    }

    private UserException gone(IOException e) {
        return new UserException(
                "Spark ended before the sweep did: " + reason() + "; its log is " + log + "; gan4j sweep --out goes on",
                e);
    }

    /** The first error in the driver's log, with the exception on the line after it. */
    private String reason() {
        List<String> lines = Files.exists(log) ? WholeFile.readText(log).lines().toList() : List.of();
        for (int i = 0; i < lines.size(); i++) {
            Matcher error = ERROR.matcher(lines.get(i));
            if (error.find()) {
                String next = i + 1 < lines.size()
                                && EXCEPTION.matcher(lines.get(i + 1)).find()
                        ? ": " + lines.get(i + 1)
                        : "";
                return lines.get(i).substring(error.end()) + next;
            }
        }
        return "no reason given";
    }

    /** The end of its input tells the driver. */
    @Override
    public void stop() {
        stopped = true;
        try {
            driver.getOutputStream().close();
        } catch (IOException e) {
            // it is gone already
        }
    }

    @Override
    public void close() {
        stop();
        try {
            if (!driver.waitFor(2L * PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                driver.destroy();
            }
        } catch (InterruptedException e) {
            driver.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
