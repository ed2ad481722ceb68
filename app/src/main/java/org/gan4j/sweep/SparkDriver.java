package org.gan4j.sweep;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.util.CollectionAccumulator;

/**
 * The process that Spark calls the driver, and what it sends to the executors: the one class that knows Spark. It is compiled at its first
 * use with the Spark that is there, see {@link SparkHome}, and it knows nothing else of the program but {@link Task} and {@link Program}.
 *
 * <p>From its standard input it reads a {@link Program} and then lists of tasks, a job each. On its standard output it tells what becomes of
 * them, see {@link SparkPool}. When its input ends, it lets the runs end at a checkpoint, and ends itself.
 */
public final class SparkDriver {

    private static final int POLL_MILLISECONDS = 200;

    private SparkDriver() {}

    /** Reads jobs until there are no more. */
    public static void main(String[] args) throws Exception {
        try (PipedInputStream input = new PipedInputStream(1 << 16);
                JavaSparkContext spark = new JavaSparkContext()) {
            spark.setJobGroup("sweep", "runs of gan4j", true);
            PipedOutputStream watched = new PipedOutputStream(input);
            Thread watch = new Thread(() -> copy(System.in, watched, spark), "input");
            watch.setDaemon(true);
            watch.start();
            ObjectInputStream objects = new ObjectInputStream(input);
            Program program = (Program) objects.readObject();
            while (true) {
                @SuppressWarnings("unchecked")
                List<Object> tasks = (List<Object>) objects.readObject();
                run(tasks, program, spark);
                say("over");
            }
        } catch (EOFException e) {
            // no more jobs
        }
    }

    /** Hands the input on; its end is seen at once, also while a job runs. */
    private static void copy(InputStream from, PipedOutputStream to, JavaSparkContext spark) {
        try (to) {
            from.transferTo(to);
        } catch (IOException e) {
            // it has ended in another way
        }
        spark.cancelJobGroup("sweep");
    }

    private static void run(List<Object> tasks, Program program, JavaSparkContext spark) throws Exception {
        if (tasks.isEmpty()) {
            return;
        }
        // Without a name: of one with a name Spark keeps all that it held, for each task anew.
        CollectionAccumulator<String> ended = spark.sc().collectionAccumulator();
        JavaFutureAction<Void> job = spark.parallelize(tasks, tasks.size()).foreachAsync(new Run(program, ended));
        int told = 0;
        boolean done;
        do {
            done = job.isDone();
            if (!done) {
                Thread.sleep(POLL_MILLISECONDS);
            }
            List<String> all = ended.value();
            for (; told < all.size(); told++) {
                say(all.get(told));
            }
        } while (!done);
        job.get();
    }

    private static void say(String line) {
        System.out.println(SparkPool.MARK + line);
        System.out.flush();
    }

    /** What an executor does with a task. */
    private static final class Run implements VoidFunction<Object> {

        private static final long serialVersionUID = 1;

        private final Program program;
        private final CollectionAccumulator<String> ended;

        Run(Program program, CollectionAccumulator<String> ended) {
            this.program = program;
            this.ended = ended;
        }

        @Override
        public void call(Object given) throws Exception {
            Task task = (Task) given;
            String missing = missing(task);
            if (missing != null) {
                ended.add("ended " + task.number() + " 1 " + missing);
                return;
            }
            int code = exitCode(task);
            if (code >= Program.SIGNALLED && TaskContext.get().attemptNumber() < Program.MOST_STARTS - 1) {
                throw new IllegalStateException("run " + task.number() + " was ended by a signal, exit code " + code);
            }
            ended.add("ended " + task.number() + " " + code);
        }

        /** What a machine of the cluster lacks, for a person. */
        private String missing(Task task) throws IOException {
            String host = InetAddress.getLocalHost().getHostName();
            Path results = Path.of(task.result()).getParent();
            if (!Files.isDirectory(results)) {
                return results.getParent() + " is not there on " + host
                        + "; a sweep on Spark needs a directory on a path that all machines share";
            }
            Path program = this.program.ownFile();
            return program == null || Files.exists(program)
                    ? null
                    : program + " is not there on " + host
                            + "; a sweep on Spark needs gan4j on a path that all machines share";
        }

        private int exitCode(Task task) throws IOException {
            var gpu = TaskContext.get().resourcesJMap().get("gpu");
            List<String> device = gpu == null ? List.of() : List.of("--device=cuda:" + gpu.addresses()[0]);
            Process process = program.start(task, device);
            try {
                return process.waitFor();
            } catch (InterruptedException e) { // the job was cancelled
                process.getOutputStream().close();
                return atCheckpoint(process);
            }
        }

        private static int atCheckpoint(Process process) {
            try {
                process.waitFor(SparkPool.PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                // its input has ended, so that it ends by itself
            }
            return 0;
        }
    }
}
