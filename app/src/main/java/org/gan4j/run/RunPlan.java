package org.gan4j.run;

import java.nio.file.Path;

/**
 * What a run leaves in its directory and when, but not what it computes.
 *
 * @param out where a new run goes, or {@code null} for a numbered directory below {@code runs}
 * @param resume the run to go on with, or one of its checkpoints; {@code null} for a new run
 * @param force whether to resume with other settings or other data all the same
 * @param checkpointEvery how often a checkpoint is saved
 * @param sampleEvery how often samples are drawn
 * @param keep how many checkpoints are kept; 0 for all
 * @param keepBest whether the checkpoint with the best evaluation is kept too
 * @param rollsBack whether a run whose numbers go bad goes back to its last checkpoint, rather than stop
 * @param evaluateEvery epochs from one evaluation to the next; 0 for none
 * @param tensorboard whether events for TensorBoard are written
 * @param stopAt where the run stops as if it had been asked to; {@code null} for nowhere before its end
 */
public record RunPlan(
        Path out,
        Path resume,
        boolean force,
        Interval checkpointEvery,
        Interval sampleEvery,
        int keep,
        boolean keepBest,
        boolean rollsBack,
        int evaluateEvery,
        boolean tensorboard,
        StopAt stopAt) {}
