package org.openguides.processing.internal.dita;

import javax.xml.stream.XMLStreamException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Map;

import com.ctc.wstx.exc.WstxLazyException;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;

/**
 * Reads DITA in one pass. No DTD and no external entity is ever fetched: classes come from a table. Safe for use by many
 * threads; make one and keep it.
 */
public final class DitaParser {

    /** How often a system id is made harmless: the same text may be in comments before it. */
    private static final int REPAIRS = 3;

    private final SafeXml xml = new SafeXml();
    private final Vocabulary more;

    /** Knows what OASIS has published. */
    public DitaParser() {
        this(Map.of());
    }

    /**
     * Knows more elements.
     *
     * @param moreClasses classes by element name, like {@code - topic/topic acme/recipe}. They win over the published
     *                    ones where a file's DOCTYPE is not of OASIS
     * @throws IllegalArgumentException if a class is none
     */
    public DitaParser(Map<String, String> moreClasses) {
        more = Vocabulary.of(moreClasses);
    }

    /**
     * Reads a file to its end, or, if it is not DITA, to its root element. The stream stays open.
     *
     * @throws DitaSyntaxException if it is not well-formed or beyond a limit
     * @throws IOException         if the stream fails
     */
    public DitaDocument parse(InputStream bytes, DitaHint hint) throws DitaSyntaxException, IOException {
        return parse(bytes, hint, REPAIRS);
    }

    private DitaDocument parse(InputStream bytes, DitaHint hint, int repairs) throws DitaSyntaxException, IOException {
        GuardedStream guarded = new GuardedStream(bytes);
        DocumentReader reader = null;
        try {
            XMLStreamReader2 source = xml.open(guarded);
            reader = new DocumentReader(source, more, hint, guarded::endProlog);
            DitaDocument document = reader.read();
            source.close();
            return document;
        } catch (WstxLazyException e) {
            throw failure(
                    e.getCause() instanceof XMLStreamException cause ? cause : new XMLStreamException(e),
                    guarded,
                    reader);
        } catch (XMLStreamException e) {
            guarded.rethrow();
            byte[] harmless = repairs == 0 ? null : SystemId.harmless(guarded.start(), reader);
            if (harmless == null) {
                throw failure(e, guarded, reader);
            }
            return parse(new SequenceInputStream(new ByteArrayInputStream(harmless), bytes), hint, repairs - 1);
        }
    }

    private static DitaSyntaxException failure(
            XMLStreamException cause, GuardedStream bytes, @Nullable DocumentReader reader) throws IOException {
        bytes.rethrow();
        if (bytes.isEmpty()) {
            return SyntaxErrors.exception("The file is empty", cause, reader);
        }
        if (bytes.isExhausted()) {
            return SyntaxErrors.exception(
                    "The file, or what comes before its root element, is too large", cause, reader);
        }
        return SyntaxErrors.of(cause, reader);
    }
}
