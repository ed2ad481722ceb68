package org.gan4j.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the engine and Java say when memory runs out, in words that tell what to do. */
final class OutOfMemory {

    private static final String ADVICE = "; lower --batch-size, or the widths --g-hidden, --d-hidden and --latent";

    private static final Pattern CPU = Pattern.compile("can't allocate memory: you tried to allocate (\\d+) bytes");

    /**
     * Other messages with what is said for them. Those of a GPU that name no size come past PyTorch's own allocator: from the driver,
     * or from cuBLAS when it asks for its workspace.
     */
    private static final Map<String, String> MEANINGS = Map.of(
            "CUDA out of memory\\. Tried to allocate ([\\d.]+ \\wi?B)\\."
                    + " GPU (\\d+) has a total capacity of ([\\d.]+ \\wi?B) of which ([\\d.]+ \\wi?B) is free",
            "cuda:$2 is out of memory: $1 more were asked for, $4 of $3 are free",
            "CUDA error: (?:out of memory|CUBLAS_STATUS_ALLOC_FAILED)",
            "the GPU is out of memory, maybe by other processes (nvidia-smi shows them)",
            "(?i)size calculation overflowed|numel: integer multiplication overflow",
            "out of memory: an array of more bytes than can be counted was asked for");

    private OutOfMemory() {}

    /** One line for a person, if it is that. */
    static Optional<String> explained(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String text = String.valueOf(cause.getMessage());
            if (cause instanceof OutOfMemoryError) {
                return Optional.of("Java's memory of " + (Runtime.getRuntime().maxMemory() >> 20) + " MB is full ("
                        + text + "); are the files what they should be? More: GAN4J_JAVA_OPTS=-Xmx4g ./gan4j ...");
            }
            Matcher cpu = CPU.matcher(text);
            if (cpu.find()) {
                double gigabytes = Long.parseLong(cpu.group(1)) / 1e9;
                return Optional.of(
                        String.format(Locale.ROOT, "out of memory: %.1f GB more were asked for%s", gigabytes, ADVICE));
            }
            for (Map.Entry<String, String> known : MEANINGS.entrySet()) {
                Matcher found = Pattern.compile(known.getKey()).matcher(text);
                if (found.find()) {
                    return Optional.of(found.group().replaceFirst(known.getKey(), known.getValue()) + ADVICE);
                }
            }
        }
        return Optional.empty();
    }
}
