package org.openguides.processing.internal.support;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** The threads of the JVM that belong to the product or execute its code. */
final class OurThreads {

    private static final String NAME = "openguides-";
    private static final String PACKAGE = "org.openguides.";

    private OurThreads() {}

    /** Returns their present stacks, ordered by name. */
    static Map<Thread, StackTraceElement[]> stacks() {
        Map<Thread, StackTraceElement[]> ours =
                new TreeMap<>(Comparator.comparing(Thread::getName).thenComparing(Thread::getId));
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            if (thread.getName().startsWith(NAME)
                    || Arrays.stream(stack)
                            .anyMatch(frame -> frame.getClassName().startsWith(PACKAGE))) {
                ours.put(thread, stack);
            }
        });
        return ours;
    }
}
