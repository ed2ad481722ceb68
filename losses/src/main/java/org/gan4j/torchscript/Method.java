package org.gan4j.torchscript;

import java.util.List;

/**
 * The text of a method of a TorchScript module.
 *
 * @param arguments the typed argument list in TorchScript, e.g. {@code "x: Tensor, weights: List[Tensor], rate: float"}
 * @param body the statements, a line each
 */
public record Method(String arguments, List<String> body) {

    /** The text from the second argument on. */
    String text() {
        return arguments + "):\n    " + String.join("\n    ", body) + "\n";
    }
}
