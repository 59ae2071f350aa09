package org.openguides.processing.api;

/** What an asset is to DITA tools; decided by its content where its extension does not tell. */
public enum FileType {
    /** A topic of any type, specialisations and ditabase included. */
    DITA_TOPIC("DITA topics"),
    /** A map of any type, bookmaps and subject schemes included. */
    DITA_MAP("DITA maps"),
    /** A Markdown file, by its extension. */
    MARKDOWN("Markdown"),
    /** An HTML, XHTML or CSS file, by its extension. */
    HTML_CSS("HTML/CSS"),
    /** A DITAVAL filter file. */
    DITAVAL("DITAVAL"),
    /** Everything else: images, scripts, XML that is not DITA. */
    OTHERS("Others");

    private final String label;

    FileType(String label) {
        this.label = label;
    }

    /** What people call assets of this type. */
    public String label() {
        return label;
    }
}
