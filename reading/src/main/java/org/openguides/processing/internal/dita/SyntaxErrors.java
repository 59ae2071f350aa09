package org.openguides.processing.internal.dita;

import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamException;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** Converts errors of the parser to messages for authors. */
final class SyntaxErrors {

    private static final int MAX_LENGTH = 200;
    private static final String PLACE = "[row,col";
    private static final Pattern BEFORE_PLACE = Pattern.compile("\\b(at|from) $");
    private static final Pattern CODE = Pattern.compile(" \\(code [^)]*\\)");
    private static final Pattern CLASS = Pattern.compile("\\(?(was )?\\b(com|java|javax|org)\\.[\\w.$]+\\)?:?\\s*");
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{C}]+");

    private SyntaxErrors() {}

    static DitaSyntaxException of(XMLStreamException cause, @Nullable DocumentReader read) {
        String raw = cause.getMessage();
        return exception(message(raw == null ? "" : raw), cause, read);
    }

    /** Creates an exception with the given message at the position of the parser's error. */
    static DitaSyntaxException exception(String message, XMLStreamException cause, @Nullable DocumentReader read) {
        Location place = cause.getLocation();
        Root root = read == null ? null : read.root();
        Doctype doctype = read == null ? null : read.doctypeSoFar();
        return new DitaSyntaxException(
                kind(cause),
                message,
                place == null ? 1 : Math.max(place.getLineNumber(), 1),
                place == null ? 1 : Math.max(place.getColumnNumber(), 1),
                root == null ? null : root.name(),
                doctype == null ? null : doctype.publicId(),
                typeSoFar(root, doctype));
    }

    /** The parser's own errors can be distinguished by their text only. */
    private static DitaSyntaxException.Kind kind(XMLStreamException cause) {
        String raw = cause.getMessage() == null ? "" : cause.getMessage();
        if (cause instanceof SafeXml.LimitException || raw.contains("Maximum ")) {
            return DitaSyntaxException.Kind.TOO_LARGE;
        }
        return raw.contains("Undeclared general entity")
                ? DitaSyntaxException.Kind.ENTITY_UNDECLARED
                : DitaSyntaxException.Kind.NOT_WELL_FORMED;
    }

    private static DitaType typeSoFar(@Nullable Root root, @Nullable Doctype doctype) {
        if (root != null) {
            return root.typeByContent();
        }
        return doctype == null ? DitaType.NOT_DITA : Root.announced(doctype);
    }

    private static String withoutPlace(String line) {
        String start = line.substring(0, Math.min(line.length(), 2 * MAX_LENGTH));
        int place = start.indexOf(PLACE);
        return place < 0
                ? start
                : BEFORE_PLACE.matcher(start.substring(0, place)).replaceAll("");
    }

    /** Returns one line without positions, codes and class names. */
    static String message(String raw) {
        if (raw.contains("external entity") || raw.contains("external parsed entity")) {
            return "An external entity is used; they are not read";
        }
        // It may contain arbitrarily long names from the file.
        String withoutPlace =
                raw.lines().limit(10).map(SyntaxErrors::withoutPlace).collect(Collectors.joining(" "));
        String withoutClass =
                CLASS.matcher(CODE.matcher(withoutPlace).replaceAll("")).replaceAll("");
        String line = SPACE.matcher(withoutClass).replaceAll(" ").strip();
        String clean = line.isEmpty() ? "The file is not well-formed" : line;
        return clean.length() > MAX_LENGTH ? clean.substring(0, MAX_LENGTH) + "…" : clean;
    }
}
