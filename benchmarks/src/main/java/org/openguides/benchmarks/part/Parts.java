package org.openguides.benchmarks.part;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The parts by name, in their order of execution. */
public final class Parts {

    private static final Map<String, Supplier<Part>> ALL = all();

    private Parts() {}

    /** Returns all names. */
    public static Set<String> names() {
        return ALL.keySet();
    }

    /**
     * Returns a part.
     *
     * @throws IllegalArgumentException if there is no part with this name
     */
    public static Part of(String name) {
        Supplier<Part> part = ALL.get(name);
        if (part == null) {
            throw new IllegalArgumentException(
                    "there is no part " + name + "; there are " + String.join(", ", names()));
        }
        return part.get();
    }

    private static Map<String, Supplier<Part>> all() {
        Map<String, Supplier<Part>> parts = new LinkedHashMap<>();
        parts.put("parse", Parsing::new);
        parts.put("process", Processed::new);
        parts.put("growth", Growth::new);
        parts.put("peers", Peers::new);
        parts.put("latency", Latencies::new);
        parts.put("status", StatusOfMany::new);
        parts.put("scale", Scale::new);
        return parts;
    }
}
