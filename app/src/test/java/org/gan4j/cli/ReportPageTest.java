package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.gan4j.run.TrainedPlayer;
import org.gan4j.testing.Cli;
import org.gan4j.testing.Pictures;
import org.gan4j.train.GeneratorInput;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The page in a real browser: Chromium without a window, the file as it lies on the disk. */
class ReportPageTest {

    private static final List<Path> DRIVERS = List.of(Path.of("/usr/bin/chromedriver"));
    private static final List<Path> BROWSERS = List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/google-chrome"));

    /** A grey level: the page sums in another order, and in float64. */
    private static final int TOLERANCE = 1;

    @TempDir
    private static Path temp;

    private static ChromeDriver browser;
    private static Path plane;

    @BeforeAll
    static void open() {
        Path driver = DRIVERS.stream().filter(Files::exists).findFirst().orElse(null);
        Path binary = BROWSERS.stream().filter(Files::exists).findFirst().orElse(null);
        assumeTrue(
                driver != null && binary != null,
                "no browser: the page is tested with Chromium and its driver (Debian: chromium, chromium-driver)");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(binary.toString());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + temp.resolve("profile"));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.toFile())
                        .build(),
                options);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.quit();
        }
    }

    /** Trains a little, and opens the page that it left. */
    private static Path show(String name, String... flags) {
        Path run = temp.resolve(name);
        List<String> args = new ArrayList<>(List.of("train", "--quiet", "--out", run.toString()));
        if (!List.of(flags).contains("--arch")) {
            args.addAll(List.of("--g-hidden", "24", "--d-hidden", "8"));
        }
        args.addAll(List.of(flags));
        Cli.Result trained = Cli.run(args);
        assertEquals(0, trained.code(), trained.err());
        browser.get(run.resolve("report.html").toUri().toString());
        return run;
    }

    /** Opens the page of a few steps in the plane, which all tests share that need no more. */
    private static Path showPlane() {
        if (plane == null) {
            plane = show("plane", "--dataset", "ring", "--steps", "4", "--tick", "2", "--evaluate-every", "1");
        } else {
            renew(plane);
        }
        return plane;
    }

    private static void renew(Path run) {
        Cli.Result written = Cli.run("report", run.toString());
        assertEquals(0, written.code(), written.err());
        browser.get(run.resolve("report.html").toUri().toString());
    }

    private static Object script(String text, Object... arguments) {
        return browser.executeScript(text, arguments);
    }

    private static String console() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::toString)
                .collect(Collectors.joining("\n"));
    }

    /** The reds, greens and blues on the canvas, pixel by pixel, row by row. */
    private static List<Integer> canvas() {
        List<?> values = (List<?>) script("const canvas = document.getElementById('canvas');"
                + "const copy = new OffscreenCanvas(canvas.width, canvas.height)"
                + ".getContext('2d', {willReadFrequently: true});" // or the browser would warn of slowness
                + "copy.drawImage(canvas, 0, 0);"
                + "const data = copy.getImageData(0, 0, canvas.width, canvas.height).data;"
                + "return Array.from(data).filter((_, i) => i % 4 < 3);");
        return values.stream().map(value -> ((Number) value).intValue()).toList();
    }

    /** The reds, greens and blues of the first sample of {@code gan4j sample}, pixel by pixel, row by row. */
    private static List<Integer> sampled(Path run, String... flags) throws IOException {
        Path file = temp.resolve("sample.png");
        List<String> args = new ArrayList<>(List.of("sample", run.toString(), "--out", file.toString()));
        args.addAll(List.of(flags));
        Cli.Result sampled = Cli.run(args);
        assertEquals(0, sampled.code(), sampled.err());
        var picture = ImageIO.read(file.toFile());
        // 64 samples of 28 x 28 or 32 x 32, enlarged twice, with lines of two pixels around: see SampleGrid.
        int side = ((picture.getWidth() - 2) / 8 - 2) / 2;
        assertEquals(8 * (2 * side + 2) + 2, picture.getWidth());
        return IntStream.range(0, side * side)
                .map(i -> picture.getRGB(2 + 2 * (i % side), 2 + 2 * (i / side)))
                .boxed()
                .flatMap(colour -> Stream.of(colour >> 16 & 0xff, colour >> 8 & 0xff, colour & 0xff))
                .toList();
    }

    private static void assertEqualPictures(List<Integer> expected, List<Integer> actual) {
        assertEquals(expected.size(), actual.size());
        int worst = IntStream.range(0, expected.size())
                .map(i -> Math.abs(expected.get(i) - actual.get(i)))
                .max()
                .getAsInt();
        assertTrue(worst <= TOLERANCE, "levels differ by up to " + worst);
        assertTrue(expected.stream().distinct().count() > 20, "a picture has shades");
    }

    private static void setSlider(String selector, String value) {
        script(
                "const slider = document.querySelector(arguments[0]); slider.value = arguments[1];"
                        + "slider.dispatchEvent(new Event('input', {bubbles: true}));",
                selector,
                value);
    }

    private static String attribute(String id, String name) {
        return browser.findElement(By.id(id)).getDomProperty(name);
    }

    /** The first row of the noise of {@code gan4j sample --seed SEED}, without classes. */
    private static String latent(Path run, int seed, int width) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                TrainedPlayer generator = TrainedPlayer.generator(run, Optional.empty(), manager);
                NDArray input = generator.input(seed, 64, GeneratorInput.EVERY_CLASS)) {
            float[] values = input.toFloatArray();
            return IntStream.range(0, width)
                    .mapToObj(i -> String.valueOf(values[i]))
                    .collect(Collectors.joining(", "));
        }
    }

    @Test
    void showsTheRunAndRunsTheGenerator() throws IOException {
        Path run = show("digits", "--steps", "320", "--tick", "20");
        assertEquals("", console());

        // Charts, with the last values in their legends until somebody points at others.
        assertEquals(3, browser.findElements(By.cssSelector(".chart canvas")).size());
        browser.executeAsyncScript("setTimeout(arguments[0], 300)"); // uPlot draws a moment later
        String legend = browser.findElement(By.cssSelector(".chart .u-legend")).getText();
        assertTrue(legend.contains("320"), legend);

        // The slider goes through the training.
        String last = attribute("grid", "src");
        assertEquals("step 320", browser.findElement(By.id("grid-step")).getText());
        setSlider("#grid-slider", "0");
        assertEquals(
                "step 0, untrained", browser.findElement(By.id("grid-step")).getText());
        setSlider("#grid-slider", "1");
        assertEquals("step 312", browser.findElement(By.id("grid-step")).getText());
        assertFalse(last.equals(attribute("grid", "src")), "an earlier grid");
        setSlider("#grid-slider", "3");
        assertTrue(last.equals(attribute("grid", "src")), "the last grid again");

        // The explorer begins with the first sample, and makes any other.
        assertEqualPictures(sampled(run), canvas());
        List<Integer> before = canvas();
        setSlider("#sliders input", "3.5");
        assertFalse(before.equals(canvas()), "another picture");
        browser.findElement(By.id("random")).click();
        assertFalse(before.equals(canvas()), "another picture");
        script(
                "const field = document.getElementById('latent'); field.value = arguments[0];"
                        + "field.dispatchEvent(new Event('input'));",
                latent(run, 5, 32));
        assertEqualPictures(sampled(run, "--seed", "5"), canvas());
        script("const field = document.getElementById('latent'); field.value = '1, 2, 3';"
                + "field.dispatchEvent(new Event('input'));");
        assertEquals(
                "3 numbers are given; the generator reads 32",
                browser.findElement(By.id("latent-problem")).getDomProperty("textContent"));
        assertEquals("", console());

        // One file: it asks for nothing but itself.
        assertEquals(
                0L,
                script(
                        "return performance.getEntriesByType('resource').filter(r => !r.name.startsWith('data:')).length"));
        assertFalse(Files.readString(run.resolve("report.html")).contains("<link rel=\"stylesheet\""));
        try (Stream<Path> files = Files.list(run)) {
            assertTrue(files.map(file -> file.getFileName().toString())
                    .toList()
                    .containsAll(List.of("samples.gif", "interpolation.png")));
        }
    }

    @Test
    void aClassIsAButton() throws IOException {
        Path run = show("classes", "--steps", "20", "--conditional");
        assertEquals(10, browser.findElements(By.cssSelector("#classes button")).size());
        assertEqualPictures(sampled(run, "--class", "0"), canvas());
        browser.findElement(By.xpath("//div[@id='classes']/button[text()='7']")).click();
        assertEqualPictures(sampled(run, "--class", "7"), canvas());

        // Another sample, of the same class.
        List<Integer> before = canvas();
        for (int i = 0; i < 5; i++) {
            browser.findElement(By.id("random")).click();
            assertEquals(
                    "7",
                    browser.findElement(By.cssSelector("#classes [aria-pressed=true]"))
                            .getText());
        }
        assertFalse(before.equals(canvas()), "another picture");
        assertEquals("", console());
        assertTrue(Files.exists(run.resolve("classes.png")));
        holdPhone();
        putPhoneAway();
    }

    /** Every kind of layer that a generator can have, grey and in colour, with and without classes. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dcgan | --arch dcgan --g-channels 8,4 --d-channels 4 --g-norm batch --d-norm group",
                "dcgan in colour | --arch dcgan --dataset shapes --g-channels 16,8 --d-channels 4 --g-norm group --conditional",
                "resnet | --arch resnet --dataset shapes --g-channels 9,6,3 --d-channels 4 --g-norm layer --spectral-norm --loss hinge",
                "resnet of digits | --arch resnet --g-channels 8,8 --d-channels 4 --g-norm batch --g-activation relu",
                "r3gan | --arch r3gan --dataset shapes --g-channels 16,8 --d-channels 8,8 --blocks 2 --conditional"
            })
    void convolutionsRunInThePage(String name, String flags) throws IOException {
        List<String> all = new ArrayList<>(List.of(flags.split(" ")));
        all.addAll(List.of("--steps", "12", "--batch-size", "8", "--g-lr", "0.02"));
        Path run = show(name, all.toArray(String[]::new));
        String[] first = all.contains("--conditional") ? new String[] {"--class", "circle"} : new String[0];
        assertEqualPictures(sampled(run, first), canvas());
        setSlider("#sliders input", "3.5");
        if (all.contains("--conditional")) {
            browser.findElement(By.cssSelector("#classes button:last-child")).click();
        }
        assertFalse(sampled(run, first).equals(canvas()), "another picture");
        assertEquals("", console());
    }

    /** 102 million multiply-adds a picture: 64 channels of 3x3 kernels, twice a size, from 4x4 to 32x32. */
    @Test
    void whatIsTooMuchWorkIsAWalk() throws IOException {
        String[] flags = {"--arch", "resnet", "--dataset", "shapes", "--d-channels", "4", "--conditional"};
        Path run = show(
                "walk",
                Stream.concat(Stream.of(flags), Stream.of("--steps", "1", "--batch-size", "2"))
                        .toArray(String[]::new));
        assertEquals(List.of(), browser.findElements(By.id("random")));
        String said = browser.findElement(By.cssSelector("#explorer .hint")).getText();
        assertTrue(said.contains("a page does at most 15,000,000"), said);
        browser.executeAsyncScript("setTimeout(arguments[0], 300)"); // until the pictures are read
        List<Integer> start = canvas();
        assertEqualPictures(sampled(run, "--class", "circle"), start);
        setSlider("#walk-slider", "30");
        assertFalse(start.equals(canvas()), "another picture");
        List<Integer> before = canvas();
        browser.findElement(By.cssSelector("#classes button:last-child")).click();
        assertFalse(before.equals(canvas()), "another class");
        assertEquals("", console());
        holdPhone();
        putPhoneAway();
    }

    @Test
    void pointsAreDrawnAfresh() {
        showPlane();
        List<Integer> before = canvas();
        browser.findElement(By.id("random")).click();
        assertFalse(before.equals(canvas()), "other points");
        assertEquals("", console());
    }

    @Test
    void numbersAreAHistogram() {
        show("numbers", "--dataset", "gaussian", "--steps", "20");
        browser.findElement(By.id("random")).click();
        // The colour of what is generated has much red, that of real samples none, and nothing else has as much.
        List<Integer> levels = canvas();
        long generated = IntStream.range(0, levels.size() / 3)
                .filter(i -> levels.get(3 * i) > 200)
                .count();
        assertTrue(generated > 100, generated + " pixels in the colour of generated samples");
        assertEquals("", console());
    }

    /** A chart that is a picture, black on white in its file. */
    @Test
    void picturesAreDarkInTheDark() throws IOException {
        assumeTrue(Pictures.fontsArePresent(), "a scatter needs a font");
        showPlane();
        assertTrue(cornerOf("grid") > 200, "white in the light");
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
        assertTrue(cornerOf("grid") < 60, "dark in the dark");
        browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
    }

    /** The red of a pixel near the upper left corner, as the browser paints it. */
    private static int cornerOf(String id) throws IOException {
        byte[] png = browser.findElement(By.id(id)).getScreenshotAs(OutputType.BYTES);
        return ImageIO.read(new ByteArrayInputStream(png)).getRGB(8, 8) >> 16 & 0xff;
    }

    /** Of one grid there is nothing to go through. */
    @Test
    void aSliderNeedsTwoGrids() throws IOException {
        assumeTrue(Pictures.fontsArePresent(), "a scatter needs a font");
        Path grid = showPlane().resolve("samples/step-000000.png");
        assertEquals(1, browser.findElements(By.id("grid-slider")).size());
        byte[] kept = Files.readAllBytes(grid);
        Files.delete(grid);
        renew(plane);
        assertEquals(List.of(), browser.findElements(By.id("grid-slider")));
        assertTrue(attribute("grid", "src").startsWith("data:image/png"));
        assertEquals("", console());
        Files.write(grid, kept);
    }

    @Test
    void longLabelsAreWhole() throws IOException {
        Path metrics = showPlane().resolve("metrics.jsonl");
        Files.writeString(
                metrics,
                Files.readString(metrics)
                        .replaceAll("\"dLoss\":[^,]+", "\"dLoss\":0.00000125")
                        .replaceAll("\"gLoss\":[^,]+", "\"gLoss\":0.00000235"));
        renew(plane);
        browser.executeAsyncScript("setTimeout(arguments[0], 300)");
        // What is cut off would reach the left edge.
        assertEquals(
                0L,
                script("const canvas = document.querySelector('.chart canvas');"
                        + "const copy = new OffscreenCanvas(canvas.width, canvas.height)"
                        + ".getContext('2d', {willReadFrequently: true});"
                        + "copy.drawImage(canvas, 0, 0);"
                        + "return copy.getImageData(0, 0, 2, canvas.height).data.filter(part => part > 0).length;"));
    }

    private static void holdPhone() {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 390, "height", 800, "deviceScaleFactor", 2, "mobile", true));
        browser.navigate().refresh();
        assertEquals(390L, script("return window.innerWidth"));
        assertEquals(390L, script("return document.documentElement.scrollWidth"), "nothing is wider than the screen");
    }

    private static void putPhoneAway() {
        browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    @Test
    void aPhoneShowsScoresWithTheirDirections() {
        showPlane();
        holdPhone();
        // The scores that tell a good run, the first thing below the lead, and which way each is better.
        assertEquals(
                List.of("Modes hit", "High-quality samples", "Reverse KL (nats)"),
                browser.findElements(By.cssSelector(".headline h2")).stream()
                        .map(WebElement::getText)
                        .toList());
        List<WebElement> directions = browser.findElements(By.cssSelector(".scores .meaning b"));
        assertEquals(3, directions.size());
        for (WebElement direction : directions) {
            assertTrue(direction.isDisplayed() && direction.getText().endsWith(" is better"), direction.getText());
        }
        putPhoneAway();
    }
}
