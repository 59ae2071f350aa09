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
        FileKind.Parsing parsing = FileKind.parsing(fileName);
        BufferedInputStream bytes = new BufferedInputStream(original);
        boolean read = parsing != FileKind.Parsing.NEVER && (parsing != FileKind.Parsing.IF_XML || looksLikeXml(bytes));
        return read ? parse(fileName, bytes) : FileContent.unread(fileName);
    }

    private FileContent parse(String fileName, InputStream bytes) throws IOException {
        try {
            DitaDocument document = parser.parse(bytes, DitaHint.of(fileName));
            return new FileContent(FileKind.of(fileName, document), document, null);
        } catch (DitaSyntaxException e) {
            FileKind kind = FileKind.ofBroken(fileName, e);
            return new FileContent(kind, null, kind == FileKind.OTHER ? null : e);
        }
    }

    private static boolean looksLikeXml(BufferedInputStream bytes) throws IOException {
        bytes.mark(FileKind.SNIFFED_BYTES);
        byte[] first = bytes.readNBytes(FileKind.SNIFFED_BYTES);
        bytes.reset();
        return FileKind.looksLikeXml(first);
    }
}
