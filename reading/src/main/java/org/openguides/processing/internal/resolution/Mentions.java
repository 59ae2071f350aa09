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
 * What a file may refer to, so that it can be found by it.
 *
 * @param files absolute paths, also what an author may have taken for the same file
 * @param uuids of files
 * @param keys  names of keys, with all, some and none of what may be names of key scopes before them
 */
public record Mentions(Set<String> files, Set<String> uuids, Set<String> keys) {

    public Mentions {
        files = Set.copyOf(files);
        uuids = Set.copyOf(uuids);
        keys = Set.copyOf(keys);
    }

    /** What a file at a path mentions. */
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
            // it refers to the key that it stands for; what it stands for itself is among the references
            if (key.keyref() != null) {
                addKey(key.keyref(), keys);
            }
        }
        for (String file : files) {
            FileUuid.of(file.substring(file.lastIndexOf('/') + 1)).ifPresent(uuids::add);
        }
        return new Mentions(files, uuids, keys);
    }

    /** What is behind a dot may be the key, and what is before it the key scopes on the way to it. */
    private static void addKey(String name, Set<String> keys) {
        keys.add(name);
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            keys.add(name.substring(dot + 1));
        }
    }
}
