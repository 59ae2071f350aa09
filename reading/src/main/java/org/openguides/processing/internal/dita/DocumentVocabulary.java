package org.openguides.processing.internal.dita;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.ElementClass.Trait;

/** The vocabulary of one document: which of two tables comes first, and whether it is a map. Not thread-safe. */
final class DocumentVocabulary {

    /** How many explicit classes are kept; files that have them repeat a few hundred on every element. */
    private static final int MAX_KEPT = 1000;

    private final Map<String, ElementClass> explicit = new HashMap<>();
    private final Vocabulary first;
    private final Vocabulary second;
    private boolean map;

    /**
     * Of a document with this DOCTYPE.
     *
     * @param more a customer's own names; they come first where the DOCTYPE is not of OASIS
     */
    DocumentVocabulary(Vocabulary more, @Nullable Doctype doctype) {
        boolean foreign = doctype != null && doctype.isForeign();
        first = foreign ? more : Vocabulary.published();
        second = foreign ? Vocabulary.published() : more;
    }

    /** The class of a root element; null if it has none that roots have. */
    @Nullable
    ElementClass root(String element, @Nullable String explicit) {
        ElementClass said = explicit(explicit);
        ElementClass found = said != null ? said : firstRoot(first.inMap(element), second.inMap(element));
        return found != null && isRoot(found) ? found : null;
    }

    private static @Nullable ElementClass firstRoot(@Nullable ElementClass one, @Nullable ElementClass other) {
        return one != null && isRoot(one) ? one : other;
    }

    private static boolean isRoot(ElementClass found) {
        return found.is(Trait.MAP) || found.is(Trait.TOPIC);
    }

    /** From now on elements are those of a map, or of a topic. */
    void decide(DitaType type) {
        map = type == DitaType.MAP;
    }

    /** The class of an element below the root; null if not known. */
    @Nullable
    ElementClass of(String element, @Nullable String explicit) {
        ElementClass said = explicit(explicit);
        if (said != null) {
            return said;
        }
        ElementClass found = map ? first.inMap(element) : first.inTopic(element);
        if (found != null) {
            return found;
        }
        return map ? second.inMap(element) : second.inTopic(element);
    }

    /** Whether an attribute says a class of DITA. */
    boolean isSaid(@Nullable String attribute) {
        return explicit(attribute) != null;
    }

    /** Whether the administrator has said what this element is, and it comes first. */
    boolean isConfigured(String element) {
        return first != Vocabulary.published() && first.knows(element);
    }

    /** Whether the element has a class anywhere. */
    boolean knows(String element) {
        return first.knows(element) || second.knows(element);
    }

    /**
     * The value of an attribute that an element does not have itself: what the DTDs say of it, or else of the nearest
     * element that it specialises.
     *
     * @param known its class; null if not known
     */
    @Nullable
    static String defaultOf(String element, @Nullable ElementClass known, String attribute) {
        for (String each : known == null ? List.of(element) : known.lineage()) {
            String value = Vocabulary.published().defaultOf(each, attribute);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private @Nullable ElementClass explicit(@Nullable String attribute) {
        if (attribute == null) {
            return null;
        }
        ElementClass said = explicit.get(attribute);
        if (said == null) {
            said = ElementClass.of(attribute);
            if (explicit.size() < MAX_KEPT) {
                explicit.put(attribute, said);
            }
        }
        return said.isValid() ? said : null;
    }
}
