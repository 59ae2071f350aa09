package org.openguides.processing.internal.markup;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.DitaReference.Role;
import org.openguides.processing.internal.dita.TitleText;

/** Reads HTML and XHTML as leniently as browsers do: title, links, and what the page consists of. */
final class HtmlReader implements MarkupReader {

    private static final Map<String, Role> ROLES = Map.of(
            "href", Role.LINK,
            "xlink:href", Role.LINK,
            "longdesc", Role.LINK,
            "src", Role.LINK,
            "srcset", Role.IMAGE,
            "poster", Role.IMAGE,
            "background", Role.IMAGE,
            "data", Role.OBJECT);

    /** An image candidate of {@code srcset}: a URI, which may hold commas, and what follows it up to the next one. */
    private static final Pattern CANDIDATE = Pattern.compile("([^\\s,]\\S*?)(?:,\\s|,?$|\\s[^,]*(?:,|$))");

    private final CssReader css;

    HtmlReader(CssReader css) {
        this.css = css;
    }

    @Override
    public MarkupDocument read(byte[] file) {
        Document document = HtmlTree.of(file);
        Element base = document.selectFirst("base[href]");
        LinkCollector links = new LinkCollector(base == null ? null : base.attr("href"));
        document.stream().forEach(element -> collect(element, 0, links));
        return new MarkupDocument(title(document), links.references(), List.of());
    }

    /**
     * Takes the references of a piece of HTML in another file.
     *
     * @param line where it begins, from 1
     */
    void collect(String html, int line, LinkCollector links) {
        Document document = HtmlTree.of(html);
        document.stream().forEach(element -> collect(element, line - 1, links));
    }

    private static @Nullable String title(Document document) {
        Element title = document.selectFirst("head > title");
        Element shown = title != null ? title : document.selectFirst("h1");
        String text = shown == null ? "" : TitleText.of(shown.wholeText());
        return text.isEmpty() ? null : text;
    }

    private void collect(Element element, int linesBefore, LinkCollector links) {
        int line = linesBefore + line(element);
        for (Attribute attribute : element.attributes()) {
            collect(element, attribute, line, links);
        }
        if (element.normalName().equals("style")) {
            for (Node content : element.dataNodes()) {
                css.collect(((DataNode) content).getWholeData(), "style", linesBefore + line(content), links);
            }
        }
    }

    private void collect(Element element, Attribute attribute, int line, LinkCollector links) {
        String name = element.normalName();
        Role role = ROLES.get(attribute.getKey());
        if (attribute.getKey().equals("style")) {
            css.collect(attribute.getValue(), name, line, links);
        } else if (role != null && mayHave(name, attribute.getKey())) {
            for (String each : values(attribute)) {
                links.add(name, attribute.getKey(), each, line, name.equals("img") ? Role.IMAGE : role);
            }
        }
    }

    private static boolean mayHave(String element, String attribute) {
        return switch (attribute) {
            case "href" -> !element.equals("base");
            case "data" -> element.equals("object");
            default -> true;
        };
    }

    private static List<String> values(Attribute attribute) {
        if (!attribute.getKey().equals("srcset")) {
            return List.of(attribute.getValue());
        }
        Matcher candidates = CANDIDATE.matcher(attribute.getValue());
        return candidates.results().map(found -> found.group(1)).toList();
    }

    private static int line(Node node) {
        return node.sourceRange().start().lineNumber();
    }
}
