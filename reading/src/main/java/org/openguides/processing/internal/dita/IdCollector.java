package org.openguides.processing.internal.dita;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.openguides.processing.internal.dita.ElementClass.Trait;

/** Collects the ids of a document. */
final class IdCollector {

    private final Map<String, Set<String>> byTopic = new HashMap<>();
    private final Set<String> all = new HashSet<>();
    private int count;

    /** Returns the number of ids, including duplicates. */
    int count() {
        return count;
    }

    void collect(String id, OpenElement element) {
        count++;
        all.add(id);
        String topic = element.topicId();
        if (topic != null) {
            Set<String> inTopic = byTopic.computeIfAbsent(topic, key -> new HashSet<>());
            if (!element.is(Trait.TOPIC)) {
                inTopic.add(id);
            }
        }
    }

    /** Returns the ids of a document of the given kind. */
    ElementIds ids(ElementIds.Kind kind) {
        return new ElementIds(kind, kind == ElementIds.Kind.TOPICS ? byTopic : Map.of(), all);
    }
}
