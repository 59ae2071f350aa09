package org.openguides.processing.internal.engine.selection;

/** Whether an asset is selected, and the reason if it is not. */
public enum Verdict {
    SELECTED("selected"),
    /** Selected, since its content cannot be read at the moment to determine its type: a worker tries again. */
    UNREAD("of a type that cannot be determined now"),
    IGNORED("at ignored paths"),
    OTHER_PATH("with another name or at another path"),
    CREATED_OUTSIDE("created at another time"),
    UP_TO_DATE("processed and not changed since"),
    /** Only for runs of the system, which would otherwise process the same broken files forever. */
    FAILED_BEFORE("failed and not changed since"),
    /** Only for runs of the system, which do not wait: the next one processes it. */
    OCCUPIED("locked, checked out, or being processed by AEM"),
    OTHER_TYPE("of another type");

    private final String label;

    Verdict(String label) {
        this.label = label;
    }

    /** Returns whether the asset is given to a worker. */
    boolean isSelected() {
        return this == SELECTED || this == UNREAD;
    }

    /** Returns how the log describes assets with this verdict. */
    public String label() {
        return label;
    }
}
