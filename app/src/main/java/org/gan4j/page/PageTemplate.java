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
import org.gan4j.files.PngFile;
import org.gan4j.picture.SmallPicture;

/** Makes HTML of records: their components and methods without arguments are what a template names. */
final class PageTemplate {

    private PageTemplate() {}

    /**
     * Fills a template. Texts are escaped for HTML unless the template has them in triple braces; whole numbers of type {@code long}
     * have commas, those of type {@code double} four digits. Parts of a template, {@code {{>part.html}}}, lie next to it. {@code {{#resource}}page.css{{/resource}}} puts such a
     * file in as it is; with a slash at its beginning, any file of the program's jars, such as those of uPlot, the library of the charts.
     *
     * @param name the template's file
     * @param page what is shown; {@code null}, {@code false}, empty lists and empty texts leave a section out
     * @return the text
     */
    static String render(String name, Object page) {
        Lambda resource = (file, out) -> out.write(resource(file.execute()));
        StringWriter html = new StringWriter();
        Mustache.compiler()
                .emptyStringIsFalse(true)
                .zeroIsFalse(true)
                .withFormatter(value -> value instanceof Long || value instanceof Double
                        ? NumberText.number(((Number) value).doubleValue())
                        : value.toString())
                .withLoader(part -> new StringReader(resource(part)))
                .compile(resource(name))
                .execute(page, Map.of("resource", resource), html);
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

    /**
     * Pictures of samples as an address. In colour as JPEG: a page has up to twenty, and as PNG each would take half a megabyte.
     *
     * @param picture a grid of samples
     * @param colour whether it has more than shades of grey
     */
    static String samples(BufferedImage picture, boolean colour) {
        BufferedImage small = SmallPicture.half(picture, colour);
        if (!colour) {
            return address(small);
        }
        try {
            return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(PngFile.jpeg(small));
        } catch (IOException e) {
            throw new UncheckedIOException("a picture cannot be encoded", e);
        }
    }

    private static String resource(String path) {
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
