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
import org.gan4j.eval.Evaluation;
import org.gan4j.eval.Metric;
import org.gan4j.testing.Cli;
import org.gan4j.testing.IdxBytes;
import org.gan4j.testing.Pictures;
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
        IdxBytes.writeSmall(temp.resolve("data"), 40, 40);
        first = run("first", "--epochs", "3", "--penalty", "r1:1", "--tensorboard");
        second = run("second", "--epochs", "2", "--loss", "hinge", "--conditional");
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

    /** Adam moves each weight by its rate: at 50 nothing becomes infinite, and nothing is learned. */
    @Test
    void aRunThatRanAwaySaysSoOnTheWayAtItsEndAndOnItsPage() throws IOException {
        Path run = temp.resolve("away");
        Cli.Result result = Cli.run(
                "train",
                "--dataset",
                "gaussian",
                "--g-lr",
                "50",
                "--d-lr",
                "50",
                "--steps",
                "60",
                "--tick",
                "10",
                "--out",
                run.toString());
        assertEquals(0, result.code(), result.err());
        assertTrue(
                result.errLines()
                        .get(0)
                        .matches("gan4j: warning: at step \\d+ the scores are beyond reason .*; try lower rates.*"),
                result.err());
        String last = result.errLines().get(result.errLines().size() - 1);
        assertTrue(last.startsWith("gan4j: warning: the game looks lost: from step "), last);
        assertTrue(last.contains("the scores are beyond reason (mean scores "), last);
        String page = Files.readString(run.resolve("report.html"));
        assertTrue(page.contains("the scores are beyond reason (mean scores "), page.substring(0, 5000));
        assertEquals(0, Cli.run("compare", run.toString()).code());
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
        assertTrue(page.contains("every class was asked for equally often"), "by a generator that is told it");
        assertFalse(page.contains("id=\"score-charts\""), "a single point is no curve");
    }

    /** Writes what an evaluation says; {@code extra} are further members. */
    private static void evaluation(Path run, String file, long step, double precision, String extra)
            throws IOException {
        Files.writeString(
                run.resolve(file),
                "{\"step\":" + step + ",\"sampleCount\":2500,\"against\":\"40 images\",\"featureExtractor\":\"pixels\","
                        + "\"precision\":" + precision + ",\"classKl\":0.01," + extra
                        + "\"real\":{\"precision\":0.9375,\"classKl\":0.02}}");
    }

    @Test
    void runsAreComparedByTheirNewestEvaluation() throws IOException {
        Path asked = temp.resolve("asked");
        copy(first, asked); // 15 steps, of 3 epochs
        evaluation(asked, "evaluation-step-00000005.json", 5, 0.25, "");
        evaluation(asked, "evaluation.json", 10, 0.5, "\"seed\":3,");
        Path way = temp.resolve("way");
        copy(second, way); // 10 steps, of 2 epochs
        evaluation(way, "evaluation.json", 5, 0.125, "");
        Files.writeString(
                way.resolve("metrics.jsonl"),
                Files.readString(way.resolve("metrics.jsonl"))
                        + "{\"step\":10,\"epoch\":2,\"evaluation\":{\"sampleCount\":2500,\"against\":\"40 images\","
                        + "\"featureExtractor\":\"pixels\",\"precision\":0.75,\"real\":{\"precision\":0.9375}}}\n");
        Path csv = temp.resolve("scores.csv");
        Cli.Result result = Cli.run("compare", asked.toString(), way.toString(), "--csv", csv.toString());
        assertEquals(0, result.code(), result.err());
        List<String> lines = result.out().lines().toList();
        assertEquals(
                List.of(
                        "Scores on idx",
                        "2,500 samples each, against 40 images, at step 10, epoch 2",
                        "features: pixels",
                        "run           precision ↑  class KL ↓",
                        "real samples       0.9375      0.0200",
                        "asked              0.5000      0.0100",
                        "way                0.7500           -",
                        "precision ↑  " + Metric.PRECISION.meaning() + "; higher is better",
                        "class KL ↓  " + Metric.CLASS_KL.meaning() + "; lower is better",
                        "way: " + Evaluation.CLASSES_IN_TURN),
                lines.subList(0, 10));
        String head = Files.readAllLines(csv).get(0);
        assertTrue(
                head.endsWith("scored at step,scored at epoch,samples,against,features,precision,class KL,"
                        + "real precision,real class KL"),
                head);
    }

    /** Other classifiers and other numbers of samples give other scores of the same generator. */
    @Test
    void scoresThatDoNotCompareStandApart() throws IOException {
        Path many = temp.resolve("many");
        copy(first, many);
        evaluation(many, "evaluation.json", 15, 0.5, "");
        Path few = temp.resolve("few");
        copy(first, few);
        Files.writeString(
                few.resolve("evaluation.json"),
                Files.readString(many.resolve("evaluation.json")).replace("2500", "500"));
        Path html = temp.resolve("apart.html");
        Cli.Result result =
                Cli.run("compare", many.toString(), few.toString(), first.toString(), "--html", html.toString());
        assertEquals(0, result.code(), result.err());
        assertEquals(2, result.out().lines().filter("Scores on idx"::equals).count(), result.out());
        assertTrue(result.out().contains("no scores yet: first; gan4j evaluate RUN"), result.out());
        String page = Files.readString(html);
        assertTrue(page.contains("Scores\n    of different tables do not compare"), "a warning");
        assertTrue(page.contains("<p class=\"hint\">500 samples each, against 40 images, at step 15, epoch 3</p>"));
        assertTrue(page.contains("<tr><th>real samples</th><td>0.9375</td><td>0.0200</td></tr>"));
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
        assertTrue(page.contains("Scored at step 5, epoch 1: 40 generated samples"), "5 of 15 steps, 3 epochs");
        assertTrue(page.contains("<th>Fréchet distance</th><td>7.5</td><td>0.5</td>"));
        assertFalse(page.contains("asked for equally often"), "this generator is told no class");
        assertFalse(page.contains("id=\"score-charts\""), "a single point is no curve");

        String two =
                one.replace("\"step\":5,\"epoch\":1", "\"step\":10,\"epoch\":2").replace("7.5", "6.5");
        Files.writeString(scored.resolve("metrics.jsonl"), metrics + one + two);
        page = report(scored);
        assertTrue(page.contains("Scored at step 10, epoch 2"));
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
        assertEquals(List.of("Runs", "all: data set idx, preset images, seed 0"), lines.subList(0, 2));
        assertTrue(lines.get(3).matches("run +loss +steps +epochs +seconds +steps/s +D +G"), result.out());
        assertTrue(lines.get(4).matches("first +non-saturating \\+ r1:1 +15 +3 .*"), result.out());
        assertTrue(lines.get(5).matches("second +hinge \\+ r1:1.5 \\+ conditional:1 +10 +2 .*"), result.out());
        assertEquals("no scores yet: first, second; gan4j evaluate RUN", lines.get(6));
        assertEquals(List.of(csv.toString(), html.toString()), lines.subList(8, 10));
        List<String> table = Files.readAllLines(csv);
        assertEquals("run,data set,preset,loss,seed,steps,epochs,seconds,steps/s,D,G,D(real),D(fake)", table.get(0));
        assertTrue(table.get(1).startsWith("first,idx,images,non-saturating + r1:1,0,15,3,"), table.get(1));
        String page = Files.readString(html);
        assertTrue(page.contains("2 runs side by side"));
        assertTrue(page.contains("None of these runs has been evaluated yet."));
        assertTrue(page.contains("alt=\"Samples of second\""));
    }

    @Test
    void oneRunIsNotComparedWithAnything() throws IOException {
        Path html = temp.resolve("run.html");
        Cli.Result result = Cli.run("compare", first.toString(), "--html", html.toString());
        assertEquals(0, result.code(), result.err());
        String page = Files.readString(html);
        assertTrue(page.contains("<h1>1 run</h1>"));
        assertTrue(page.contains("<title>1 run ·"));
        assertTrue(page.contains("This run has not been evaluated yet."));
    }

    @Test
    void aRunThatComesTwiceIsTakenOnce() {
        Path roundabout = first.resolve("../first");
        Cli.Result result = Cli.run("compare", first.toString(), second.toString(), first + "/", roundabout.toString());
        assertEquals(0, result.code(), result.err());
        List<String> names = result.out()
                .lines()
                .filter(line -> line.matches(".*(first|second) .*"))
                .map(line -> line.split(" ")[0])
                .toList();
        assertEquals(List.of("first", "second"), names, result.out());
    }

    @Test
    void aTableOfTextFitsTheTerminal() throws IOException {
        Path longName =
                temp.resolve("a-run-with-a-name-of-which-nobody-can-say-that-it-is-a-short-one-at-all-in-any-way");
        copy(first, longName);
        Cli.Result result = Cli.run("compare", longName.toString(), second.toString());
        assertEquals(0, result.code(), result.err());
        List<String> lines = result.out().lines().toList();
        assertTrue(
                lines.stream()
                        .filter(line -> line.matches("(run|a-run-with|second).*"))
                        .allMatch(line -> line.length() <= 120),
                result.out());
        assertTrue(lines.stream().filter(line -> line.startsWith("run ")).count() > 1, "blocks below each other");
    }

    @Test
    void runsAreDrawnSideBySide() throws IOException {
        assumeTrue(Pictures.fontsArePresent(), "names need a font");
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
}
