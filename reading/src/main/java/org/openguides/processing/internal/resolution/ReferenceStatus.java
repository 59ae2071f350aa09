package org.openguides.processing.internal.resolution;

/** Result of resolving a reference. */
public enum ReferenceStatus {
    OK("ok"),
    MISSING("missing"),
    FRAGMENT_MISSING("fragment-missing"),
    KEY_DEFINED("key-defined"),
    KEY_UNDEFINED("key-undefined"),
    /** External; not checked. */
    EXTERNAL("external"),
    /** In content that is published separately; not checked. */
    PEER("peer"),
    EMPTY("empty"),
    /** It cannot be a reference to a file. */
    INVALID("invalid");

    private final String label;

    ReferenceStatus(String label) {
        this.label = label;
    }

    /** Returns the word for the status. */
    public String label() {
        return label;
    }

    /** Returns whether an author has to correct the reference. */
    public boolean isBroken() {
        return switch (this) {
            case MISSING, FRAGMENT_MISSING, KEY_UNDEFINED, INVALID -> true;
            case OK, KEY_DEFINED, EXTERNAL, PEER, EMPTY -> false;
        };
    }
}
