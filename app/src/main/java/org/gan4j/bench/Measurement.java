package org.gan4j.bench;

import java.util.Map;

/**
 * What a benchmark found. Rates are steps per second; a step is a generator update with its discriminator updates.
 *
 * @param loop the rate of the training loop
 * @param floor the rate of the step's matrix products alone
 * @param ratio loop over floor: of the medians, with the quartiles of the rounds
 * @param callByCall the rate of the training loop where each step is played call by call
 * @param parts milliseconds of such a step, by part
 * @param calls what one step asks of the engine
 */
public record Measurement(
        Quartiles loop,
        Quartiles floor,
        Quartiles ratio,
        Quartiles callByCall,
        Map<StepPart, Double> parts,
        EngineCalls calls) {}
