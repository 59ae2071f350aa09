package org.openguides.processing.internal.resolution;

import java.util.LinkedHashSet;
import java.util.Set;

import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.DocumentFacts;
import org.openguides.processing.internal.dita.FileUuid;
import org.openguides.processing.internal.dita.KeyDefinition;
import org.openguides.processing.internal.dita.ReferenceResolver;
import org.openguides.processing.internal.dita.ReferenceTarget;

/**
 * What a file may refer to; used to index files by their references.
 *
 * @param files absolute paths, including alternatives that an author may have meant
 * @param uuids uuids of files
 * @param keys  names of keys, with all possible prefixes of key scope names removed
 */
public record Mentions(Set<String> files, Set<String> uuids, Set<String> keys) {

    public Mentions {
        files = Set.copyOf(files);
        uuids = Set.copyOf(uuids);
        keys = Set.copyOf(keys);
    }

    /** Returns the mentions of a file. */
    public static Mentions of(String path, DocumentFacts facts) {
        Set<String> files = new LinkedHashSet<>();
        Set<String> uuids = new LinkedHashSet<>();
        Set<String> keys = new LinkedHashSet<>();
        for (DitaReference reference : facts.references()) {
            ReferenceTarget target = ReferenceResolver.resolve(path, reference);
            if (target.status() == ReferenceTarget.Status.KEY) {
                addKey(reference.keyName(), keys);
            } else if (target.status() == ReferenceTarget.Status.CHECK
                    && !reference.value().startsWith("#")) {
                files.addAll(target.paths());
            }
        }
        for (KeyDefinition key : facts.keys()) {
            // it refers to another key; its own resource is among the references
            if (key.keyref() != null) {
                addKey(key.keyref(), keys);
            }
        }
        for (String file : files) {
            FileUuid.of(file.substring(file.lastIndexOf('/') + 1)).ifPresent(uuids::add);
        }
        return new Mentions(files, uuids, keys);
    }

    /** The part after any dot may be the key, and the part before it the key scopes. */
    private static void addKey(String name, Set<String> keys) {
        keys.add(name);
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            keys.add(name.substring(dot + 1));
        }
    }
}
