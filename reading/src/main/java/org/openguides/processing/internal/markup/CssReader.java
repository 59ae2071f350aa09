package org.openguides.processing.internal.markup;

import java.io.StringReader;
import java.util.List;

import org.htmlunit.cssparser.parser.CssCharStream;
import org.htmlunit.cssparser.parser.javacc.CSS3Parser;
import org.htmlunit.cssparser.parser.javacc.CSS3ParserTokenManager;
import org.htmlunit.cssparser.parser.javacc.Token;
import org.htmlunit.cssparser.parser.javacc.TokenMgrException;
import org.openguides.processing.internal.dita.DitaReference.Role;

import static org.htmlunit.cssparser.parser.javacc.CSS3ParserConstants.EOF;
import static org.htmlunit.cssparser.parser.javacc.CSS3ParserConstants.IMPORT_SYM;
import static org.htmlunit.cssparser.parser.javacc.CSS3ParserConstants.S;
import static org.htmlunit.cssparser.parser.javacc.CSS3ParserConstants.STRING;
import static org.htmlunit.cssparser.parser.javacc.CSS3ParserConstants.URI;

/** Finds {@code url(…)} and {@code @import} among the tokens of CSS, regardless of their effect in a browser. */
final class CssReader implements MarkupReader {

    private static final String ELEMENT = "css";

    @Override
    public MarkupDocument read(byte[] file) {
        LinkCollector links = new LinkCollector();
        collect(Text.of(file), ELEMENT, 1, links);
        return new MarkupDocument(null, links.references(), List.of());
    }

    /** Adds the references of CSS as {@code import} or {@code url} of an element. */
    void collect(String css, String element, int firstLine, LinkCollector links) {
        CSS3ParserTokenManager tokens =
                new CSS3ParserTokenManager(new CssCharStream(new StringReader(css), firstLine, 1));
        try {
            collect(tokens, element, links);
        } catch (TokenMgrException endsInsideAComment) {
            // No more tokens can be read; the references found so far are kept.
        }
    }

    private static void collect(CSS3ParserTokenManager tokens, String element, LinkCollector links) {
        CSS3Parser escapes = new CSS3Parser();
        boolean importing = false;
        for (Token token = tokens.getNextToken(); token.kind != EOF; token = tokens.getNextToken()) {
            if (token.kind == URI || (importing && token.kind == STRING)) {
                String value = escapes.unescape(token.image, false);
                links.add(element, importing ? "import" : "url", value, token.beginLine, Role.LINK);
            }
            importing = token.kind == IMPORT_SYM || (importing && token.kind == S);
        }
    }
}
