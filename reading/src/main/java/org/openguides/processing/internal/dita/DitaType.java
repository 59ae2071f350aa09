package org.openguides.processing.internal.dita;

/** Type of an XML document with regard to DITA. */
public enum DitaType {
    /** A topic of any specialisation, or a {@code dita} root with several topics. */
    TOPIC,
    /** A map of any specialisation, including bookmaps and subject schemes. */
    MAP,
    /** A DITAVAL filter file. */
    DITAVAL,
    /** Another kind of XML; only its root has been read. */
    NOT_DITA
}
