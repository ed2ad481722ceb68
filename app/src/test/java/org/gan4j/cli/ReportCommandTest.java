package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages, comparisons and the like of small runs; what a browser makes of a page is in {@link ReportPageTest}. */
class ReportCommandTest {

    @TempDir
    private static Path temp;

    private static Path first;
    private static Path second;

    @BeforeAll
    static void train() throws IOException {
        Cli.writeIdx(temp.resolve("data"), 40, 40);
        first = run("first", "--epochs", "3", "--penalty", "r1:1", "--tensorboard");
        second = run("second", "--epochs", "2", "--loss", "lsgan", "--conditional");
    }

    private static Path run(String name, String... flags) {
        Path run = temp.resolve(name);
        List<String> args = new ArrayList<>(List.of(
                "train",
                "--quiet",
                "--g-hidden",
                "8",
                "--d-hidden",
                "8",
                "--batch-size",
                "8",
                "--tick",
                "2",
                "--data-dir",
                temp.resolve("data").toString(),
                "--out",
                run.toString()));
        args.addAll(List.of(flags));
        Cli.Result result = Cli.run(args);
        assertEquals(0, result.code(), result.err());
        return run;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static String report(Path run) throws IOException {
        Cli.Result result = Cli.run("report", run.toString());
        assertEquals(0, result.code(), result.err());
        assertEquals(run.resolve("report.html") + System.lineSeparator(), result.out());
        return Files.readString(run.resolve("report.html"));
    }

    @Test
    void aTrainingEndsWithItsPage() throws IOException {
        String page = Files.readString(first.resolve("report.html"));
        assertTrue(page.contains("<h1>first</h1>"));
        assertTrue(page.contains("15 steps"), "15 steps");
        assertTrue(page.contains("Penalty: r1"));
        assertTrue(page.contains("Permission is hereby granted"), "uPlot's licence");
        assertFalse(page.contains("class=\"note\""), "nothing is wrong with this run");
        assertTrue(Files.exists(first.resolve("samples.gif")));
        assertTrue(Files.exists(first.resolve("interpolation.png")));
        assertFalse(Files.exists(first.resolve("classes.png")), "there are no classes");
        // A row a class, ten columns: five times as wide as high would be two rows.
        var classes = ImageIO.read(second.resolve("classes.png").toFile());
        assertEquals(classes.getWidth(), classes.getHeight());
    }

    @Test
    void theSameRunGivesTheSamePage() throws IOException {
        assertEquals(Files.readString(first.resolve("report.html")), report(first));
    }

    @Test
    void aRunIsShownAsFarAsItGot() throws IOException {
        Path part = temp.resolve("part");
        copy(first, part);
        try (Stream<Path> checkpoints = Files.walk(part.resolve("checkpoints"))) {
            checkpoints
                    .sorted((a, b) -> b.compareTo(a))
                    .forEach(path -> path.toFile().delete());
        }
        List<String> lines = Files.readAllLines(part.resolve("metrics.jsonl"));
        Files.writeString(part.resolve("metrics.jsonl"), lines.get(0) + "\n" + lines.get(1) + "\n{\"step\":6,");
        String page = report(part);
        assertTrue(page.contains("This is a part of a run: 0.8 of 3 epochs."), "4 of 5 batches");
        assertTrue(page.contains("There are no weights yet, so there is no generator to try."));
        assertFalse(page.contains("id=\"explorer\""));
    }

    @Test
    void aRunThatDivergedHasItsPageToo() throws IOException {
        Path run = temp.resolve("diverged");
        Cli.Result result = Cli.run(
                "train",
                "--quiet",
                "--dataset",
                "gaussian",
                "--optimizer",
                "sgd",
                "--g-lr",
                "1e30",
                "--d-lr",
                "1e30",
                "--steps",
                "20",
                "--tick",
                "5",
                "--out",
                run.toString());
        assertEquals(1, result.code(), result.err());
        assertTrue(Files.readString(run.resolve("report.html")).contains("This run diverged: at step "));
    }

    @Test
    void scoresStandBesideThoseOfRealSamples() throws IOException {
        Path scored = temp.resolve("scored");
        copy(second, scored);
        Files.writeString(
                scored.resolve("evaluation.json"),
                "{\"step\":10,\"classifierScore\":8.123456,\"classHistogram\":[1,3],\"featureExtractor\":\"<pixels>\",\"real\":{\"classifierScore\":9.5,\"classHistogram\":[1,1]}}");
        Files.writeString(
                scored.resolve("metrics.jsonl"),
                Files.readString(scored.resolve("metrics.jsonl"))
                        + "{\"step\":10,\"epoch\":2,\"evaluation\":{\"classifierScore\":8.1}}\n");
        String page = report(scored);
        assertTrue(page.contains("<th>Classifier score</th><td>8.123</td><td>9.5</td>"));
        assertTrue(page.contains("<p class=\"value\">8.123</p>"), "at the top");
        assertTrue(page.contains("Feature extractor: &lt;pixels&gt;."), "what the scores depend on, escaped");
        assertTrue(page.contains("evenly by construction"), "every class was asked for equally often");
        assertFalse(page.contains("id=\"score-charts\""), "a single point is no curve");

        Cli.Result compared = Cli.run("compare", scored.toString(), first.toString());
        assertEquals(0, compared.code(), compared.err());
        List<String> lines = compared.out().lines().toList();
        assertTrue(lines.get(0).endsWith("classifierScore"), compared.out());
        assertTrue(lines.get(1).endsWith("8.123"), compared.out());
        assertTrue(lines.get(2).endsWith("-"), compared.out());
    }

    /** Nobody ran 'evaluate': the training's own scores, with what they were taken at. */
    @Test
    void scoresAlongTheWayAreShown() throws IOException {
        Path scored = temp.resolve("along");
        copy(first, scored);
        String metrics = Files.readString(scored.resolve("metrics.jsonl"));
        String one = "{\"step\":5,\"epoch\":1,\"evaluation\":{\"sampleCount\":40,\"frechetDistance\":7.5,"
                + "\"real\":{\"sampleCount\":30,\"frechetDistance\":0.5}}}\n";
        Files.writeString(scored.resolve("metrics.jsonl"), metrics + one);
        String page = report(scored);
        assertTrue(page.contains("Scored at step 5, epoch 1.00: 40 generated samples"), "5 of 15 steps, 3 epochs");
        assertTrue(page.contains("<th>Fréchet distance</th><td>7.5</td><td>0.5</td>"));
        assertFalse(page.contains("by construction"), "this generator is told no class");
        assertFalse(page.contains("id=\"score-charts\""), "a single point is no curve");

        String two =
                one.replace("\"step\":5,\"epoch\":1", "\"step\":10,\"epoch\":2").replace("7.5", "6.5");
        Files.writeString(scored.resolve("metrics.jsonl"), metrics + one + two);
        page = report(scored);
        assertTrue(page.contains("Scored at step 10, epoch 2.00"));
        assertTrue(page.contains("<h4>Fréchet distance</h4>"));
        assertTrue(page.contains("<p class=\"hint\">↓ lower is better</p>"), "a chart says its direction");
        assertTrue(page.indexOf("<h2>Between two samples") < page.indexOf("<h3>Losses"), "pictures, then charts");
        assertTrue(page.indexOf("<h3>Losses") < page.indexOf("id=\"score-charts\""));
    }

    @Test
    void aRunWithoutScoresSaysHowToGetThem() throws IOException {
        String page = Files.readString(first.resolve("report.html"));
        assertTrue(page.contains("<code>gan4j evaluate RUN</code>"));
        assertFalse(page.contains("class=\"headline\""));
        assertFalse(page.contains("id=\"scores\""));
    }

    @Test
    void classesAreBars() throws IOException {
        Path scored = temp.resolve("bars");
        copy(first, scored);
        Files.writeString(
                scored.resolve("evaluation.json"),
                "{\"step\":15,\"classHistogram\":[10,30],\"real\":{\"classHistogram\":[5,5]}}");
        String page = report(scored);
        // 10 of 40, 30 of 40, 5 of 10: the widest is 75 %, and 25 / 75 = 33.3 %, 50 / 75 = 66.7 %.
        assertTrue(page.contains("style=\"width:33.3%\"></div><div class=\"bar real\" style=\"width:66.7%\""));
        assertTrue(page.contains("style=\"width:100.0%\"></div><div class=\"bar real\" style=\"width:66.7%\""));
        assertTrue(page.contains("25.0\u00a0%"));
    }

    @Test
    void termsHaveNamesForAPerson() throws IOException {
        String page = Files.readString(second.resolve("report.html"));
        assertTrue(page.contains("classes, D\\u0027s cross-entropy"), "in the data of the script, as Gson writes it");
        assertFalse(page.contains("dClasses"));
    }

    @Test
    void aSingleTickIsNoCurve() throws IOException {
        Path once = run("once", "--steps", "1");
        String page = Files.readString(once.resolve("report.html"));
        assertTrue(page.contains("Losses were reported once, at step 1: D "));
        assertFalse(page.contains("<h3>Losses</h3>"));
    }

    @Test
    void runsAreCompared() throws IOException {
        Path csv = temp.resolve("runs.csv");
        Path html = temp.resolve("runs.html");
        Cli.Result result = Cli.run(
                "compare", first.toString(), second.toString(), "--csv", csv.toString(), "--html", html.toString());
        assertEquals(0, result.code(), result.err());
        List<String> lines = result.out().lines().toList();
        assertTrue(lines.get(0).startsWith("run     data set  loss            steps"), result.out());
        assertTrue(lines.get(1).matches("first +idx +non-saturating +15 .*"), result.out());
        assertTrue(lines.get(2).matches("second +idx +lsgan +10 .*"), result.out());
        assertEquals(List.of(csv.toString(), html.toString()), lines.subList(3, 5));
        List<String> table = Files.readAllLines(csv);
        assertEquals("run,data set,loss,steps,seconds,steps/s,D,G,D(real),D(fake)", table.get(0));
        assertTrue(table.get(1).startsWith("first,idx,non-saturating,15,"), table.get(1));
        String page = Files.readString(html);
        assertTrue(page.contains("2 runs side by side"));
        assertTrue(page.contains("alt=\"Samples of second\""));
    }

    @Test
    void runsAreDrawnSideBySide() throws IOException {
        assumeTrue(Cli.fontsArePresent(), "names need a font");
        Path png = temp.resolve("runs.png");
        assertEquals(
                0,
                Cli.run("compare", first.toString(), second.toString(), "--png", png.toString())
                        .code());
        var picture = ImageIO.read(png.toFile());
        assertTrue(picture.getWidth() > 600 && picture.getHeight() < 400, "two in a row");
    }

    /** Runs of one name in different places. */
    @Test
    void equalNamesAreToldApartByTheirPaths() throws IOException {
        Path other = Files.createDirectories(temp.resolve("other"));
        copy(first, other.resolve("first"));
        String out = Cli.run("compare", first.toString(), other.resolve("first").toString())
                .out();
        assertTrue(out.contains(first + " "), out);
        assertTrue(out.contains(other.resolve("first") + " "), out);
    }

    @Test
    void theShellCompletesCommandsAndFlags() throws IOException, InterruptedException {
        Cli.Result result = Cli.run("completion");
        assertEquals(0, result.code());
        for (String word : List.of("train", "compare", "--tensorboard", "--preset")) {
            assertTrue(result.out().contains(word), word);
        }
        assumeTrue(Files.exists(Path.of("/bin/bash")), "there is no bash to try it in");
        Path script = Files.writeString(temp.resolve("completion"), result.out());
        Process bash = new ProcessBuilder(
                        "/bin/bash",
                        "-c",
                        "source '" + script + "'; COMP_WORDS=(gan4j comp); COMP_CWORD=1; _complete_gan4j;"
                                + " echo \"${COMPREPLY[@]}\"")
                .redirectErrorStream(true)
                .start();
        String completed = new String(bash.getInputStream().readAllBytes());
        assertEquals(0, bash.waitFor(), completed);
        assertEquals("compare completion", completed.strip());
        assertTrue(result.out().contains("\"wgan-gp\""), "the names behind --loss");
    }
}
