package org.openguides.processing.internal.catalog;

import javax.jcr.Node;
import javax.jcr.PathNotFoundException;
import javax.jcr.RepositoryException;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.openguides.processing.internal.dita.DocumentFacts;
import org.openguides.processing.internal.dita.KeyScope;

/** Reads and writes the facts of files on their assets. */
public final class StoredFacts {

    private StoredFacts() {}

    /**
     * Returns the properties that store the facts, by paths relative to the asset's content; an empty list stands for
     * no property.
     *
     * @param terms terms by which the asset is found
     */
    public static Map<String, List<String>> properties(DocumentFacts facts, Collection<Term> terms) {
        FactLines lines = new FactLines(facts.keyScopes());
        Map<String, List<String>> properties = new LinkedHashMap<>();
        properties.put(
                AssetState.REFERENCES,
                Stream.of(
                                facts.references().stream().map(lines::encode),
                                facts.branches().stream().map(lines::encode),
                                facts.copies().stream().map(lines::encodeCopy))
                        .flatMap(all -> all)
                        .toList());
        properties.put(AssetState.KEYS, facts.keys().stream().map(lines::encode).toList());
        properties.put(AssetState.KEY_SCOPES, lines.scopeLines());
        for (Term.Field field : Term.Field.values()) {
            properties.put(AssetState.NODE + "/" + field.property(), Term.texts(terms, field));
        }
        return properties;
    }

    /** Returns the facts on a content node; {@link DocumentFacts#NONE} if there are none or they cannot be read. */
    static DocumentFacts read(Node content) throws RepositoryException {
        Node state;
        try {
            state = content.getNode(AssetState.NODE);
        } catch (PathNotFoundException neverProcessed) {
            return DocumentFacts.NONE;
        }
        Map<String, List<String>> properties = new HashMap<>();
        for (String property : List.of(AssetState.KEY_SCOPES, AssetState.REFERENCES, AssetState.KEYS)) {
            properties.put(property, LongList.ownTexts(state, property));
        }
        return read(property -> properties.getOrDefault(property, List.of()));
    }

    /**
     * Returns the facts in properties; {@link DocumentFacts#NONE} if there are none or they cannot be read.
     *
     * @param texts returns the values of a property; empty if it is absent
     */
    public static DocumentFacts read(Function<String, List<String>> texts) {
        try {
            return decode(texts);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // Users who may write an asset's properties may write arbitrary values; the next processing replaces them.
            return DocumentFacts.NONE;
        }
    }

    private static DocumentFacts decode(Function<String, List<String>> texts) {
        List<KeyScope> scopes = FactLines.scopes(texts.apply(AssetState.KEY_SCOPES));
        FactLines lines = new FactLines(scopes);
        List<String> all = texts.apply(AssetState.REFERENCES);
        return new DocumentFacts(
                known(only(all, FactLines::isReference), lines::reference),
                known(texts.apply(AssetState.KEYS), lines::key),
                scopes,
                known(only(all, FactLines::isBranch), lines::branch),
                known(only(all, FactLines::isCopy), FactLines::copy));
    }

    private static List<String> only(List<String> lines, Predicate<String> kind) {
        return lines.stream().filter(kind).toList();
    }

    private static <T> List<T> known(List<String> lines, Function<String, T> decode) {
        return lines.stream().flatMap(line -> known(line, decode)).toList();
    }

    /** Leaves out lines with a kind, a role or a scope of a later version, and arbitrary text. */
    private static <T> Stream<T> known(String line, Function<String, T> decode) {
        try {
            return Stream.of(decode.apply(line));
        } catch (IllegalArgumentException | IndexOutOfBoundsException unknown) {
            return Stream.empty();
        }
    }
}
