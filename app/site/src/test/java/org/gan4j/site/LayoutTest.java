package org.gan4j.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * The site in a real browser, as wide as a desk's screen and as a phone's, light and dark. {@code -Dgan4j.screens=DIR} keeps what is
 * seen there, to be looked at.
 */
class LayoutTest {

    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path BROWSER = Path.of("/usr/bin/chromium");

    @TempDir
    private static Path temp;

    private static ChromeDriver browser;

    @BeforeAll
    static void open() {
        assumeTrue(
                Files.exists(DRIVER) && Files.exists(BROWSER),
                "no browser: the site is looked at with Chromium and its driver (Debian: chromium, chromium-driver)");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSER.toString());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--user-data-dir=" + temp.resolve("profile"));
        browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .build(),
                options);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.quit();
        }
    }

    @ParameterizedTest
    @CsvSource({"1280, light", "1280, dark", "390, light", "390, dark"})
    void noPageIsWiderThanTheScreen(int width, String scheme) throws IOException {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 850, "deviceScaleFactor", 1, "mobile", false));
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        try (Stream<Path> files = Files.list(SiteTest.SITE)) {
            for (Path page :
                    files.filter(file -> file.toString().endsWith(".html")).toList()) {
                browser.get(page.toRealPath().toUri().toString());
                String name = page.getFileName() + " at " + width + " pixels, " + scheme;
                assertEquals(
                        0, number("document.documentElement.scrollWidth - document.documentElement.clientWidth"), name);
                assertTrue(
                        number("getComputedStyle(document.querySelector('main p')).fontSize.slice(0, -2)") >= 16, name);
                boolean dark = number("getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0]") < 128;
                assertEquals(scheme.equals("dark"), dark, name);
                keep(page.getFileName().toString().replace(".html", "-" + width + "-" + scheme + ".png"));
            }
        }
    }

    private static long number(String expression) {
        return (Long) browser.executeScript("return Math.ceil(" + expression + ")");
    }

    private static void keep(String name) throws IOException {
        String folder = System.getProperty("gan4j.screens");
        if (folder != null) {
            Object picture = browser.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true))
                    .get("data");
            Files.createDirectories(Path.of(folder));
            Files.write(Path.of(folder, name), Base64.getDecoder().decode((String) picture));
        }
    }
}
