package org.gan4j.sweep;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gan4j.eval.Evaluation;
import org.gan4j.eval.Metric;
import org.gan4j.eval.Spread;

/** What has come of the runs of a sweep so far. */
public final class Results {

    private final SweepDirectory directory;
    private final Plan plan;
    private final List<Trial> trials;
    private final List<Stage> stages;
    private final List<Map<Integer, Outcome>> outcomes;

    /**
     * Reads what there is.
     *
     * @param directory the sweep's directory
     * @param plan its plan
     * @throws org.gan4j.UserException if a file cannot be read
     */
    public Results(SweepDirectory directory, Plan plan) {
        this.directory = directory;
        this.plan = plan;
        this.trials = plan.runs();
        this.stages = Stage.of(trials.size() / plan.seeds(), plan.halving());
        this.outcomes = stages.stream()
                .map(stage -> (Map<Integer, Outcome>) new ConcurrentHashMap<Integer, Outcome>())
                .toList();
        stages.forEach(stage -> trials.forEach(trial -> read(trial, stage)));
    }

    /** What is known of a run. */
    enum State {
        /** It has done what it was asked to. */
        DONE,
        /** It stopped with an error. */
        FAILED,
        /** It trains, or has begun to. */
        BEGUN,
        /** It has not begun. */
        WAITING,
        /** Others were better at the end of a stage. */
        LEFT
    }

    /**
     * The newest of a run.
     *
     * @param trial the run
     * @param stage the last stage that has an outcome of it; {@code null} if none has
     * @param outcome that one; {@code null} if there is none
     */
    record Newest(Trial trial, Stage stage, Outcome outcome) {

        double score(Metric metric) {
            return outcome == null ? Double.NaN : outcome.scores().getOrDefault(metric, Double.NaN);
        }
    }

    /**
     * A configuration with the scores over its seeds.
     *
     * @param number from 0
     * @param stage the last stage that all its runs have an outcome of, as far as it is known; -1 for none
     * @param runs its runs
     * @param scores the spread of each metric over the runs that have it
     */
    record Configuration(int number, int stage, List<Newest> runs, Map<Metric, Spread> scores) {

        Map<String, String> varied() {
            return runs.get(0).trial.varied();
        }

        private double median(Metric metric) {
            Spread spread = scores.get(metric);
            return spread == null ? Double.NaN : spread.median();
        }
    }

    List<Trial> trials() {
        return trials;
    }

    /**
     * The stages of the sweep.
     *
     * @return one at least
     */
    public List<Stage> stages() {
        return stages;
    }

    Plan plan() {
        return plan;
    }

    SweepDirectory directory() {
        return directory;
    }

    /** Reads the file of a run anew. */
    Optional<Outcome> read(Trial trial, Stage stage) {
        Optional<Outcome> read = Outcome.read(directory.result(trial, stage));
        read.ifPresent(outcome -> put(trial, stage, outcome));
        return read;
    }

    void put(Trial trial, Stage stage, Outcome outcome) {
        outcomes.get(stage.number()).put(trial.number(), outcome);
    }

    void forget(Trial trial, Stage stage) {
        outcomes.get(stage.number()).remove(trial.number());
    }

    Optional<Outcome> of(Trial trial, Stage stage) {
        return Optional.ofNullable(outcomes.get(stage.number()).get(trial.number()));
    }

    Newest newest(Trial trial) {
        for (int i = stages.size() - 1; i >= 0; i--) {
            Outcome outcome = outcomes.get(i).get(trial.number());
            if (outcome != null) {
                return new Newest(trial, stages.get(i), outcome);
            }
        }
        return new Newest(trial, null, null);
    }

    /** The runs that take part in a stage; none yet if the stage before it is not over. */
    List<Trial> taking(Stage stage) {
        if (stage.number() == 0) {
            return trials;
        }
        Stage before = stages.get(stage.number() - 1);
        List<Trial> earlier = taking(before);
        if (earlier.isEmpty()
                || !earlier.stream().allMatch(trial -> of(trial, before).isPresent())) {
            return List.of();
        }
        List<Configuration> ranked = ranked(earlier, trial -> {
            Outcome outcome = of(trial, before).orElseThrow();
            return new Newest(trial, before, outcome);
        });
        return ranked.stream()
                .limit(stage.configurations())
                .filter(configuration -> configuration.runs.stream().anyMatch(run -> run.outcome.isDone()))
                .flatMap(configuration -> configuration.runs.stream().map(Newest::trial))
                .sorted(Comparator.comparingInt(Trial::number))
                .toList();
    }

    /** All configurations, the best first. */
    List<Configuration> ranked() {
        return ranked(trials, this::newest);
    }

    private List<Configuration> ranked(List<Trial> of, Function<Trial, Newest> newest) {
        List<Configuration> all = new ArrayList<>();
        for (int from = 0; from < of.size(); from += plan.seeds()) {
            all.add(configuration(
                    of.subList(from, from + plan.seeds()).stream().map(newest).toList()));
        }
        ToIntFunction<Configuration> stage = Configuration::stage;
        Comparator<Configuration> order = Comparator.comparingInt(stage).reversed();
        for (Metric metric : Stream.concat(Stream.of(plan.deciding()), Evaluation.DECIDING.stream())
                .distinct()
                .toList()) {
            order = order.thenComparing((one, other) -> metric.compare(one.median(metric), other.median(metric)));
        }
        all.sort(order.thenComparingInt(Configuration::number));
        return all;
    }

    /** Scores of a configuration are those of its last common stage; a run that failed there is worse than any other. */
    private Configuration configuration(List<Newest> runs) {
        int stage = runs.stream()
                .mapToInt(run -> run.stage == null ? -1 : run.stage.number())
                .max()
                .orElseThrow();
        List<Newest> there = runs.stream()
                .filter(run -> run.stage != null && run.stage.number() == stage)
                .toList();
        Map<Metric, Spread> scores = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            if (there.stream().anyMatch(run -> run.outcome.scores().containsKey(metric))) {
                scores.put(
                        metric,
                        Spread.of(
                                metric,
                                there.stream().map(run -> run.score(metric)).toList()));
            }
        }
        return new Configuration(runs.get(0).trial.configuration(), stage, runs, scores);
    }

    /** What is known of each run, by its number. */
    Map<Integer, State> states() {
        List<Set<Integer>> taking = stages.stream()
                .map(stage -> taking(stage).stream().map(Trial::number).collect(Collectors.toSet()))
                .toList();
        Map<Integer, State> states = new LinkedHashMap<>();
        trials.forEach(trial -> states.put(trial.number(), state(newest(trial), taking)));
        return states;
    }

    private State state(Newest run, List<Set<Integer>> taking) {
        if (run.outcome != null && !run.outcome.isDone()) {
            return State.FAILED;
        }
        if (run.stage == null) {
            return Files.exists(directory.run(run.trial).resolve("config.json")) ? State.BEGUN : State.WAITING;
        }
        if (run.stage.isLast()) {
            return State.DONE;
        }
        Set<Integer> next = taking.get(run.stage.number() + 1);
        return next.isEmpty() || next.contains(run.trial.number()) ? State.BEGUN : State.LEFT;
    }
}
