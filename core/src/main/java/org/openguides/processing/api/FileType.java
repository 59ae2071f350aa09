package org.openguides.processing.api;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The type of an asset for DITA tools, determined by its content unless its extension is sufficient. Defines the code,
 * the label and the extensions of each type. The names of the constants are stored in repositories and must never be
 * changed.
 */
public enum FileType {
    /** A topic of any type, including specialisations and ditabase. */
    DITA_TOPIC("DITATOPIC", "DITA topics", "dita"),
    /** A map of any type, including bookmaps and subject schemes. */
    DITA_MAP("DITAMAP", "DITA maps", "ditamap", "bookmap"),
    /** A Markdown file, detected by its extension. */
    MARKDOWN("MARKDOWN", "Markdown", "md", "markdown"),
    /** An HTML, XHTML or CSS file, detected by its extension. */
    HTML_CSS("HTML/CSS", "HTML/CSS", "html", "htm", "xhtml", "css"),
    /** A DITAVAL filter file. */
    DITAVAL("DITAVAL", "DITAVAL", "ditaval"),
    /** Everything else: images, scripts, XML that is not DITA. */
    OTHERS("OTHERS", "Others");

    private final String code;
    private final String label;
    /** Separated by spaces. */
    private final String extensions;

    FileType(String code, String label, String... extensions) {
        this.code = code;
        this.label = label;
        this.extensions = String.join(" ", extensions);
    }

    /** Returns the stable code for clients, such as {@code DITATOPIC}. */
    public String code() {
        return code;
    }

    /** Returns the label of assets of this type for users. */
    public String label() {
        return label;
    }

    /** Returns the file extensions in lower case; empty if there are none. */
    public List<String> extensions() {
        return extensions.isEmpty() ? List.of() : List.of(extensions.split(" "));
    }

    /** Returns the type with a code. */
    public static Optional<FileType> of(String code) {
        return Arrays.stream(values()).filter(type -> type.code.equals(code)).findFirst();
    }

    /** Returns the type for the extension of a file name or path; {@link #OTHERS} if the extension is not known. */
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
