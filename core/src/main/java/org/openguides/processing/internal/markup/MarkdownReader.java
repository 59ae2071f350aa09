package org.openguides.processing.internal.markup;

import java.util.List;
import java.util.Map;

import org.commonmark.ext.front.matter.YamlFrontMatterExtension;
import org.commonmark.ext.front.matter.YamlFrontMatterVisitor;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.TitleText;

/** Reads Markdown as CommonMark has it, with a YAML header: its {@code title}, or else the first heading, is the title. */
final class MarkdownReader implements MarkupReader {

    /** How deep blocks, and emphasis in them, may be nested; what is deeper is text. */
    private static final int MAX_DEPTH = 100;

    private final HtmlReader html;
    private final Parser parser = Parser.builder()
            .extensions(List.of(YamlFrontMatterExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .maxOpenBlockParsers(MAX_DEPTH)
            .maxInlineNesting(MAX_DEPTH)
            .build();

    MarkdownReader(HtmlReader html) {
        this.html = html;
    }

    @Override
    public MarkupDocument read(byte[] file) {
        Node document = parser.parse(Text.of(file));
        MarkdownVisitor body = new MarkdownVisitor(html);
        document.accept(body);
        String header = header(document);
        return new MarkupDocument(header == null ? body.title() : header, body.references(), List.of());
    }

    private static @Nullable String header(Node document) {
        YamlFrontMatterVisitor header = new YamlFrontMatterVisitor();
        document.accept(header);
        Map<String, List<String>> values = header.getData();
        String title = TitleText.of(String.join(" ", values.getOrDefault("title", List.of())));
        return title.isEmpty() ? null : title;
    }
}
