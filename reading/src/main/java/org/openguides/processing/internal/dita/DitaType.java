package org.openguides.processing.internal.dita;

/** Type of an XML document with regard to DITA. */
public enum DitaType {
    /** A topic of any specialisation, or a {@code dita} root with several topics. */
    TOPIC,
    /** A map of any specialisation, including bookmaps and subject schemes. */
    MAP,
    /** A DITAVAL filter file. */
    DITAVAL,
    /** Another kind of XML, of which only the root has been read, or a file that is not XML. */
    NOT_DITA;

    /** Returns the type of a file that was not parsed. */
    public static DitaType of(String fileName) {
        return switch (DitaHint.of(fileName)) {
            case TOPIC -> TOPIC;
            case MAP -> MAP;
            case DITAVAL -> DITAVAL;
            case NONE -> NOT_DITA;
        };
    }

    /**
     * Returns the type of a file that was parsed with the {@link DitaHint} of its name.
     *
     * @param content type of the document
     */
    public static DitaType of(String fileName, DitaType content) {
        DitaType byName = of(fileName);
        return byName == DITAVAL || content == NOT_DITA ? byName : content;
    }

    /**
     * Returns the type of a file that is not well-formed; {@link #NOT_DITA} means that the error is irrelevant.
     *
     * @param soFar type by the content before the error
     */
    static DitaType ofBroken(String fileName, DitaType soFar) {
        DitaType byName = of(fileName);
        return byName == NOT_DITA ? soFar : byName;
    }
}
