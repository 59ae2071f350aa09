package org.openguides.processing.internal.markup;

import java.util.List;

import org.commonmark.ext.footnotes.FootnotesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * Reads CommonMark with a YAML header, and with the footnotes and heading attributes of DITA-OT. The title is that of
 * the header, or the first heading.
 */
final class MarkdownReader implements MarkupReader {

    /** Maximum nesting depth of blocks and emphasis; deeper structures count as text. */
    private static final int MAX_DEPTH = 100;

    private final HtmlReader html;

    private final Parser parser = Parser.builder()
            .extensions(List.of(FootnotesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .maxOpenBlockParsers(MAX_DEPTH)
            .maxInlineNesting(MAX_DEPTH)
            .build();

    MarkdownReader(HtmlReader html) {
        this.html = html;
    }

    @Override
    public MarkupDocument read(byte[] file) {
        MarkdownHeader header = MarkdownHeader.of(Text.of(file));
        ParagraphCost.check(header.body());
        Node document = parser.parse(header.body());
        MarkdownVisitor body = new MarkdownVisitor(html);
        document.accept(body);
        String title = header.title();
        return new MarkupDocument(title == null ? body.title() : title, body.references(), List.of());
    }
}
