package org.gan4j.sweep;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gan4j.UserException;
import org.gan4j.files.Failures;
import org.gan4j.files.WholeFile;

/** A sweep from wherever it is to its end: what is done is skipped, what is half done goes on from its checkpoint. */
public final class Sweep {

    /** Of the time, at most this share goes into writing the results anew. */
    private static final double MOST_RENEWING = 0.05;

    /** Characters of a log in which its last line is looked for. */
    private static final int END_OF_LOG = 4_000;

    private final Results results;
    private final List<String> arguments;
    private final boolean retry;
    private final String maker;
    private final Watcher watcher;
    private final SweepDirectory directory;
    private final long began = System.nanoTime();
    private volatile boolean stopped;
    private volatile Pool pool;
    private double workDone;
    private int over;
    private long renewedAt;
    private long renewing;

    /** Is told how a sweep goes on, from any thread, one call at a time. */
    public interface Watcher {

        /**
         * A stage begins.
         *
         * @param stage the stage
         * @param left runs that have something to do
         * @param done runs that have done it already
         * @param failed runs that have failed and are not tried again
         */
        void stageBegins(Stage stage, int left, int done, int failed);

        /**
         * A run is over, as far as its stage takes it.
         *
         * @param trial the run
         * @param outcome what came of it
         * @param progress how far the sweep is
         */
        void ended(Trial trial, Outcome outcome, Progress progress);
    }

    /**
     * How far a stage is.
     *
     * @param over its runs that are over since it began
     * @param all its runs that had something to do
     * @param secondsLeft until the end of all stages, as it looks now
     */
    public record Progress(int over, int all, long secondsLeft) {}

    /**
     * Prepares a sweep.
     *
     * @param results what there is of it
     * @param arguments of each run that are no settings
     * @param retry whether runs that failed are tried again
     * @param maker what makes the page, with its version
     * @param watcher told how it goes on
     */
    public Sweep(Results results, List<String> arguments, boolean retry, String maker, Watcher watcher) {
        this.results = results;
        this.arguments = arguments;
        this.retry = retry;
        this.maker = maker;
        this.watcher = watcher;
        this.directory = results.directory();
    }

    /** Lets the runs end at a checkpoint, and starts no more. May be called from any thread. */
    public void stop() {
        stopped = true;
        Pool running = pool;
        if (running != null) {
            running.stop();
        }
    }

    /**
     * Runs what is left.
     *
     * @param given what runs it; closed at the end
     * @return whether every run has done what it was asked to
     * @throws UserException if results cannot be written, or the pool cannot go on
     */
    public boolean run(Pool given) {
        directory.makeFolders();
        pool = given;
        try (given) {
            for (Stage stage : results.stages()) {
                if (!stopped) {
                    run(stage);
                }
            }
        }
        renew();
        return results.stages().stream()
                .allMatch(stage -> results.taking(stage).stream()
                        .allMatch(trial ->
                                results.of(trial, stage).filter(Outcome::isDone).isPresent()));
    }

    private void run(Stage stage) {
        List<Trial> left = new ArrayList<>();
        int done = 0;
        int failed = 0;
        for (Trial trial : results.taking(stage)) {
            Outcome outcome = results.of(trial, stage).orElse(null);
            if (outcome == null || retry && !outcome.isDone()) {
                left.add(trial);
            } else if (outcome.isDone()) {
                done++;
            } else {
                failed++;
            }
        }
        left.forEach(trial -> forget(trial, stage));
        // First what has begun: its process may still be there, if the sweep was killed, and takes the place of a new
        // one.
        left.sort(Comparator.comparing((Trial trial) -> !Files.exists(directory.run(trial)))
                .thenComparingInt(Trial::number));
        synchronized (this) {
            over = 0;
        }
        watcher.stageBegins(stage, left.size(), done, failed);
        Map<Integer, Trial> byNumber = new ConcurrentHashMap<>();
        left.forEach(trial -> byNumber.put(trial.number(), trial));
        pool.run(
                left.stream().map(trial -> task(trial, stage)).toList(),
                (number, code, line) -> ended(byNumber.get(number), stage, code, line, left.size()));
    }

    /** A failure of the past is none once the run is tried again. */
    private void forget(Trial trial, Stage stage) {
        results.forget(trial, stage);
        Failures.whileWriting(directory.result(trial, stage), Files::deleteIfExists);
    }

    /** The process of a run: {@code OUT RESULT STOP-AT FLAGS...}. */
    private Task task(Trial trial, Stage stage) {
        Plan plan = results.plan();
        List<String> words = new ArrayList<>();
        words.add(directory.run(trial).toString());
        words.add(directory.result(trial, stage).toString());
        words.add(stage.stopAt());
        words.addAll(arguments);
        if (plan.config() != null) {
            words.add("--config=" + plan.config());
        }
        words.addAll(Trial.flags(trial.settings(plan.settings())));
        return new Task(
                trial.number(),
                words,
                directory.log(trial).toString(),
                directory.result(trial, stage).toString());
    }

    private synchronized void ended(Trial trial, Stage stage, int code, String line, int all) {
        Outcome outcome = results.read(trial, stage).orElse(null);
        if (outcome == null && !stopped) {
            outcome = Outcome.fail(
                    directory.result(trial, stage), line == null ? reason(directory.log(trial), code) : line);
            results.put(trial, stage, outcome);
        }
        if (outcome == null) {
            return; // it ended because the sweep was asked to stop
        }
        over++;
        workDone += work(stage);
        long now = System.nanoTime();
        double rate = workDone / (now - began);
        long left = Math.round(workLeft(stage, all - over) / rate / 1e9);
        watcher.ended(trial, outcome, new Progress(over, all, left));
        if (now - renewedAt > renewing / MOST_RENEWING) {
            renew();
        }
    }

    /** What a stage trains of a run, as a share of its length. */
    private double work(Stage stage) {
        return stage.number() == 0
                ? stage.share()
                : stage.share() - results.stages().get(stage.number() - 1).share();
    }

    private double workLeft(Stage stage, int runs) {
        double later = results.stages().stream()
                .skip(stage.number() + 1L)
                .mapToDouble(
                        next -> (double) next.configurations() * results.plan().seeds() * work(next))
                .sum();
        return runs * work(stage) + later;
    }

    /** The line of an error, which is the last that the program itself has said; without one, the code. */
    private static String reason(Path log, int code) {
        String said = "";
        try {
            if (Files.exists(log)) {
                String text = WholeFile.readText(log);
                said = text.substring(Math.max(0, text.length() - END_OF_LOG))
                        .lines()
                        .filter(line -> line.startsWith("gan4j: ") && !line.startsWith("gan4j: warning"))
                        .reduce((earlier, later) -> later)
                        .map(line -> line.substring("gan4j: ".length()))
                        .orElse("");
            }
        } catch (UserException e) {
            said = e.getMessage();
        }
        if (code > Program.SIGNALLED) {
            return "ended by signal " + (code - Program.SIGNALLED) + (said.isEmpty() ? "" : ", after: " + said);
        }
        return said.isEmpty() ? "ended with exit code " + code + "; its log is " + log : said;
    }

    private synchronized void renew() {
        long start = System.nanoTime();
        Standings.of(results, maker).write(directory.root());
        renewedAt = System.nanoTime();
        renewing = renewedAt - start;
    }
}
