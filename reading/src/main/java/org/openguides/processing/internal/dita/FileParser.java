package org.openguides.processing.internal.dita;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Reads files as far as their names and first bytes require. Safe for use by multiple threads. */
public final class FileParser {

    private final DitaParser parser;

    /** @param ownClasses classes of elements in addition to those of OASIS */
    public FileParser(Map<String, String> ownClasses) {
        this.parser = new DitaParser(ownClasses);
    }

    /**
     * Reads a file. Does not close the stream.
     *
     * @throws IOException if the stream fails
     */
    public FileContent read(String fileName, InputStream original) throws IOException {
        FileNames.Parsing parsing = FileNames.parsing(fileName);
        BufferedInputStream bytes = new BufferedInputStream(original);
        boolean read =
                parsing != FileNames.Parsing.NEVER && (parsing != FileNames.Parsing.IF_XML || looksLikeXml(bytes));
        return read ? parse(fileName, bytes) : FileContent.unread(fileName);
    }

    private FileContent parse(String fileName, InputStream bytes) throws IOException {
        try {
            DitaDocument document = parser.parse(bytes, DitaHint.of(fileName));
            return new FileContent(DitaType.of(fileName, document.type()), document, null);
        } catch (DitaSyntaxException e) {
            DitaType type = DitaType.ofBroken(fileName, e.typeSoFar());
            return new FileContent(type, null, type == DitaType.NOT_DITA ? null : e);
        }
    }

    private static boolean looksLikeXml(BufferedInputStream bytes) throws IOException {
        bytes.mark(FileNames.SNIFFED_BYTES);
        byte[] first = bytes.readNBytes(FileNames.SNIFFED_BYTES);
        bytes.reset();
        return FileNames.looksLikeXml(first);
    }
}
