package org.gan4j.export;

import java.io.IOException;
import java.util.List;
import org.gan4j.files.WeightFile;
import org.gan4j.run.ExportedFile;

/**
 * A file format that other programs read.
 *
 * @param name what people call it
 * @param suffix what a file's name ends with, so that the format's own programs find it
 * @param folds whether it takes arrays folded ({@link org.gan4j.model.Layer#fold}), as other programs do; otherwise it keeps what a
 *     training needs
 * @param encoding writes a player in it
 */
public record ExportFormat(String name, String suffix, boolean folds, Encoding encoding) {

    /** Writes a player in a format. */
    public interface Encoding {

        /**
         * Writes it.
         *
         * @param player the player
         * @return the content of the file
         * @throws IOException if it cannot be written
         */
        byte[] encode(ExportedPlayer player) throws IOException;
    }

    /**
     * The formats there are.
     *
     * @return one of each
     */
    public static List<ExportFormat> all() {
        return List.of(
                // The weights alone, under the names of PyTorch's nn.Sequential; what gan4j itself reads again.
                // Of layers with spectral norm, W as it learns, and u and v.
                new ExportFormat(
                        ExportedFile.SAFETENSORS, ".safetensors", false, player -> WeightFile.encode(player.arrays())),
                new ExportFormat("torchscript", ".pt", true, TorchScriptFormat::encode),
                new ExportFormat("onnx", ".onnx", true, OnnxFormat::encode),
                new ExportFormat("djl", DjlFormat.SUFFIX, true, DjlFormat::encode));
    }
}
