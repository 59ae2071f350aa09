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

    private static final String UUID_PREFIX = "uuid:";

    /** What a term tells of its asset. */
    public enum Field {
        /** What it is. Found at once where the index has synchronous properties, elsewhere as soon as {@link #MENTION}. */
        IDENTITY("identity"),
        /** What its file refers to. Found when the index has been brought up to date, usually within seconds. */
        MENTION("mentions");

        /** Earlier builds named the properties with this prefix, which only repositories with our bundle know. */
        private static final String FORMER_PREFIX = "openguides:";

        private final String property;

        Field(String property) {
            this.property = property;
        }

        /** Name of the property; the index definition has it too. */
        public String property() {
            return property;
        }

        /** Name that the property has on assets that only an earlier build has processed; the index definition has it too. */
        public String formerProperty() {
            return FORMER_PREFIX + property;
        }
    }

    /** The asset is a map. */
    public static Term map() {
        return new Term(Field.IDENTITY, "map");
    }

    /** The asset has a uuid. */
    public static Term uuid(String uuid) {
        return new Term(Field.IDENTITY, UUID_PREFIX + uuid);
    }

    /** The uuid that a term of {@link #uuid(String)} is about; the whole text of any other. */
    public String uuid() {
        return text.startsWith(UUID_PREFIX) ? text.substring(UUID_PREFIX.length()) : text;
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
