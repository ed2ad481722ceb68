package org.gan4j.losses.penalty;

import ai.djl.ndarray.NDArray;
import org.gan4j.torchscript.TorchScriptFunction;

/** Random points between real and generated samples. */
final class Interpolation {

    private static final TorchScriptFunction BETWEEN = new TorchScriptFunction(
            "real: Tensor, fake: Tensor",
            "rows = torch.reshape(real, [torch.size(real, 0), -1])",
            "alpha = torch.rand_like(torch.narrow(rows, 1, 0, 1))",
            "between = torch.lerp(torch.reshape(fake, [torch.size(fake, 0), -1]), rows, alpha)",
            "return torch.reshape(between, torch.size(real))");

    private Interpolation() {}

    /** A random point on the line between each real sample and its generated one. */
    static NDArray between(NDArray real, NDArray fake) {
        if (!real.getShape().equals(fake.getShape())) {
            throw new IllegalArgumentException("real samples have shape " + real.getShape() + ", generated samples "
                    + fake.getShape() + "; they must be equal");
        }
        return BETWEEN.apply(real, fake);
    }
}
