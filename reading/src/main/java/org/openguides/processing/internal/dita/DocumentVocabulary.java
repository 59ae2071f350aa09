package org.openguides.processing.internal.dita;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.ElementClass.Trait;

/** The vocabulary of one document: the precedence of two tables, and whether the document is a map. Not thread-safe. */
final class DocumentVocabulary {

    /** Maximum number of cached classes; files with explicit classes repeat a few hundred on all elements. */
    private static final int MAX_KEPT = 1000;

    private final Map<String, ElementClass> explicit = new HashMap<>();
    private final Vocabulary first;
    private final Vocabulary second;
    private boolean map;

    /**
     * Creates the vocabulary of a document with this DOCTYPE.
     *
     * @param more vocabulary of a customer, which takes precedence if the DOCTYPE is not of OASIS
     */
    DocumentVocabulary(Vocabulary more, @Nullable Doctype doctype) {
        boolean foreign = doctype != null && doctype.isForeign();
        first = foreign ? more : Vocabulary.published();
        second = foreign ? Vocabulary.published() : more;
    }

    /** Returns the class of a root element; null if it has none that is valid for roots. */
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

    /** Sets whether the following elements are those of a map or of a topic. */
    void decide(DitaType type) {
        map = type == DitaType.MAP;
    }

    /** Returns the class of an element below the root; null if it is unknown. */
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

    /** Returns whether an attribute specifies a class of DITA. */
    boolean isSaid(@Nullable String attribute) {
        return explicit(attribute) != null;
    }

    /** Returns whether the administrator has configured this element, and the configuration takes precedence. */
    boolean isConfigured(String element) {
        return first != Vocabulary.published() && first.knows(element);
    }

    /** Returns whether the element has a class in any context. */
    boolean knows(String element) {
        return first.knows(element) || second.knows(element);
    }

    /**
     * Returns the default value of an attribute according to the DTDs, for the element or for the closest element that
     * it specialises.
     *
     * @param known class of the element; null if it is unknown
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
