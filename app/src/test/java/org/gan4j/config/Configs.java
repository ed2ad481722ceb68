package org.gan4j.config;

import java.util.List;
import java.util.Map;
import org.gan4j.model.ActivationFunction;
import org.gan4j.model.Energy;
import org.gan4j.model.Initialization;
import org.gan4j.model.Precision;
import org.gan4j.optim.Schedule;

/** Small configurations for tests: one hidden layer of 16 in both players, and whatever a test changes. */
public final class Configs {

    private String loss = "non-saturating";
    private Map<String, String> options = Map.of();
    private List<String> penalties = List.of();
    private Double clip;
    private String optimizer = "adam";
    private double generatorRate = 1e-3;
    private double discriminatorRate = 1e-3;
    private Schedule schedule = Schedule.CONSTANT;
    private int criticSteps = 1;
    private boolean freshNoise;
    private double halfLife;
    private double rampUp;
    private int epochs;
    private long steps = 20;
    private int tick = 5;
    private int seed = 1;
    private int batchSize = 32;
    private Energy energy = Energy.SQUARED;
    private Precision precision = Precision.FLOAT32;
    private boolean freshBatch;
    private double instanceNoise;
    private double instanceNoiseUntil = 1;
    private double topK = 1;
    private double topKDecay = 0.99;
    private int packing = 1;
    private double classWeight;
    private int penaltyEvery = 1;
    private boolean spectralNorm;
    private double pullAway;
    private double consistencyD;
    private double consistencyG;

    private Configs() {}

    public static Configs small() {
        return new Configs();
    }

    public Configs loss(String name) {
        loss = name;
        return this;
    }

    public Configs options(Map<String, String> values) {
        options = values;
        return this;
    }

    public Configs penalties(String... namesAndWeights) {
        penalties = List.of(namesAndWeights);
        return this;
    }

    public Configs clip(Double bound) {
        clip = bound;
        return this;
    }

    public Configs optimizer(String name) {
        optimizer = name;
        return this;
    }

    public Configs rates(double generator, double discriminator) {
        generatorRate = generator;
        discriminatorRate = discriminator;
        return this;
    }

    public Configs schedule(String text) {
        schedule = Schedule.parse(text);
        return this;
    }

    public Configs criticSteps(int number) {
        criticSteps = number;
        return this;
    }

    public Configs freshNoise() {
        freshNoise = true;
        return this;
    }

    public Configs average(double halfLifeInSteps, double rampUpFraction) {
        halfLife = halfLifeInSteps;
        rampUp = rampUpFraction;
        return this;
    }

    public Configs epochs(int number) {
        epochs = number;
        steps = 0;
        return this;
    }

    public Configs steps(long number) {
        steps = number;
        epochs = 0;
        return this;
    }

    public Configs tick(int number) {
        tick = number;
        return this;
    }

    public Configs seed(int number) {
        seed = number;
        return this;
    }

    public Configs batchSize(int number) {
        batchSize = number;
        return this;
    }

    public Configs energy(Energy measure) {
        energy = measure;
        return this;
    }

    public Configs precision(Precision ofProducts) {
        precision = ofProducts;
        return this;
    }

    public Configs freshBatch() {
        freshBatch = true;
        return this;
    }

    public Configs instanceNoise(double std, double until) {
        instanceNoise = std;
        instanceNoiseUntil = until;
        return this;
    }

    public Configs topK(double fraction, double decay) {
        topK = fraction;
        topKDecay = decay;
        return this;
    }

    public Configs packing(int samples) {
        packing = samples;
        return this;
    }

    public Configs classes(double weight) {
        classWeight = weight;
        return this;
    }

    public Configs penaltyEvery(int updates) {
        penaltyEvery = updates;
        return this;
    }

    public Configs spectralNorm() {
        spectralNorm = true;
        return this;
    }

    public Configs pullAway(double weight) {
        pullAway = weight;
        return this;
    }

    public Configs consistency(double discriminator, double generator) {
        consistencyD = discriminator;
        consistencyG = generator;
        return this;
    }

    public TrainConfig build() {
        return new TrainConfig(
                "test",
                new TrainConfig.Data("digits", null, batchSize),
                new TrainConfig.Model(
                        8,
                        List.of(16),
                        List.of(16),
                        ActivationFunction.parse("relu"),
                        ActivationFunction.parse("leaky-relu:0.2"),
                        Initialization.PYTORCH,
                        energy,
                        precision,
                        List.of()),
                new TrainConfig.Objective(
                        loss,
                        options,
                        penalties.stream()
                                .map(TrainConfig.WeightedPenalty::parse)
                                .toList(),
                        clip),
                new TrainConfig.Optimization(
                        optimizer,
                        generatorRate,
                        discriminatorRate,
                        0.5,
                        0.999,
                        0.9,
                        0,
                        schedule,
                        criticSteps,
                        freshNoise,
                        freshBatch,
                        new TrainConfig.Average(halfLife, rampUp)),
                new TrainConfig.Techniques(
                        instanceNoise,
                        instanceNoiseUntil,
                        topK,
                        topKDecay,
                        packing,
                        classWeight,
                        penaltyEvery,
                        spectralNorm,
                        pullAway,
                        consistencyD,
                        consistencyG),
                new TrainConfig.Length(epochs, steps, tick),
                seed);
    }
}
