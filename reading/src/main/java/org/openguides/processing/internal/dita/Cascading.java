package org.openguides.processing.internal.dita;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.DitaReference.Scope;

/**
 * Attributes that go down to the elements within, in maps and in related links (DITA 1.3, Cascading of metadata attributes in
 * a DITA map).
 *
 * @param scope  null if none is said
 * @param format null if none is said
 */
record Cascading(@Nullable Scope scope, @Nullable String format) {

    static final Cascading NONE = new Cascading(null, null);

    /** What a start tag says itself. */
    static Cascading of(StartTag tag) {
        Scope scope = Scope.of(tag.value("scope"));
        String format = tag.value("format");
        return scope == null && format == null ? NONE : new Cascading(scope, format);
    }

    /** These, and where one is missing that of others. */
    Cascading or(Cascading others) {
        if (saysNothing()) {
            return others;
        }
        if (others.saysNothing()) {
            return this;
        }
        return new Cascading(scope == null ? others.scope : scope, format == null ? others.format : format);
    }

    private boolean saysNothing() {
        return scope == null && format == null;
    }
}
