package org.openguides.processing.internal.walk;

import java.util.Collections;
import java.util.Iterator;

import org.jspecify.annotations.Nullable;

/** A folder on the path of the walk: its position and the next names. Holds no node. */
final class Folder {

    private final int pathLength;
    private @Nullable String lastName;
    private Iterator<String> names = Collections.emptyIterator();
    private boolean more = true;

    /**
     * @param pathLength length of the folder's path within the path of the walk
     * @param after      only children with greater names; null for all
     */
    Folder(int pathLength, @Nullable String after) {
        this.pathLength = pathLength;
        this.lastName = after;
    }

    int pathLength() {
        return pathLength;
    }

    /** Returns the last name taken, or the name after which to start. */
    @Nullable
    String lastName() {
        return lastName;
    }

    /** Returns whether names have to be read first. */
    boolean needsNames() {
        return more && !names.hasNext();
    }

    void take(ChildNames chunk) {
        names = chunk.names().iterator();
        more = !chunk.last();
    }

    /** Returns the next name; null if all names that were read have been taken. */
    @Nullable
    String nextName() {
        if (!names.hasNext()) {
            return null;
        }
        lastName = names.next();
        return lastName;
    }
}
