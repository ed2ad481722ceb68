package org.gan4j.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Mustache.Lambda;
import java.awt.image.BufferedImage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;
import org.gan4j.files.PngFile;

/** Makes HTML of records: their components and methods without arguments are what a template names. */
final class PageTemplate {

    private PageTemplate() {}

    /**
     * Fills a template. Texts are escaped for HTML unless the template has them in triple braces. Parts of a template,
     * {@code {{>part.html}}}, lie next to it. {@code {{#resource}}page.css{{/resource}}} puts such a file in as it is, and
     * {@code {{#uPlot}}LICENSE{{/uPlot}}} a file of uPlot, the library of the charts, as its WebJar has it.
     *
     * @param name the template's file
     * @param page what is shown; {@code null}, {@code false}, empty lists and empty texts leave a section out
     * @return the text
     */
    static String render(String name, Object page) {
        StringWriter html = new StringWriter();
        Lambda resource = (file, out) -> out.write(resource(file.execute()));
        Lambda uPlot = (file, out) -> out.write(uPlot(file.execute()));
        Mustache.compiler()
                .emptyStringIsFalse(true)
                .withLoader(part -> new StringReader(resource(part)))
                .compile(new StringReader(resource(name)))
                .execute(page, Map.of("resource", resource, "uPlot", uPlot), html);
        return html.toString();
    }

    /** A picture as an address, so that a page holds it. */
    static String address(BufferedImage picture) {
        try {
            return "data:image/png;base64," + Base64.getEncoder().encodeToString(PngFile.encode(picture));
        } catch (IOException e) {
            throw new UncheckedIOException("a picture cannot be encoded", e);
        }
    }

    private static String resource(String name) {
        return read("/org/gan4j/page/" + name);
    }

    private static String uPlot(String name) throws IOException {
        Properties versions = new Properties();
        versions.load(new StringReader(resource("page.properties")));
        return read("/META-INF/resources/webjars/uplot/" + versions.getProperty("uplot") + "/" + name);
    }

    private static String read(String path) {
        try (InputStream in = PageTemplate.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new FileNotFoundException("there is no " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the program's jars are not complete", e);
        }
    }
}
