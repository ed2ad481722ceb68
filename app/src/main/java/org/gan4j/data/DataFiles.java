package org.gan4j.data;

import java.util.List;

/** The files that a data set is read from. */
enum DataFiles {
    NONE("drawn here", ""),
    DIRECTORY_OR_DOWNLOAD("downloaded once, or from --data-dir", ""),
    PICTURES(
            "PNG, JPEG, WebP ... in the folder or zip --data-dir",
            "--data-dir DIR, a folder or a zip of pictures",
            "size",
            "channels",
            "background",
            "skip-broken",
            "holdout"),
    DIRECTORY("MNIST's kind of files in --data-dir", "--data-dir DIR, with " + IdxFiles.FOUR_FILES, "holdout"),
    NPZ("images of NumPy's in --data-dir FILE", "--data-dir FILE.npz, with images", "holdout"),
    VECTORS(
            "rows of numbers in --data-dir FILE, CSV or NumPy's",
            "--data-dir FILE.csv, a row a sample, or FILE.npz with an array [N, F]",
            "skip-broken",
            "holdout",
            "label-column");

    private final String help;
    private final String needs;
    private final List<String> options;

    DataFiles(String help, String needs, String... options) {
        this.help = help;
        this.needs = needs;
        this.options = List.of(options);
    }

    /** For the help: what they are, and where. */
    String help() {
        return help;
    }

    /** For a refusal: what has to be given; empty where nothing has to be. */
    String needs() {
        return needs;
    }

    /** The settings that say how they are read. */
    List<String> options() {
        return options;
    }
}
