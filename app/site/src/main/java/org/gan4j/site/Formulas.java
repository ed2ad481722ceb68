package org.gan4j.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

/** Draws the formulas of a page: what is code in those columns of its tables whose heads say that they hold formulas. */
final class Formulas extends AbstractVisitor {

    private static final Set<String> HEADS = Set.of("formula", "D minimises", "G minimises", "letter", "meaning");

    private final List<Boolean> columns = new ArrayList<>();
    private int column;
    private boolean drawn;

    @Override
    public void visit(CustomBlock block) {
        if (block instanceof TableBlock) {
            columns.clear();
        }
        visitChildren(block);
    }

    @Override
    public void visit(CustomNode node) {
        if (node instanceof TableRow) {
            column = 0;
        }
        if (!(node instanceof TableCell cell)) {
            visitChildren(node);
        } else if (cell.isHeader()) {
            columns.add(cell.getFirstChild() instanceof Text head && HEADS.contains(head.getLiteral()));
        } else {
            drawn = columns.get(column++);
            visitChildren(cell);
            drawn = false;
        }
    }

    @Override
    public void visit(Code code) {
        if (drawn) {
            HtmlInline formula = new HtmlInline();
            formula.setLiteral(Formula.toHtml(code.getLiteral()));
            code.insertAfter(formula);
            code.unlink();
        }
    }

    @Override
    protected void visitChildren(Node parent) {
        Node child = parent.getFirstChild();
        while (child != null) {
            Node next = child.getNext(); // before a child gives way to another
            child.accept(this);
            child = next;
        }
    }
}
