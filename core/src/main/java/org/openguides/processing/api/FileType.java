package org.openguides.processing.api;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an asset is to DITA tools, decided by its content where its extension does not tell. The one list of the types: how clients
 * and people call each, and by which extensions it is recognised. The names of the constants are in repositories: never rename one.
 */
public enum FileType {
    /** A topic of any type, specialisations and ditabase included. */
    DITA_TOPIC("DITATOPIC", "DITA topics", "dita"),
    /** A map of any type, bookmaps and subject schemes included. */
    DITA_MAP("DITAMAP", "DITA maps", "ditamap", "bookmap"),
    /** A Markdown file, by its extension. */
    MARKDOWN("MARKDOWN", "Markdown", "md", "markdown"),
    /** An HTML, XHTML or CSS file, by its extension. */
    HTML_CSS("HTML/CSS", "HTML/CSS", "html", "htm", "xhtml", "css"),
    /** A DITAVAL filter file. */
    DITAVAL("DITAVAL", "DITAVAL", "ditaval"),
    /** Everything else: images, scripts, XML that is not DITA. */
    OTHERS("OTHERS", "Others");

    private final String code;
    private final String label;
    /** Apart by spaces. */
    private final String extensions;

    FileType(String code, String label, String... extensions) {
        this.code = code;
        this.label = label;
        this.extensions = String.join(" ", extensions);
    }

    /** The stable name by which clients know it, such as {@code DITATOPIC}. */
    public String code() {
        return code;
    }

    /** What people call assets of this type. */
    public String label() {
        return label;
    }

    /** The extensions of its files, in lower case; none if no extension tells. */
    public List<String> extensions() {
        return extensions.isEmpty() ? List.of() : List.of(extensions.split(" "));
    }

    /** The type that a client names. */
    public static Optional<FileType> of(String code) {
        return Arrays.stream(values()).filter(type -> type.code.equals(code)).findFirst();
    }

    /** The type that the extension of a file name or path tells; {@link #OTHERS} if it tells none. */
    public static FileType ofName(String fileName) {
        int dot = fileName.lastIndexOf('.');
        String extension = dot <= fileName.lastIndexOf('/')
                ? ""
                : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(type -> type.extensions().contains(extension))
                .findFirst()
                .orElse(OTHERS);
    }
}
