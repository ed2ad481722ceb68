package org.gan4j.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Text;

/** Has a page's links and pictures lead to the site instead of the repository, and brings there what they lead to. */
final class Links extends AbstractVisitor {

    private final Path page;
    private final Map<Path, String> pages;
    private final Path folder;

    /**
     * Of one page.
     *
     * @param page the Markdown, from which its links are relative
     * @param pages the Markdown of each page and its name in the site
     * @param folder of the site
     */
    Links(Path page, Map<Path, String> pages, Path folder) {
        this.page = page;
        this.pages = pages;
        this.folder = folder;
    }

    @Override
    public void visit(Link link) {
        String destination = link.getDestination();
        if (!destination.startsWith("#") && !destination.startsWith("https://")) {
            String[] parts = destination.split("#", 2);
            Path file = page.resolveSibling(parts[0]).normalize();
            String anchor = parts.length == 1 ? "" : "#" + parts[1];
            // As text, which every browser shows and none saves or runs.
            link.setDestination(
                    pages.containsKey(file)
                            ? pages.get(file) + anchor
                            : copied(file, "files/" + file.getFileName() + ".txt"));
        }
        if (link.getFirstChild() instanceof Text text && text.getLiteral().endsWith(".md")) {
            text.setLiteral(text.getLiteral().replaceAll("\\.md$", "")); // a file's name in the repository, a page here
        }
        visitChildren(link);
    }

    @Override
    public void visit(Image image) {
        Path file = page.resolveSibling(image.getDestination()).normalize();
        image.setDestination(copied(file, file.getFileName().toString()));
    }

    private String copied(Path file, String name) {
        try {
            Path copy = folder.resolve(name);
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            return name;
        } catch (IOException e) {
            throw new UncheckedIOException(page + " leads to " + file + ", which cannot be copied", e);
        }
    }
}
