package org.openguides.processing.internal.dita;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.DitaReference.Kind;
import org.openguides.processing.internal.dita.DitaReference.Role;
import org.openguides.processing.internal.dita.DitaReference.Scope;
import org.openguides.processing.internal.dita.ElementClass.Trait;

/** Collects references and key definitions of a document. They are recognised by attribute, without a class. */
final class ReferenceCollector {

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("href", Kind.URI),
            Map.entry("conref", Kind.URI),
            Map.entry("conrefend", Kind.URI),
            Map.entry("copy-to", Kind.URI),
            Map.entry("mapref", Kind.URI),
            Map.entry("longdescref", Kind.URI),
            Map.entry("longquoteref", Kind.URI),
            Map.entry("data", Kind.URI),
            Map.entry("archive", Kind.URI),
            Map.entry("keyref", Kind.KEY),
            Map.entry("conkeyref", Kind.KEY),
            Map.entry("datakeyref", Kind.KEY),
            Map.entry("classidkeyref", Kind.KEY),
            Map.entry("codebasekeyref", Kind.KEY),
            Map.entry("archivekeyrefs", Kind.KEY),
            Map.entry("posterkeyref", Kind.KEY),
            Map.entry("subjectrefs", Kind.KEY),
            Map.entry("anchorref", Kind.URI),
            Map.entry("value", Kind.URI));

    /** Attributes with several references, separated by whitespace. */
    private static final Set<String> LISTS = Set.of("archive", "archivekeyrefs", "subjectrefs");

    /**
     * Attributes with URIs that {@code scope} does not describe. It belongs to the link relationship attributes and is
     * about the target of {@code href}; reused content has to be read in any case.
     */
    private static final Set<String> ALWAYS_LOCAL = Set.of("conref", "conrefend", "anchorref");

    private final List<DitaReference> references = new ArrayList<>();
    private final List<KeyDefinition> keys = new ArrayList<>();
    private long characters;

    /**
     * Returns the references, with key scopes from the branches of the document, which are more accurate than those at
     * the start tags.
     */
    List<DitaReference> references(List<MapBranch> branches) {
        MapBranches.ScopesAround scopes = new MapBranches.ScopesAround(branches);
        return hasNoScope(branches)
                ? references
                : references.stream()
                        .map(each -> each.in(scopes.at(each.place())))
                        .toList();
    }

    /** Returns the key definitions, with key scopes from the branches. */
    List<KeyDefinition> keys(List<MapBranch> branches) {
        MapBranches.ScopesAround scopes = new MapBranches.ScopesAround(branches);
        return hasNoScope(branches)
                ? keys
                : keys.stream().map(each -> each.in(scopes.at(each.place()))).toList();
    }

    private static boolean hasNoScope(List<MapBranch> branches) {
        return branches.stream().allMatch(branch -> branch.keyScope() == null);
    }

    /** Returns the number of characters that are kept of them so far. */
    long characters() {
        return characters;
    }

    /** Returns the number of references and keys so far. */
    int count() {
        return references.size() + keys.size();
    }

    /** Adds the references of an element. */
    void collectReferences(StartTag tag, OpenElement element) {
        for (int i = 0; i < tag.attributeCount(); i++) {
            String attribute = tag.attribute(i);
            Kind kind = KINDS.get(attribute);
            if (kind != null && mayHave(tag, element, attribute)) {
                String value = tag.value(i);
                if (value != null) {
                    add(tag, element, attribute, kind, value);
                }
            }
        }
    }

    /** Adds the image that an element of a DITAVAL uses as a flag. */
    void collectFlag(StartTag tag, OpenElement element) {
        String image = tag.value("imageref");
        if (image != null) {
            add(new DitaReference(
                    element.name(),
                    "imageref",
                    image,
                    tag.line(),
                    Kind.URI,
                    Role.IMAGE,
                    Scope.LOCAL,
                    null,
                    null,
                    null,
                    null));
        }
    }

    /** Adds the keys that an element of a map defines. */
    void collectKeys(StartTag tag, OpenElement element) {
        for (String key : tag.words("keys")) {
            add(new KeyDefinition(
                    key,
                    element.name(),
                    tag.line(),
                    tag.value("href"),
                    tag.value("keyref"),
                    scope(tag, element),
                    format(tag, element),
                    element.resourceOnly(),
                    element.keyScope(),
                    element.place()));
        }
    }

    private void add(DitaReference reference) {
        // the rest of a list that is too long is not looked at: the file is refused
        if (characters <= KeptText.MOST) {
            references.add(reference);
            characters += reference.characters();
        }
    }

    private void add(KeyDefinition key) {
        if (characters <= KeptText.MOST) {
            keys.add(key);
            characters += key.characters();
        }
    }

    /** Some attributes have another meaning on most elements. */
    private static boolean mayHave(StartTag tag, OpenElement element, String attribute) {
        return switch (attribute) {
            case "anchorref" -> element.is(Trait.MAP);
            case "value" -> element.is(Trait.PARAM) && "ref".equals(tag.value("valuetype"));
            case "mapref" -> element.name().equals("navref");
            case "data", "archive" -> element.is(Trait.OBJECT);
            default -> true;
        };
    }

    private void add(StartTag tag, OpenElement element, String attribute, Kind kind, String value) {
        String byKey = attribute.equals("conrefend") ? tag.value("conkeyref") : null;
        boolean isEndByKey = byKey != null && !byKey.isEmpty();
        String format = format(tag, element);
        for (String each : LISTS.contains(attribute) ? value.split("\\s+") : new String[] {value}) {
            add(new DitaReference(
                    element.name(),
                    attribute,
                    each,
                    tag.line(),
                    isEndByKey ? Kind.KEY : kind,
                    role(tag, element, attribute, format),
                    ALWAYS_LOCAL.contains(attribute) ? Scope.LOCAL : scope(tag, element),
                    format,
                    isEndByKey ? byKey : base(tag, attribute),
                    element.topicId(),
                    element.keyScope(),
                    element.place()));
        }
    }

    private static @Nullable String base(StartTag tag, String attribute) {
        return attribute.equals("data") || attribute.equals("archive") ? tag.value("codebase") : null;
    }

    private static Role role(StartTag tag, OpenElement element, String attribute, @Nullable String format) {
        return switch (attribute) {
            case "conref", "conkeyref" -> Role.CONTENT;
            case "conrefend" -> Role.CONTENT_END;
            case "copy-to" -> Role.COPY_TO;
            case "anchorref", "subjectrefs" -> Role.LINK;
            case "value" -> Role.OBJECT;
            default -> element.is(Trait.TOPICREF) ? topicref(tag, format) : role(element);
        };
    }

    private static Role topicref(StartTag tag, @Nullable String format) {
        if ("ditamap".equals(format)) {
            return Role.MAPREF;
        }
        return tag.value("keys") == null ? Role.TOPICREF : Role.KEYDEF;
    }

    private static Role role(OpenElement element) {
        if (element.is(Trait.INCLUSION)) {
            return Role.INCLUSION;
        }
        if (element.is(Trait.IMAGE)) {
            return Role.IMAGE;
        }
        return element.is(Trait.OBJECT) ? Role.OBJECT : Role.LINK;
    }

    /** Returns the own format, the default, or the cascading one. */
    private static @Nullable String format(StartTag tag, OpenElement element) {
        String own = tag.value("format");
        String said = own == null ? DocumentVocabulary.defaultOf(element.name(), element.ditaClass(), "format") : own;
        return said == null && element.is(Trait.CASCADES) ? element.cascading().format() : said;
    }

    private static Scope scope(StartTag tag, OpenElement element) {
        Scope own = Scope.of(tag.value("scope"));
        Scope inherited = element.is(Trait.CASCADES) ? element.cascading().scope() : null;
        Scope said = own == null ? inherited : own;
        return said == null ? Scope.LOCAL : said;
    }
}
