package org.openguides.processing.internal.dita;

import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.ElementClass.Trait;

/**
 * The root element of a document and the document type that follows from it.
 *
 * @param name           its name
 * @param type           type of the document
 * @param typeByContent  type without regard to the file name
 * @param ditaClass      its class; null if it is unknown or not DITA
 * @param isUnknown      whether the document counts as DITA only because of its name or DOCTYPE
 * @param id             its {@code @id}
 * @param language       its {@code @xml:lang}
 * @param titleAttribute its {@code @title}
 * @param namespace      its default namespace; empty if there is none
 */
record Root(
        String name,
        DitaType type,
        DitaType typeByContent,
        @Nullable ElementClass ditaClass,
        boolean isUnknown,
        @Nullable String id,
        @Nullable String language,
        @Nullable String titleAttribute,
        String namespace) {

    /** Root element of files with several topics. */
    static final String DITABASE = "dita";

    private static final String DITAVAL = "val";

    /** DITA root elements whose names are common in other vocabularies, so that a name alone is no evidence of DITA. */
    private static final Set<String> COMMON_WORDS = Set.of("map", "topic", "task", "reference", DITABASE, DITAVAL);

    static Root of(StartTag tag, @Nullable Doctype doctype, DocumentVocabulary vocabulary, DitaHint hint) {
        String name = tag.name();
        String namespace = Objects.requireNonNullElse(tag.value("xmlns"), "");
        ElementClass found = vocabulary.root(name, tag.value("class"));
        boolean other = isOfAnotherVocabulary(tag, namespace, doctype, vocabulary);
        DitaType byName = knownType(name, found);
        DitaType byContent = byName == null || other ? unknownType(doctype, DitaHint.NONE) : byName;
        boolean known = byName != null && (!other || (namespace.isEmpty() && hint != DitaHint.NONE));
        DitaType type = known && byName != null ? byName : unknownType(doctype, hint);
        String title = tag.value("title");
        return new Root(
                name,
                type,
                byContent,
                known ? found : null,
                !known && type != DitaType.NOT_DITA,
                tag.kept("id"),
                tag.value("xml:lang"),
                title == null ? null : TitleText.of(title),
                namespace);
    }

    /**
     * Returns whether a root only shares its name with one of DITA: it is in a namespace; or its name is common and its
     * DOCTYPE is of another format, or its class is not one of DITA.
     */
    private static boolean isOfAnotherVocabulary(
            StartTag tag, String namespace, @Nullable Doctype doctype, DocumentVocabulary vocabulary) {
        String said = tag.value("class");
        if (vocabulary.isSaid(said)) {
            return false;
        }
        boolean otherDoctype = doctype != null && doctype.saysOtherThanDita() && !vocabulary.isConfigured(tag.name());
        boolean otherClass = said != null && !said.isEmpty();
        return !namespace.isEmpty() || (COMMON_WORDS.contains(tag.name()) && (otherDoctype || otherClass));
    }

    /** Returns the type that the DOCTYPE suggests for a document that ends before its root element. */
    static DitaType announced(Doctype doctype) {
        String name = doctype.rootElement();
        ElementClass found = new DocumentVocabulary(Vocabulary.published(), null).root(name, null);
        DitaType byName = knownType(name, found);
        boolean other = COMMON_WORDS.contains(name) && doctype.saysOtherThanDita();
        return byName == null || other ? unknownType(doctype, DitaHint.NONE) : byName;
    }

    private static @Nullable DitaType knownType(String name, @Nullable ElementClass found) {
        if (found != null) {
            return found.is(Trait.MAP) ? DitaType.MAP : DitaType.TOPIC;
        }
        return switch (name) {
            case DITABASE -> DitaType.TOPIC;
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
