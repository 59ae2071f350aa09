package org.openguides.processing.internal.dita;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The ids of a file that fragments can point at.
 *
 * @param kind    by what rules fragments name them
 * @param byTopic topics by id, each with the ids in it, those of nested topics left out; empty unless the topics are known
 * @param all     every id, those of topics included
 */
public record ElementIds(Kind kind, Map<String, Set<String>> byTopic, Set<String> all) {

    /** What kind of file has the ids. */
    public enum Kind {
        TOPICS,
        MAP,
        /** Which of its elements are topics is not known. */
        UNKNOWN
    }

    private static final String OWN_TOPIC = ".";

    /** No id at all. */
    public static final ElementIds NONE = new ElementIds(Kind.UNKNOWN, Map.of(), Set.of());

    public ElementIds {
        Map<String, Set<String>> topics = new HashMap<>();
        byTopic.forEach((topic, ids) -> topics.put(topic, Set.copyOf(ids)));
        byTopic = Map.copyOf(topics);
        all = Set.copyOf(all);
    }

    /**
     * Whether a fragment points at something in this file (DITA 1.3, the href attribute). Of topics: {@code topic},
     * {@code topic/element}, {@code ./element}, or {@code .} for the topic around the reference; of maps: {@code element}. Where
     * topics are not known, the last step is any id.
     *
     * @param fragment without the {@code #}
     * @param ownTopic id of the topic that holds the reference, if it is in this file
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
