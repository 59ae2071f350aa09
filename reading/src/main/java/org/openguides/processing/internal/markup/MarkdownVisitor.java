package org.openguides.processing.internal.markup;

import java.util.List;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.DitaReference.Role;
import org.openguides.processing.internal.dita.TitleText;

/** Finds the first heading and the references of Markdown, which are named like the resulting HTML elements. */
final class MarkdownVisitor extends AbstractVisitor {

    private final HtmlReader html;
    private final LinkCollector links = new LinkCollector();
    private final StringBuilder heading = new StringBuilder();
    /** Index in the heading at which text begins that is neither code nor nested. */
    private int plainFrom;

    private boolean inFirstHeading;
    private @Nullable String title;

    MarkdownVisitor(HtmlReader html) {
        this.html = html;
    }

    /** Returns the text of the first heading that has any; null if there is none. */
    @Nullable
    String title() {
        return title;
    }

    List<DitaReference> references() {
        return links.references();
    }

    @Override
    public void visit(Heading found) {
        boolean isFirst = title == null;
        if (!isFirst) {
            visitChildren(found);
            return;
        }
        heading.setLength(0);
        plainFrom = 0;
        inFirstHeading = true;
        visitChildren(found);
        inFirstHeading = false;
        String text =
                TitleText.of(heading.substring(0, plainFrom) + HeadingAttributes.without(heading.substring(plainFrom)));
        title = text.isEmpty() ? null : text;
    }

    @Override
    public void visit(Link link) {
        links.add("a", "href", link.getDestination(), line(link), Role.LINK);
        visitChildren(link);
    }

    @Override
    public void visit(Image image) {
        links.add("img", "src", image.getDestination(), line(image), Role.IMAGE);
        visitChildren(image);
    }

    @Override
    public void visit(HtmlBlock block) {
        html.collect(block.getLiteral(), line(block), links);
    }

    @Override
    public void visit(HtmlInline inline) {
        html.collect(inline.getLiteral(), line(inline), links);
    }

    @Override
    public void visit(Text text) {
        heading(text.getLiteral());
        if (!(text.getParent() instanceof Heading)) {
            plainFrom = heading.length();
        }
    }

    @Override
    public void visit(Code code) {
        heading(code.getLiteral());
        plainFrom = heading.length();
    }

    @Override
    public void visit(SoftLineBreak space) {
        heading(" ");
    }

    @Override
    public void visit(HardLineBreak space) {
        heading(" ");
    }

    private void heading(String text) {
        if (inFirstHeading) {
            heading.append(text);
        }
    }

    private static int line(Node node) {
        List<SourceSpan> spans = node.getSourceSpans();
        return spans.isEmpty() ? 1 : spans.get(0).getLineIndex() + 1;
    }
}
