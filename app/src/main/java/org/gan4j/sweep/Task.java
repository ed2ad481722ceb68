package org.gan4j.sweep;

import java.io.Serializable;
import java.util.List;

/**
 * A run, as far as one stage takes it, as the process that does it is told.
 *
 * @param number the run's number
 * @param arguments of {@link Program}, without those that tell the device
 * @param log the file for all that the process says
 * @param result the file that is there once the task is done
 */
public record Task(int number, List<String> arguments, String log, String result) implements Serializable {}
