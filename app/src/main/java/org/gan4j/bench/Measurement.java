package org.gan4j.bench;

import java.util.Map;

/**
 * What a benchmark found. Rates are steps per second; a step is a generator update with its discriminator updates.
 *
 * @param loop the rate of the training loop
 * @param floor the rate of the step's matrix products alone
 * @param ratio loop over floor: of the medians, with the quartiles of the rounds
 * @param parts milliseconds of a step, by part
 * @param calls what one step asks of the engine
 */
public record Measurement(
        Quartiles loop, Quartiles floor, Quartiles ratio, Map<StepPart, Double> parts, EngineCalls calls) {}
