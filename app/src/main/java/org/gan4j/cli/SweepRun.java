package org.gan4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gan4j.UserException;
import org.gan4j.config.Settings;
import org.gan4j.eval.Evaluation;
import org.gan4j.files.Failures;
import org.gan4j.files.ProcessLock;
import org.gan4j.files.WholeFile;
import org.gan4j.run.EvaluationFiles;
import org.gan4j.run.RunDirectory;
import org.gan4j.run.RunHistory;
import org.gan4j.sweep.Outcome;
import org.gan4j.train.Tick;

/**
 * The process of a run of a sweep: trains from the beginning or the last checkpoint, evaluates what came of it, and then writes the file
 * of the result. When its standard input ends, it ends too, at a checkpoint: with the process that has started it.
 */
final class SweepRun {

    private static final String TO_THE_END = "1/1";

    private SweepRun() {}

    /** Runs: {@code OUT RESULT STOP-AT FLAG...}, the flags those of {@code train}. */
    public static void main(String[] args) {
        Thread watch = new Thread(SweepRun::endWithInput, "input");
        watch.setDaemon(true);
        watch.start();
        EngineStart.beforeEngine();
        List<String> words = List.of(args);
        System.exit(run(Path.of(args[0]), Path.of(args[1]), args[2], words.subList(3, words.size())));
    }

    private static void endWithInput() {
        try {
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            // it has ended in another way
        }
        Interruption.hangUp();
    }

    static int run(Path out, Path result, String stopAt, List<String> flags) {
        try {
            if (Outcome.read(result).filter(Outcome::isDone).isPresent()) {
                return 0; // by a process that nobody waited for any longer
            }
            awaitOthers(out);
            int code = Gan4j.run(Gan4j.commandLine(), trainWords(out, stopAt, flags));
            return code == 0 ? score(out, result, flags) : code;
        } catch (UserException e) {
            System.err.println("gan4j: " + e.getMessage());
            return 1;
        }
    }

    /** A sweep that was killed may have left a process in this directory that still saves a checkpoint. */
    private static void awaitOthers(Path out) {
        if (Files.exists(out)) {
            Failures.whileWriting(
                    out,
                    to -> ProcessLock.take(
                                    to.resolve(".lock"),
                                    () -> System.out.println("another process writes to " + out + "; waiting for it"))
                            .close());
        }
    }

    private static String[] trainWords(Path out, String stopAt, List<String> flags) {
        List<String> words = new ArrayList<>(List.of("train"));
        if (Files.exists(out.resolve("config.json"))) {
            words.add("--resume=" + out);
            words.addAll(ofEngine(flags));
        } else {
            if (Files.exists(out)) { // what is there was not whole when its process was killed
                Failures.whileWriting(out, WholeFile::deleteDirectory);
            }
            words.add("--out=" + out);
            words.addAll(flags);
        }
        if (!stopAt.equals(TO_THE_END)) {
            words.add("--stop-at=" + stopAt);
        }
        return words.toArray(String[]::new);
    }

    private static List<String> ofEngine(List<String> flags) {
        return flags.stream()
                .filter(flag -> flag.matches("--(device|threads|libtorch)=.*"))
                .toList();
    }

    private static int score(Path out, Path result, List<String> flags) {
        List<String> words =
                new ArrayList<>(List.of("evaluate", out.toString(), "--count=" + Settings.EVALUATION_COUNT, "--quiet"));
        words.addAll(ofEngine(flags));
        int code = Gan4j.run(Gan4j.commandLine(), words.toArray(String[]::new));
        if (code == 0) {
            RunDirectory run = RunDirectory.open(out);
            Evaluation evaluation = EvaluationFiles.read(run.evaluations().ofLast());
            double seconds = RunHistory.read(run).lastTick().map(Tick::seconds).orElse(Double.NaN);
            Outcome.write(result, seconds, evaluation);
        }
        return code;
    }
}
