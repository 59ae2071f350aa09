package org.openguides.processing.internal.dita;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The ids of a file that fragments can refer to.
 *
 * @param kind    rules by which fragments name ids
 * @param byTopic topics by id, each with its ids except those of nested topics; empty unless topics are known
 * @param all     all ids, including those of topics
 */
public record ElementIds(Kind kind, Map<String, Set<String>> byTopic, Set<String> all) {

    /** Kind of file with ids. */
    public enum Kind {
        TOPICS,
        MAP,
        /** It is unknown which elements are topics. */
        UNKNOWN
    }

    private static final String OWN_TOPIC = ".";

    /** No ids. */
    public static final ElementIds NONE = new ElementIds(Kind.UNKNOWN, Map.of(), Set.of());

    public ElementIds {
        Map<String, Set<String>> topics = new HashMap<>();
        byTopic.forEach((topic, ids) -> topics.put(topic, Set.copyOf(ids)));
        byTopic = Map.copyOf(topics);
        all = Set.copyOf(all);
    }

    /**
     * Returns whether a fragment has a target in this file (DITA 1.3, the href attribute). In topics: {@code topic},
     * {@code topic/element}, {@code ./element}, or {@code .} for the topic that contains the reference; in maps: {@code
     * element}. If topics are unknown, the last step may be any id.
     *
     * @param fragment fragment without {@code #}
     * @param ownTopic id of the topic that contains the reference, if it is in this file
     */
    public boolean has(String fragment, @Nullable String ownTopic) {
        return switch (kind) {
            case TOPICS -> isInTopics(fragment, ownTopic);
            case MAP -> all.contains(fragment);
            case UNKNOWN -> all.contains(fragment.substring(fragment.lastIndexOf('/') + 1));
        };
    }

    private boolean isInTopics(String fragment, @Nullable String ownTopic) {
        int slash = fragment.indexOf('/');
        if (slash < 0) {
            return fragment.equals(OWN_TOPIC) || byTopic.containsKey(fragment);
        }
        String named = fragment.substring(0, slash);
        String topic = named.equals(OWN_TOPIC) && ownTopic != null ? ownTopic : named;
        return byTopic.getOrDefault(topic, Set.of()).contains(fragment.substring(slash + 1));
    }
}
