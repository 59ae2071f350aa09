package org.openguides.processing.internal.dita;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The ids of a file that fragments can point at.
 *
 * @param byTopic topics by id, each with the ids in it, those of nested topics left out; empty in maps
 * @param all     every id, those of topics included
 */
public record ElementIds(Map<String, Set<String>> byTopic, Set<String> all) {

    /** No id at all. */
    public static final ElementIds NONE = new ElementIds(Map.of(), Set.of());

    public ElementIds {
        Map<String, Set<String>> topics = new HashMap<>();
        byTopic.forEach((topic, ids) -> topics.put(topic, Set.copyOf(ids)));
        byTopic = Map.copyOf(topics);
        all = Set.copyOf(all);
    }

    /**
     * Whether a fragment points at something in this file. Of topics: {@code topic}, {@code topic/element} or
     * {@code ./element}; in a file without topics its last step is any id.
     *
     * @param fragment without the {@code #}
     * @param ownTopic id of the topic that holds the reference, if it is in this file
     */
    public boolean has(String fragment, @Nullable String ownTopic) {
        int slash = fragment.indexOf('/');
        if (byTopic.isEmpty()) {
            return all.contains(fragment.substring(fragment.lastIndexOf('/') + 1));
        }
        if (slash < 0) {
            return byTopic.containsKey(fragment);
        }
        String named = fragment.substring(0, slash);
        String topic = named.equals(".") && ownTopic != null ? ownTopic : named;
        return byTopic.getOrDefault(topic, Set.of()).contains(fragment.substring(slash + 1));
    }
}
