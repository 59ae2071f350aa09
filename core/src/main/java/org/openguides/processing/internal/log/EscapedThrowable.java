package org.openguides.processing.internal.log;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Stands for a throwable with a harmful message in the log: it has the same stack, and the class and the escaped message of that one as its message. */
final class EscapedThrowable extends Throwable {

    private static final long serialVersionUID = 1L;

    private EscapedThrowable(Throwable thrown) {
        super(EscapedText.of(thrown.toString()));
        setStackTrace(thrown.getStackTrace());
    }

    /** Returns the throwable itself if all messages are harmless. */
    static Throwable of(Throwable thrown) {
        return isHarmless(thrown, Collections.newSetFromMap(new IdentityHashMap<>()))
                ? thrown
                : copy(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static boolean isHarmless(Throwable thrown, Set<Throwable> seen) {
        if (!seen.add(thrown)) {
            return true;
        }
        for (Throwable suppressed : thrown.getSuppressed()) {
            if (!isHarmless(suppressed, seen)) {
                return false;
            }
        }
        return EscapedText.isHarmless(thrown.toString())
                && (thrown.getCause() == null || isHarmless(thrown.getCause(), seen));
    }

    private static EscapedThrowable copy(Throwable thrown, Set<Throwable> seen) {
        EscapedThrowable copy = new EscapedThrowable(thrown);
        seen.add(thrown);
        if (thrown.getCause() != null && !seen.contains(thrown.getCause())) {
            copy.initCause(copy(thrown.getCause(), seen));
        }
        for (Throwable suppressed : thrown.getSuppressed()) {
            if (!seen.contains(suppressed)) {
                copy.addSuppressed(copy(suppressed, seen));
            }
        }
        return copy;
    }
}
