package org.openguides.processing.internal.dita;

/** What an XML document is to DITA. */
public enum DitaType {
    /** A topic of any specialisation, or a {@code dita} root that holds several. */
    TOPIC,
    /** A map of any specialisation, bookmaps and subject schemes included. */
    MAP,
    /** A filter file. */
    DITAVAL,
    /** XML of another kind; only its root has been read. */
    NOT_DITA
}
