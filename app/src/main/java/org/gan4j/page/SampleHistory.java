package org.gan4j.page;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.gan4j.files.PngFile;
import org.gan4j.files.WholeFile;
import org.gan4j.picture.Animation;

/** The sample grids over the training: some of them on the page, more in an animation beside it. */
final class SampleHistory {

    private static final int MOST_GRIDS = 20;
    private static final int MOST_FRAMES = 30;
    private static final int FRAME_HUNDREDTHS = 20;

    private final RunSoFar run;
    private final TreeMap<Long, Path> files;

    SampleHistory(RunSoFar run) {
        this.run = run;
        this.files = run.directory().sampleGrids();
    }

    List<RunPage.Grid> grids() {
        List<RunPage.Grid> grids = new ArrayList<>();
        for (long step : Spread.over(List.copyOf(files.keySet()), MOST_GRIDS)) {
            BufferedImage grid = PngFile.read(files.get(step));
            grids.add(new RunPage.Grid(step, run.pictures() ? GreyPicture.small(grid) : grid));
        }
        return grids;
    }

    String hint() {
        if (!run.pictures()) {
            return "Generated samples over real ones. A good run ends with generated samples wherever there are real ones, and nowhere else.";
        }
        return "Each place always shows what the generator makes of the same random numbers"
                + (run.conditional() ? " and the same class" : "") + ". "
                + (run.config().optimization().average().halfLife() > 0
                        ? "These samples come from the running average of its weights. "
                        : "")
                + "A good run ends with samples that look real and differ from each other.";
    }

    /** Writes {@code samples.gif}; a run without samples has none. */
    void writeAnimation() throws IOException {
        if (files.isEmpty()) {
            return;
        }
        List<BufferedImage> frames = new ArrayList<>();
        for (Path file : Spread.over(List.copyOf(files.values()), MOST_FRAMES)) {
            BufferedImage frame = PngFile.read(file);
            frames.add(run.pictures() ? GreyPicture.of(frame) : frame);
        }
        WholeFile.write(run.directory().root().resolve("samples.gif"), Animation.gif(frames, FRAME_HUNDREDTHS));
    }
}
