package org.gan4j.site;

import java.util.Map;
import java.util.Set;
import org.commonmark.node.Code;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/** Writes code within text so that a line ends between its words, and not after the hyphens of a flag. */
final class CodeRenderer implements NodeRenderer {

    /** Characters that a line of a phone has room for; longer words may be broken. */
    private static final int LONGEST_WORD = 24;

    private final HtmlWriter html;

    CodeRenderer(HtmlNodeRendererContext context) {
        this.html = context.getWriter();
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(Code.class);
    }

    @Override
    public void render(Node node) {
        html.tag("code");
        String gap = "";
        for (String word : ((Code) node).getLiteral().split(" ")) {
            html.text(gap);
            gap = " ";
            if (word.length() <= LONGEST_WORD) {
                html.tag("span", Map.of("class", "word"));
                html.text(word);
                html.tag("/span");
            } else {
                html.text(word);
            }
        }
        html.tag("/code");
    }
}
