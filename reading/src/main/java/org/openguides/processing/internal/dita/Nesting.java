package org.openguides.processing.internal.dita;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.ElementClass.Trait;

/** The open elements of a document and the properties that they pass on. Not thread-safe. */
final class Nesting {

    private final StartTag tag;
    private final DocumentVocabulary vocabulary;
    private final boolean map;
    private final List<KeyScope> keyScopes = new ArrayList<>();
    private final RelationshipTable table = new RelationshipTable();
    private OpenElement current = OpenElement.OUTSIDE;
    private int count;

    Nesting(StartTag tag, DocumentVocabulary vocabulary, DitaType type) {
        this.tag = tag;
        this.vocabulary = vocabulary;
        this.map = type == DitaType.MAP;
        vocabulary.decide(type);
    }

    /** Returns all key scopes so far. */
    List<KeyScope> keyScopes() {
        return keyScopes;
    }

    /** Returns the number of elements of a map so far. */
    int count() {
        return count;
    }

    /** Opens the element at the reader's current start tag. */
    OpenElement open(@Nullable ElementClass ofRoot) {
        boolean isRoot = current.depth() == 0;
        ElementClass found = isRoot ? ofRoot : vocabulary.of(tag.name(), tag.value("class"));
        boolean isTopic = found != null && found.is(Trait.TOPIC);
        boolean isForeign = found != null && found.is(Trait.FOREIGN);
        int scopesBefore = keyScopes.size();
        KeyScope scope = keyScope();
        boolean opensScope = keyScopes.size() > scopesBefore;
        current = new OpenElement(
                current.depth() + 1,
                map ? ++count : 0,
                tag.name(),
                found,
                current,
                cascading(found),
                isTopic || (isRoot && !map) ? tag.kept("id") : current.topicId(),
                scope,
                opensScope,
                resourceOnly(found),
                Objects.requireNonNullElse(tag.value("xmlns"), current.namespace()),
                isForeign || current.foreign());
        return current;
    }

    /** Closes the innermost element. */
    OpenElement close() {
        OpenElement ended = current;
        current = Objects.requireNonNull(ended.parent());
        return ended;
    }

    private Cascading cascading(@Nullable ElementClass found) {
        if (found == null || !found.is(Trait.CASCADES)) {
            return current.cascading();
        }
        Cascading own = Cascading.of(tag);
        return own.or(table.open(found, own)).or(current.cascading());
    }

    private @Nullable KeyScope keyScope() {
        List<String> names = map ? tag.words("keyscope") : List.of();
        if (names.isEmpty()) {
            return current.keyScope();
        }
        KeyScope own = new KeyScope(names, current.keyScope());
        keyScopes.add(own);
        return own;
    }

    private boolean resourceOnly(@Nullable ElementClass found) {
        if (!map) {
            return false;
        }
        String own = tag.value("processing-role");
        String role = own == null ? DocumentVocabulary.defaultOf(tag.name(), found, "processing-role") : own;
        return role == null ? current.resourceOnly() : role.equals("resource-only");
    }
}
