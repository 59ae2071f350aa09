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
 * Streaming parser for DITA. It never fetches a DTD or an external entity; classes come from a table. Safe for use by
 * multiple threads, and meant to be reused.
 */
public final class DitaParser {

    /** Maximum number of attempts to neutralise a system id, since the same text may occur in comments before it. */
    private static final int REPAIRS = 3;

    private final SafeXml xml = new SafeXml();
    private final Vocabulary more;

    /** Creates a parser with the classes published by OASIS. */
    public DitaParser() {
        this(Map.of());
    }

    /**
     * Creates a parser with additional classes.
     *
     * @param moreClasses classes by element name, such as {@code - topic/topic acme/recipe}. They take precedence over
     *                    the published ones in files whose DOCTYPE is not of OASIS
     * @throws IllegalArgumentException if a class is invalid
     */
    public DitaParser(Map<String, String> moreClasses) {
        more = Vocabulary.of(moreClasses);
    }

    /**
     * Reads a file to its end, or only its root element if it is not DITA. Does not close the stream.
     *
     * @throws DitaSyntaxException if it is not well-formed or exceeds a limit
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
