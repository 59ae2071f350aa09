package org.openguides.processing.internal.dita;

import java.util.Locale;
import java.util.Set;

/** What a file is, decided by its name and, where it was parsed, by its content. */
public enum FileKind {
    TOPIC,
    MAP,
    DITAVAL,
    MARKDOWN,
    HTML_CSS,
    OTHER;

    /** Whether a file is to be parsed. */
    public enum Parsing {
        ALWAYS,
        NEVER,
        /** The extension is not known: parse if {@link FileKind#looksLikeXml} says so of the first bytes. */
        IF_XML
    }

    /** How many first bytes {@link #looksLikeXml} wants to see. */
    public static final int SNIFFED_BYTES = 64;

    private static final Set<String> NEVER_DITA = Set.of(
            ("7z ai avi bak bin bmp bz2 c cfg conf cpp css csv doc docx eot eps epub exe fm gif gz h htm html ico ini jar"
                            + " java jpeg jpg js json less log m4a m4v markdown md mov mp3 mp4 mpeg mpg odp ods odt ogg"
                            + " otf pdf php png ppt pptx properties ps psd py rar rb rtf scss sh sql svg svgz swf tar tif"
                            + " tiff ts ttf txt vsd vsdx wav webm webp wmf wmv woff woff2 xhtml xls xlsx yaml yml zip")
                    .split(" "));

    /** Whether a file of this name is to be parsed as XML. */
    public static Parsing parsing(String fileName) {
        String extension = extension(fileName);
        return switch (extension) {
            case "dita", "ditamap", "bookmap", "xml", "ditaval" -> Parsing.ALWAYS;
            default -> NEVER_DITA.contains(extension) ? Parsing.NEVER : Parsing.IF_XML;
        };
    }

    /** The kind of a file that was not parsed. */
    public static FileKind of(String fileName) {
        return switch (extension(fileName)) {
            case "dita" -> TOPIC;
            case "ditamap", "bookmap" -> MAP;
            case "ditaval" -> DITAVAL;
            case "md", "markdown" -> MARKDOWN;
            case "html", "htm", "xhtml", "css" -> HTML_CSS;
            default -> OTHER;
        };
    }

    /** The kind of a file that was parsed with its own name's {@link DitaHint}. */
    public static FileKind of(String fileName, DitaDocument document) {
        return of(fileName).orWhatContentSays(document.type());
    }

    /** The kind of a file that is not well-formed: {@link #OTHER} means that nobody need care. */
    public static FileKind ofBroken(String fileName, DitaSyntaxException error) {
        FileKind byName = of(fileName);
        return byName == OTHER ? byName.orWhatContentSays(error.typeSoFar()) : byName;
    }

    private FileKind orWhatContentSays(DitaType type) {
        if (this == DITAVAL) {
            return DITAVAL;
        }
        return switch (type) {
            case TOPIC -> TOPIC;
            case MAP -> MAP;
            case DITAVAL -> DITAVAL;
            case NOT_DITA -> this;
        };
    }

    /** Whether bytes begin like XML: with a {@code <} after byte order mark and white space, UTF-16 included. */
    public static boolean looksLikeXml(byte[] firstBytes) {
        for (byte each : firstBytes) {
            boolean mark = each < 0;
            boolean space = each >= 0 && each <= ' ';
            if (!mark && !space) {
                return each == '<';
            }
        }
        return false;
    }

    /** The part of a name behind its last dot, in lower case; empty if there is none. */
    public static String extension(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot <= fileName.lastIndexOf('/')
                ? ""
                : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
