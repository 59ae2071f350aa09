package org.openguides.processing.internal.walk;

import java.util.Collections;
import java.util.Iterator;

import org.jspecify.annotations.Nullable;

/** A folder that the walk is in: how far it has come there, and the next names it knows. Holds no node. */
final class Folder {

    private final int pathLength;
    private @Nullable String lastName;
    private Iterator<String> names = Collections.emptyIterator();
    private boolean more = true;

    /**
     * @param pathLength how many characters of the walk's path are this folder's
     * @param after      only children with greater names; null for all
     */
    Folder(int pathLength, @Nullable String after) {
        this.pathLength = pathLength;
        this.lastName = after;
    }

    int pathLength() {
        return pathLength;
    }

    /** The name that was taken last, or the one to begin after. */
    @Nullable
    String lastName() {
        return lastName;
    }

    /** Whether names have to be read before one can be taken. */
    boolean needsNames() {
        return more && !names.hasNext();
    }

    void take(ChildNames chunk) {
        names = chunk.names().iterator();
        more = !chunk.last();
    }

    /** The next name; null at the end of what has been read. */
    @Nullable
    String nextName() {
        if (!names.hasNext()) {
            return null;
        }
        lastName = names.next();
        return lastName;
    }
}
