package org.gan4j.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** The parts of a page that lie in the jars. */
final class WebResource {

    private WebResource() {}

    /**
     * A template; what is put into it is escaped for HTML unless the template has it in triple braces. Its parts, {@code {{>part.html}}}, lie
     * beside it.
     */
    static Template template(String name) {
        return Mustache.compiler()
                .withLoader(part -> new StringReader(text(part)))
                .compile(new StringReader(text(name)));
    }

    /** A text beside this class. */
    static String text(String name) {
        return read("/org/gan4j/page/" + name);
    }

    /** A file of uPlot, the charts' library, as its WebJar has it. */
    static String uPlot(String name) {
        Properties versions = new Properties();
        try {
            versions.load(new StringReader(text("page.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read("/META-INF/resources/webjars/uplot/" + versions.getProperty("uplot") + "/" + name);
    }

    private static String read(String path) {
        try (InputStream in = WebResource.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new FileNotFoundException("there is no " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the program's jars are not complete", e);
        }
    }
}
