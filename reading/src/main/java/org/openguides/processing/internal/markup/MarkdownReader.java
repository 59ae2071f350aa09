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

    /** Maximum nesting depth of blocks, of which a level of a list takes two; deeper structures count as text. */
    private static final int MAX_BLOCKS = 40;

    /** Maximum nesting depth of emphasis; deeper structures count as text. */
    private static final int MAX_INLINES = 100;

    private final HtmlReader html;

    MarkdownReader(HtmlReader html) {
        this.html = html;
    }

    @Override
    public MarkupDocument read(byte[] file) {
        MarkdownHeader header = MarkdownHeader.of(Text.of(file));
        Node document = parser(header.body()).parse(header.body());
        MarkdownVisitor body = new MarkdownVisitor(html);
        document.accept(body);
        String title = header.title();
        return new MarkupDocument(title == null ? body.title() : title, body.references(), List.of());
    }

    private static Parser parser(String body) {
        return MarkdownBudget.limit(Parser.builder(), body)
                .extensions(List.of(FootnotesExtension.create()))
                .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
                .maxOpenBlockParsers(MAX_BLOCKS)
                .maxInlineNesting(MAX_INLINES)
                .build();
    }
}
