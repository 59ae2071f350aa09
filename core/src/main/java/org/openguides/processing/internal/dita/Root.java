package org.openguides.processing.internal.dita;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.ElementClass.Trait;

/**
 * A document's root element, and what the document is by it.
 *
 * @param name           its name
 * @param type           of the document
 * @param ditaClass      its class; null if not known or not DITA
 * @param isUnknown      whether it is DITA only for its name or DOCTYPE
 * @param id             its {@code @id}
 * @param language       its {@code @xml:lang}
 * @param titleAttribute its {@code @title}
 * @param namespace      its default namespace; empty if there is none
 */
record Root(
        String name,
        DitaType type,
        @Nullable ElementClass ditaClass,
        boolean isUnknown,
        @Nullable String id,
        @Nullable String language,
        @Nullable String titleAttribute,
        String namespace) {

    private static final String DITAVAL = "val";

    static Root of(StartTag tag, @Nullable Doctype doctype, DocumentVocabulary vocabulary, DitaHint hint) {
        String name = tag.name();
        ElementClass found = vocabulary.root(name, tag.value("class"));
        DitaType known = knownType(name, found);
        DitaType type = known == null ? unknownType(doctype, hint) : known;
        String title = tag.value("title");
        String namespace = tag.value("xmlns");
        return new Root(
                name,
                type,
                found,
                known == null && type != DitaType.NOT_DITA,
                tag.value("id"),
                tag.value("xml:lang"),
                title == null ? null : TitleText.of(title),
                namespace == null ? "" : namespace);
    }

    /** What a root of this name makes of a document, as far as the published vocabularies go. */
    static @Nullable DitaType knownType(String name) {
        return knownType(name, new DocumentVocabulary(Vocabulary.published(), null).root(name, null));
    }

    private static @Nullable DitaType knownType(String name, @Nullable ElementClass found) {
        if (found != null) {
            return found.is(Trait.MAP) ? DitaType.MAP : DitaType.TOPIC;
        }
        return switch (name) {
            case DocumentReader.DITABASE -> DitaType.TOPIC;
            case DITAVAL -> DitaType.DITAVAL;
            default -> null;
        };
    }

    private static DitaType unknownType(@Nullable Doctype doctype, DitaHint hint) {
        return switch (hint) {
            case TOPIC -> DitaType.TOPIC;
            case MAP -> DitaType.MAP;
            case DITAVAL, NONE -> doctype != null && doctype.saysDita()
                    ? doctype.typeOfUnknownRoot()
                    : DitaType.NOT_DITA;
        };
    }
}
