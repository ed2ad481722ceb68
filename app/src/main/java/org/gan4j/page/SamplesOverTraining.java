package org.gan4j.page;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gan4j.files.PngFile;
import org.gan4j.files.WholeFile;
import org.gan4j.picture.Animation;
import org.gan4j.picture.SmallPicture;

/** The sample grids over the training: some of them on the page, more in an animation next to it. */
final class SamplesOverTraining {

    private static final int MOST_GRIDS = 20;
    private static final int MOST_FRAMES = 30;
    private static final int FRAME_HUNDREDTHS = 20;

    private SamplesOverTraining() {}

    /** What the page shows; nothing of a run without samples. */
    static List<RunPage.Grid> shown(LoadedRun run) {
        var files = run.directory().sampleGrids();
        return EvenlySpaced.of(List.copyOf(files.keySet()), MOST_GRIDS).stream()
                .map(step -> {
                    BufferedImage grid = PngFile.read(files.get(step));
                    return new RunPage.Grid(
                            step,
                            run.pictures() ? PageTemplate.samples(grid, run.colour()) : PageTemplate.address(grid));
                })
                .toList();
    }

    /** Writes {@code samples.gif}; a run without samples has none. */
    static void writeAnimation(LoadedRun run) throws IOException {
        var files = run.directory().sampleGrids();
        if (files.isEmpty()) {
            return;
        }
        List<BufferedImage> frames = new ArrayList<>();
        for (Path file : EvenlySpaced.of(List.copyOf(files.values()), MOST_FRAMES)) {
            BufferedImage frame = PngFile.read(file);
            frames.add(run.pictures() ? SmallPicture.of(frame, run.colour()) : frame);
        }
        WholeFile.write(run.directory().root().resolve("samples.gif"), Animation.gif(frames, FRAME_HUNDREDTHS));
    }
}
