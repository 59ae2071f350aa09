package org.openguides.processing.internal.dita;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Works around a limitation of the parser: it converts the system id of a DOCTYPE to a URI before it asks whether to
 * read it, and fails for ids that are not URIs, such as {@code file:///C:/Program Files/topic.dtd}. Such files are
 * well-formed.
 */
final class SystemId {

    private static final int MAX_LENGTH = 1000;
    private static final char[] QUOTES = {'"', '\''};
    private static final List<Charset> CHARSETS = List.of(
            StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);

    private SystemId() {}

    /**
     * Returns the beginning of a file whose parsing failed, with a harmless system id of the same length.
     *
     * @param start bytes read from the file
     * @return null if the system id did not cause the failure
     */
    static byte @Nullable [] harmless(byte[] start, @Nullable DocumentReader reader) {
        Doctype doctype = reader == null ? null : reader.doctypeSoFar();
        String systemId = doctype == null ? null : doctype.systemId();
        if (systemId == null || systemId.length() > MAX_LENGTH || isUri(systemId)) {
            return null;
        }
        for (char quote : QUOTES) {
            for (Charset charset : CHARSETS) {
                byte[] wanted = (quote + systemId + quote).getBytes(charset);
                int at = indexOf(start, wanted);
                if (at >= 0) {
                    return replace(
                            start, at, wanted.length, harmless(systemId, quote).getBytes(charset));
                }
            }
        }
        return null;
    }

    /** Keeps the number of characters and lines, so that positions after it remain correct. */
    private static String harmless(String systemId, char quote) {
        StringBuilder breaks = new StringBuilder();
        systemId.chars().filter(each -> each == '\r' || each == '\n').forEach(each -> breaks.append((char) each));
        return quote + "x".repeat(systemId.length() - breaks.length()) + quote + breaks;
    }

    private static boolean isUri(String systemId) {
        try {
            new URI(systemId);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static byte[] replace(byte[] bytes, int at, int length, byte[] by) {
        byte[] replaced = new byte[bytes.length - length + by.length];
        System.arraycopy(bytes, 0, replaced, 0, at);
        System.arraycopy(by, 0, replaced, at, by.length);
        System.arraycopy(bytes, at + length, replaced, at + by.length, bytes.length - at - length);
        return replaced;
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int i = 0; i <= bytes.length - wanted.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }
}
