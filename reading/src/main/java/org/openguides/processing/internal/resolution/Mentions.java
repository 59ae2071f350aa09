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
 * @param keys  names of keys as {@link #indexed}, and each with further possible prefixes of key scope names removed
 */
public record Mentions(Set<String> files, Set<String> uuids, Set<String> keys) {

    /** Maximum number of dots in the text under which a key is indexed. */
    private static final int MOST_DOTS = 3;

    /** Maximum length of that text. */
    private static final int LONGEST = 200;

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

    /**
     * Returns the text under which references to a key are indexed: the name without all but the last few of its prefixes that end with a
     * dot. Other keys may share it, so the references that a look-up finds still have to be resolved.
     */
    public static String indexed(String key) {
        int from = Math.max(0, key.length() - LONGEST);
        if (from > 0 && Character.isLowSurrogate(key.charAt(from))) {
            from++;
        }
        int dot = key.length();
        for (int dots = 0; dots <= MOST_DOTS && dot >= 0; dots++) {
            dot = key.lastIndexOf('.', dot - 1);
        }
        return key.substring(Math.max(from, dot + 1));
    }

    /**
     * The part after any dot may be the key, and the part before it the key scopes. A name may consist of hundreds of parts, so only a few
     * are indexed: otherwise the index would grow with the square of its length.
     */
    private static void addKey(String name, Set<String> keys) {
        String indexed = indexed(name);
        keys.add(indexed);
        for (int dot = indexed.indexOf('.'); dot >= 0; dot = indexed.indexOf('.', dot + 1)) {
            keys.add(indexed.substring(dot + 1));
        }
    }
}
