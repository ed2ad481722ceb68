package org.gan4j.export;

import java.io.IOException;
import java.util.List;

/** A file format that other programs read. */
public interface ExportFormat {

    /**
     * The formats there are.
     *
     * @return one of each
     */
    static List<ExportFormat> all() {
        return List.of(new SafetensorsFormat(), new TorchScriptFormat(), new OnnxFormat(), new DjlFormat());
    }

    /**
     * What people call it.
     *
     * @return its name
     */
    String name();

    /**
     * What a file's name ends with, so that the format's own programs find it.
     *
     * @return the end of a name
     */
    String suffix();

    /**
     * Whether it takes arrays folded ({@link org.gan4j.model.Layer#fold}); otherwise it keeps what a training needs.
     *
     * @return true for the formats of other programs
     */
    default boolean folds() {
        return true;
    }

    /**
     * Writes a player in this format.
     *
     * @param player the player
     * @return the content of the file
     * @throws IOException if it cannot be written
     */
    byte[] encode(ExportedPlayer player) throws IOException;
}
