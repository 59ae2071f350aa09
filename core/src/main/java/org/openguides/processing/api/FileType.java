package org.openguides.processing.api;

/** What an asset is to DITA tools; decided by its content where its extension does not tell. */
public enum FileType {
    /** A topic of any type, specialisations and ditabase included. */
    DITA_TOPIC,
    /** A map of any type, bookmaps and subject schemes included. */
    DITA_MAP,
    MARKDOWN,
    HTML_CSS,
    /** A DITAVAL filter file. */
    DITAVAL,
    /** Everything else: images, scripts, XML that is not DITA. */
    OTHERS
}
