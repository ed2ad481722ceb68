package org.gan4j.site;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BulletList;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * The documents of the repository as a static site: README is its first page, and the list under README's heading "Pages" is its
 * navigation. What is not in that list is no page. The text stands in the Markdown alone.
 *
 * <p>Pictures lie next to the pages. Other files that a page leads to, such as sources, are copied as text.
 */
public final class Site {

    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), HeadingAnchorExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();

    private final Path root;
    private final Map<Path, String> pages = new LinkedHashMap<>();

    private Site(Path root) {
        this.root = root;
    }

    /**
     * Makes the site.
     *
     * @param args the folder with README.md, and the folder to write to
     * @throws IOException if a document or a file that it leads to cannot be read, or the site cannot be written
     */
    public static void main(String[] args) throws IOException {
        new Site(Path.of(args[0]).normalize()).write(Path.of(args[1]));
    }

    private void write(Path folder) throws IOException {
        Path readme = root.resolve("README.md");
        pages.put(readme, "index.html");
        for (Link link : links(navigation(parse(readme)))) {
            Path page = root.resolve(link.getDestination());
            pages.put(page, nameOf(page).toLowerCase(Locale.ROOT).replaceAll("\\.md$", ".html"));
        }
        Files.createDirectories(folder);
        removePages(folder);
        try (InputStream style = Site.class.getResourceAsStream("style.css")) {
            Files.copy(style, folder.resolve("style.css"), StandardCopyOption.REPLACE_EXISTING);
        }
        Template template = template();
        for (Map.Entry<Path, String> page : pages.entrySet()) {
            Files.writeString(
                    folder.resolve(page.getValue()), template.execute(content(page.getKey(), readme, folder)));
        }
    }

    /** Those of an earlier build: a document may have another name by now. */
    private static void removePages(Path folder) throws IOException {
        try (DirectoryStream<Path> earlier = Files.newDirectoryStream(folder, "*.html")) {
            for (Path page : earlier) {
                Files.delete(page);
            }
        }
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString();
    }

    private static Template template() throws IOException {
        try (InputStream page = Site.class.getResourceAsStream("page.html")) {
            return Mustache.compiler().compile(new String(page.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static Node parse(Path page) throws IOException {
        return PARSER.parse(Files.readString(page));
    }

    /** What the template shows of a page. */
    private Map<String, Object> content(Path page, Path readme, Path folder) throws IOException {
        Node document = parse(page);
        Node navigation = navigation(parse(readme));
        if (page.equals(readme)) {
            Node list = navigation(document);
            list.getPrevious().unlink(); // it stands next to each page already
            list.unlink();
        }
        String title = title(document);
        document.accept(new Formulas());
        document.accept(new Links(page, pages, folder));
        navigation.accept(new Links(readme, pages, folder));
        HtmlRenderer renderer = HtmlRenderer.builder()
                .extensions(EXTENSIONS)
                .nodeRendererFactory(CodeRenderer::new)
                .attributeProviderFactory(context -> (node, tag, attributes) -> {
                    if (tag.equals("a") && attributes.get("href").equals(pages.get(page))) {
                        attributes.put("aria-current", "page");
                    }
                })
                .build();
        return Map.of(
                "title", title,
                "home", page.equals(readme),
                "navigation", renderer.render(navigation),
                "content", renderer.render(document));
    }

    /** The list under the heading "Pages". */
    private static Node navigation(Node document) {
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading && text(node).equals("Pages") && node.getNext() instanceof BulletList) {
                return node.getNext();
            }
        }
        throw new IllegalArgumentException("README.md has no list under a heading 'Pages'");
    }

    private static String title(Node document) {
        if (document.getFirstChild() instanceof Heading) {
            return text(document.getFirstChild());
        }
        throw new IllegalArgumentException("a page must begin with its title");
    }

    private static String text(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text part) {
                text.append(part.getLiteral());
            }
        });
        return text.toString();
    }

    private static List<Link> links(Node node) {
        List<Link> links = new ArrayList<>();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                links.add(link);
            }
        });
        return links;
    }
}
