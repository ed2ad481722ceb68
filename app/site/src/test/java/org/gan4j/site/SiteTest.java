package org.gan4j.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The site as the build has made it: every page is reached, every link leads somewhere, and nothing comes from elsewhere. */
class SiteTest {

    static final Path SITE = Path.of("../../target/site");

    private static final Map<String, Document> PAGES = new TreeMap<>();

    @BeforeAll
    static void read() throws IOException {
        try (Stream<Path> files = Files.list(SITE)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".html")).toList()) {
                PAGES.put(file.getFileName().toString(), Jsoup.parse(file));
            }
        }
    }

    @Test
    void everyDocumentIsInTheNavigationOfEachPage() throws IOException {
        TreeSet<String> expected = new TreeSet<>(List.of("contributing.html", "security.html", "changelog.html"));
        try (Stream<Path> documents = Files.list(Path.of("../doc"))) {
            documents
                    .map(document -> document.getFileName().toString())
                    .filter(name -> name.endsWith(".md"))
                    .forEach(name -> expected.add(name.replaceAll("\\.md$", ".html")));
        }
        assertTrue(expected.size() >= 19, expected.toString());
        PAGES.forEach((name, page) ->
                assertEquals(expected, new TreeSet<>(page.select("nav a").eachAttr("href")), "navigation of " + name));
        expected.add("index.html");
        assertEquals(expected, PAGES.keySet());
    }

    @Test
    void everyPageHasATitleAndIsMarkedInItsNavigation() {
        TreeSet<String> titles = new TreeSet<>();
        PAGES.forEach((name, page) -> {
            assertEquals(1, page.select("main h1").size(), "titles of " + name);
            titles.add(page.title());
            assertEquals(
                    name.equals("index.html") ? List.of() : List.of(name),
                    page.select("nav a[aria-current=page]").eachAttr("href"));
        });
        assertEquals(PAGES.size(), titles.size(), titles.toString());
    }

    @Test
    void theFirstPageBeginsWithWhatItIsAndHowToBegin() {
        Element title = PAGES.get("index.html").selectFirst("main h1");
        assertEquals("gan4j", title.text());
        assertEquals("p", title.nextElementSibling().tagName());
        Element commands = title.nextElementSibling().nextElementSibling();
        assertEquals("pre", commands.tagName());
        assertEquals(3, commands.wholeText().strip().lines().count(), commands.wholeText());
    }

    @Test
    void linksAndAnchorsLeadSomewhere() {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Map.Entry<String, Document> page : PAGES.entrySet()) {
            for (String link : page.getValue().select("a").eachAttr("href")) {
                if (!link.startsWith("https://")) {
                    links++;
                    if (!leadsSomewhere(page.getKey(), link)) {
                        broken.add(page.getKey() + ": " + link);
                    }
                }
            }
        }
        assertEquals(List.of(), broken);
        assertTrue(links > 500, links + " links");
    }

    private static boolean leadsSomewhere(String from, String link) {
        String[] parts = link.split("#", 2);
        String name = parts[0].isEmpty() ? from : parts[0];
        if (parts.length == 1) {
            return !name.endsWith(".md") && Files.isRegularFile(SITE.resolve(name));
        }
        Document page = PAGES.get(name);
        return page != null && page.getElementById(URLDecoder.decode(parts[1], StandardCharsets.UTF_8)) != null;
    }

    @Test
    void anchorsAreUnique() {
        PAGES.forEach((name, page) -> {
            List<String> anchors = page.select("[id]").eachAttr("id");
            assertEquals(anchors.size(), new TreeSet<>(anchors).size(), name + ": " + anchors);
        });
    }

    @Test
    void picturesAreThereAndSayWhatTheyShow() {
        int pictures = 0;
        for (Document page : PAGES.values()) {
            for (Element picture : page.select("img")) {
                pictures++;
                assertTrue(Files.isRegularFile(SITE.resolve(picture.attr("src"))), picture.toString());
                assertFalse(picture.attr("alt").isBlank(), picture.toString());
            }
        }
        assertTrue(pictures >= 5, pictures + " pictures");
    }

    /** A page is looked at without a network; links that a reader follows may lead there. */
    @Test
    void nothingIsLoadedFromElsewhere() throws IOException {
        for (Map.Entry<String, Document> page : PAGES.entrySet()) {
            assertEquals(
                    List.of(), page.getValue().select("script, iframe, style, object, embed, [style]"), page.getKey());
            for (Element element : page.getValue().select("[src], link[href]")) {
                String loaded = element.hasAttr("src") ? element.attr("src") : element.attr("href");
                assertTrue(
                        loaded.equals("data:,") || Files.isRegularFile(SITE.resolve(loaded)), page.getKey() + loaded);
            }
        }
        String style = Files.readString(SITE.resolve("style.css"));
        assertFalse(style.contains("url(") || style.contains("@import"), "a style that loads more");
    }
}
