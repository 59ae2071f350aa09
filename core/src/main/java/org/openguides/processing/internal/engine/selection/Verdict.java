package org.openguides.processing.internal.engine.selection;

/** Whether an asset is selected, and if not, why. */
public enum Verdict {
    SELECTED("selected"),
    /** Selected, as its content cannot be read to see its type: a worker tries that again. */
    UNREAD("of a type that cannot be read now"),
    CREATED_OUTSIDE("created at another time"),
    UP_TO_DATE("processed and not changed since"),
    OTHER_TYPE("of another type");

    private final String label;

    Verdict(String label) {
        this.label = label;
    }

    /** Whether a worker gets the asset. */
    boolean isSelected() {
        return this == SELECTED || this == UNREAD;
    }

    /** What the log says of assets with this verdict. */
    public String label() {
        return label;
    }
}
