package org.openguides.processing.internal.reference;

import javax.jcr.RepositoryException;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.KeyDefinition;

/** Tells which assets keys stand for. For one request. */
final class KeyTargets {

    /** Keys that stand for keys, one after the other. */
    private static final int LONGEST_CHAIN = 50;

    private final Documents documents;
    private final MapTree maps;

    KeyTargets(Documents documents, MapTree maps) {
        this.documents = documents;
        this.maps = maps;
    }

    /**
     * Paths of what a key reference of the asset means, each root map's own; none where the key stands for no asset, or no
     * map uses the asset.
     */
    Set<String> of(String path, DitaReference reference) throws RepositoryException {
        Set<String> targets = new LinkedHashSet<>();
        for (KeySpace.Scope scope : maps.scopes(path, reference)) {
            target(scope, reference.keyName()).ifPresent(targets::add);
        }
        return targets;
    }

    /** Path of the asset that a definition names itself; empty if it is elsewhere, or missing, or there is none. */
    Optional<String> of(String map, KeyDefinition key) throws RepositoryException {
        String href = key.href();
        return href == null || href.isEmpty()
                ? Optional.empty()
                : documents.target(
                        map,
                        new DitaReference(
                                key.element(),
                                "href",
                                href,
                                key.line(),
                                DitaReference.Kind.URI,
                                DitaReference.Role.KEYDEF,
                                key.scope(),
                                key.format(),
                                null,
                                null,
                                key.keyScope()));
    }

    private Optional<String> target(KeySpace.Scope scope, String name) throws RepositoryException {
        KeySpace.Scope in = scope;
        String next = name;
        for (int i = 0; i < LONGEST_CHAIN; i++) {
            Optional<KeySpace.Definition> found = in.find(next);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Optional<String> target = of(found.get().map(), found.get().key());
            String other = keyName(found.get().key().keyref());
            if (target.isPresent() || other == null) {
                return target;
            }
            in = found.get().scope();
            next = other;
        }
        return Optional.empty();
    }

    /** The key of a key reference: the value up to its first slash. */
    static @Nullable String keyName(@Nullable String keyref) {
        int slash = keyref == null ? -1 : keyref.indexOf('/');
        return keyref == null || slash < 0 ? keyref : keyref.substring(0, slash);
    }
}
