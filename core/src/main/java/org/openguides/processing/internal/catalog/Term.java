package org.openguides.processing.internal.catalog;

import java.util.Collection;
import java.util.List;

/**
 * A word by which assets are found. Files of the same project are named without their folder: that stays true when the
 * project is moved.
 *
 * @param field where it is kept and indexed
 * @param text  as it is kept
 */
public record Term(Field field, String text) {

    /** What a term tells of its asset. */
    public enum Field {
        /** What it is. Found as soon as it has been saved, for the status of references depends on it. */
        IDENTITY("openguides:identity"),
        /** What its file refers to. Found some seconds after it has been saved: an index for this at once costs too much. */
        MENTION("openguides:mentions");

        private final String property;

        Field(String property) {
            this.property = property;
        }

        /** Name of the property; the index definition has it too. */
        public String property() {
            return property;
        }
    }

    /** The asset is a map. */
    public static Term map() {
        return new Term(Field.IDENTITY, "map");
    }

    /** The asset has a uuid. */
    public static Term uuid(String uuid) {
        return new Term(Field.IDENTITY, "uuid:" + uuid);
    }

    /** The asset refers to a file of this name in its own project, in whichever folder. */
    public static Term refersToName(String fileName) {
        return new Term(Field.MENTION, "name:" + fileName);
    }

    /** The asset refers to this absolute path in another project. */
    public static Term refersToPath(String path) {
        return new Term(Field.MENTION, "path:" + path);
    }

    /** The asset refers to an asset by its uuid. */
    public static Term refersToUuid(String uuid) {
        return new Term(Field.MENTION, "uuid:" + uuid);
    }

    /** The asset refers to a key by this name or by one that ends with it behind the name of a key scope. */
    public static Term refersToKey(String key) {
        return new Term(Field.MENTION, "key:" + key);
    }

    /** The texts of those of a field, each once, in a stable order. */
    static List<String> texts(Collection<Term> terms, Field field) {
        return terms.stream()
                .filter(term -> term.field() == field)
                .map(Term::text)
                .distinct()
                .sorted()
                .toList();
    }
}
