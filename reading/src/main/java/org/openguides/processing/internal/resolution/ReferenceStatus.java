package org.openguides.processing.internal.resolution;

/** What a reference comes to. */
public enum ReferenceStatus {
    OK("ok"),
    MISSING("missing"),
    FRAGMENT_MISSING("fragment-missing"),
    KEY_DEFINED("key-defined"),
    KEY_UNDEFINED("key-undefined"),
    /** Elsewhere; not checked. */
    EXTERNAL("external"),
    /** In content that is not published together with this; not checked. */
    PEER("peer"),
    EMPTY("empty"),
    /** It cannot be a reference to a file. */
    INVALID("invalid");

    private final String label;

    ReferenceStatus(String label) {
        this.label = label;
    }

    /** The word for it. */
    public String label() {
        return label;
    }

    /** Whether an author has something to mend. */
    public boolean isBroken() {
        return switch (this) {
            case MISSING, FRAGMENT_MISSING, KEY_UNDEFINED, INVALID -> true;
            case OK, KEY_DEFINED, EXTERNAL, PEER, EMPTY -> false;
        };
    }
}
