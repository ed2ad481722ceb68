package org.gan4j.page;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.gan4j.UserException;
import org.gan4j.data.ImageShape;
import org.gan4j.files.PngFile;
import org.gan4j.picture.NoFontsException;
import org.gan4j.picture.SampleGrid;
import org.gan4j.picture.SampleRows;
import org.gan4j.picture.SmallPicture;
import org.gan4j.run.SamplePicture;

/**
 * Some of the last samples of runs, a row a run.
 *
 * @param runs the runs, one at least
 * @param count how many samples a row has
 */
record SamplesOfRuns(List<ComparedRun> runs, int count) {

    /** What a few hundred megabytes hold while it is drawn. */
    private static final long MOST_PIXELS = 100_000_000;

    /** Refuses samples that are no images, those of another size or other channels than the first run's, and too many. */
    SamplesOfRuns {
        ComparedRun first = runs.get(0);
        for (ComparedRun run : runs) {
            if (!run.pictures()) {
                throw new IllegalArgumentException("samples (" + count + ") draws images, and those of " + run.name()
                        + " are none; leave out the flag or the run");
            }
            if (!run.image().equals(first.image())) {
                throw new IllegalArgumentException("samples (" + count + ") draws images of one kind: "
                        + first.name() + " has " + first.image() + ", " + run.name() + " has " + run.image()
                        + "; compare them apart");
            }
        }
        if ((long) first.image().height() * first.image().width() * count * runs.size() > MOST_PIXELS) {
            throw new IllegalArgumentException("samples (" + count + ") would make a picture of more than "
                    + MOST_PIXELS / 1_000_000 + " million pixels; draw fewer of them, or fewer runs");
        }
    }

    /**
     * Draws the rows.
     *
     * @return the picture, with a byte a pixel if the samples are grey, where a pixel that was no number is dark
     * @throws UserException if a run's picture is damaged
     * @throws NoFontsException if this Java finds no font for the labels
     */
    BufferedImage draw() {
        ImageShape image = runs.get(0).image();
        BufferedImage rows = NoFontsException.draw(
                () -> SampleRows.draw(labels(), count, image.height(), image.width(), i -> row(runs.get(i))));
        return SmallPicture.of(rows, image.channels() > 1);
    }

    private BufferedImage row(ComparedRun run) {
        if (run.grid() == null) {
            return null;
        }
        ImageShape image = run.image();
        BufferedImage grid = PngFile.read(run.grid());
        try {
            return SampleGrid.first(count, grid, SamplePicture.GRID_COUNT, image.height(), image.width());
        } catch (IllegalArgumentException e) {
            throw new UserException(run.grid() + " is damaged: " + e.getMessage(), e);
        }
    }

    /** The losses, if the runs share data set, preset and seed, and no two share a loss; otherwise the names. */
    private List<String> labels() {
        List<String> losses =
                runs.stream().map(run -> run.config().objective().loss()).toList();
        long different = losses.stream().distinct().count();
        long recipes = runs.stream().map(SamplesOfRuns::recipe).distinct().count();
        boolean lossesTell = runs.size() > 1 && recipes == 1 && different == runs.size();
        return lossesTell ? losses : runs.stream().map(ComparedRun::name).toList();
    }

    private static List<Object> recipe(ComparedRun run) {
        return Arrays.asList( // a run without a preset has null
                run.dataset(), run.config().preset(), run.config().seed());
    }
}
