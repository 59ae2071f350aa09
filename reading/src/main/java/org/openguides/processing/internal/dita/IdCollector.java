package org.openguides.processing.internal.dita;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.openguides.processing.internal.dita.ElementClass.Trait;

/** Finds the ids of a document. */
final class IdCollector {

    private final Map<String, Set<String>> byTopic = new HashMap<>();
    private final Set<String> all = new HashSet<>();
    private int count;

    /** How many ids there were, whether they differ or not. */
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

    /** The ids of a document of a kind. */
    ElementIds ids(ElementIds.Kind kind) {
        return new ElementIds(kind, kind == ElementIds.Kind.TOPICS ? byTopic : Map.of(), all);
    }
}
