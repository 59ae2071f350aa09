package org.openguides.processing.internal.dita;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.DitaReference.Scope;

/**
 * Attributes that cascade to contained elements, in maps and related links (DITA 1.3, Cascading of metadata attributes
 * in a DITA map).
 *
 * @param scope  scope; null if unspecified
 * @param format format; null if unspecified
 */
record Cascading(@Nullable Scope scope, @Nullable String format) {

    static final Cascading NONE = new Cascading(null, null);

    /** Returns the attributes specified by a start tag. */
    static Cascading of(StartTag tag) {
        Scope scope = Scope.of(tag.value("scope"));
        String format = tag.value("format");
        return scope == null && format == null ? NONE : new Cascading(scope, format);
    }

    /** Returns these attributes, with missing ones taken from others. */
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
