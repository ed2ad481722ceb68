package org.gan4j.export;

import org.gan4j.files.WeightFile;
import org.gan4j.run.ExportedFile;

/**
 * The weights alone, under the names of PyTorch's {@code nn.Sequential}; what {@code gan4j} itself reads again. Of layers with
 * spectral norm, W as it learns, and u and v.
 */
final class SafetensorsFormat implements ExportFormat {

    @Override
    public String name() {
        return ExportedFile.SAFETENSORS;
    }

    @Override
    public String suffix() {
        return ".safetensors";
    }

    @Override
    public boolean folds() {
        return false;
    }

    @Override
    public byte[] encode(ExportedPlayer player) {
        return WeightFile.encode(player.arrays());
    }
}
