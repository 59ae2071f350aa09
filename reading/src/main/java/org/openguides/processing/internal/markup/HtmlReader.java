package org.openguides.processing.internal.markup;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.DitaReference.Role;
import org.openguides.processing.internal.dita.TitleText;

/** Reads HTML as leniently as browsers do, and XHTML as XML (WHATWG HTML, 14): title, links and embedded resources. */
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

    /** An image candidate of {@code srcset}: a URI, which may contain commas, and the text up to the next candidate. */
    private static final Pattern CANDIDATE = Pattern.compile("([^\\s,]\\S*?)(?:,\\s|,?$|\\s[^,]*(?:,|$))");

    private final CssReader css;
    private final HtmlTree.Syntax syntax;

    HtmlReader(CssReader css, HtmlTree.Syntax syntax) {
        this.css = css;
        this.syntax = syntax;
    }

    @Override
    public MarkupDocument read(byte[] file) {
        Document document = HtmlTree.of(file, syntax);
        Element base = first(document, each -> name(each).equals("base") && each.hasAttr("href"));
        LinkCollector links = new LinkCollector(base == null ? null : base.attr("href"));
        document.stream().forEach(element -> collect(element, 0, links));
        return new MarkupDocument(title(document), links.references(), List.of());
    }

    /**
     * Adds the references of HTML embedded in another file.
     *
     * @param line line at which it starts, from 1
     */
    void collect(String html, int line, LinkCollector links) {
        Document document = HtmlTree.of(html, HtmlTree.Syntax.HTML);
        document.stream().forEach(element -> collect(element, line - 1, links));
    }

    private static @Nullable String title(Document document) {
        String title = text(first(document, HtmlReader::isTitle));
        return title == null ? text(first(document, each -> name(each).equals("h1"))) : title;
    }

    private static boolean isTitle(Element element) {
        Element parent = element.parent();
        return name(element).equals("title") && parent != null && name(parent).equals("head");
    }

    private static @Nullable Element first(Document document, Predicate<Element> wanted) {
        return document.stream().filter(wanted).findFirst().orElse(null);
    }

    private static @Nullable String text(@Nullable Element element) {
        String text = element == null ? "" : TitleText.of(element.wholeText());
        return text.isEmpty() ? null : text;
    }

    /** Returns the name without an XHTML prefix. */
    private static String name(Element element) {
        String name = element.normalName();
        return name.substring(name.indexOf(':') + 1);
    }

    private void collect(Element element, int linesBefore, LinkCollector links) {
        int line = linesBefore + line(element);
        for (Attribute attribute : element.attributes()) {
            collect(element, attribute, line, links);
        }
        if (name(element).equals("style")) {
            for (Node content : element.childNodes()) {
                css.collect(styles(content), "style", linesBefore + line(content), links);
            }
        }
    }

    /** In XHTML the content of a style element is ordinary text. */
    private static String styles(Node content) {
        if (content instanceof TextNode text) {
            return text.getWholeText();
        }
        return content instanceof DataNode data ? data.getWholeData() : "";
    }

    private void collect(Element element, Attribute attribute, int line, LinkCollector links) {
        String name = name(element);
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
