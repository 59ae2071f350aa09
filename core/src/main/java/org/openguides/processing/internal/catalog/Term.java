package org.openguides.processing.internal.catalog;

import java.util.Collection;
import java.util.List;

/**
 * An index term by which assets are found. Files of the same project are identified without their folder, which remains
 * valid when the project is moved.
 *
 * @param field field in which it is stored and indexed
 * @param text  text as it is stored
 */
public record Term(Field field, String text) {

    private static final String UUID_PREFIX = "uuid:";

    /** The kind of a term. */
    public enum Field {
        /**
         * The identity of the asset. Found immediately if the index has synchronous properties, otherwise like
         * {@link #MENTION}.
         */
        IDENTITY("identity"),
        /** A reference in the asset's file. Found when the index has been updated, usually within seconds. */
        MENTION("mentions");

        /** Prefix of the properties in earlier builds; it is registered only in repositories with this bundle. */
        private static final String FORMER_PREFIX = "openguides:";

        private final String property;

        Field(String property) {
            this.property = property;
        }

        /** Returns the name of the property, as in the index definition. */
        public String property() {
            return property;
        }

        /**
         * Returns the name of the property on assets that only an earlier build has processed, as in the index
         * definition.
         */
        public String formerProperty() {
            return FORMER_PREFIX + property;
        }
    }

    /** Returns the term of assets that are maps. */
    public static Term map() {
        return new Term(Field.IDENTITY, "map");
    }

    /** Returns the term of the asset with a uuid. */
    public static Term uuid(String uuid) {
        return new Term(Field.IDENTITY, UUID_PREFIX + uuid);
    }

    /** Returns the uuid of a term that {@link #uuid(String)} has created; the whole text of any other term. */
    public String uuid() {
        return text.startsWith(UUID_PREFIX) ? text.substring(UUID_PREFIX.length()) : text;
    }

    /** Returns the term of assets that refer to a file of this name in their own project, in any folder. */
    public static Term refersToName(String fileName) {
        return new Term(Field.MENTION, "name:" + fileName);
    }

    /** Returns the term of assets that refer to this absolute path in another project. */
    public static Term refersToPath(String path) {
        return new Term(Field.MENTION, "path:" + path);
    }

    /** Returns the term of assets that refer to an asset by its uuid. */
    public static Term refersToUuid(String uuid) {
        return new Term(Field.MENTION, "uuid:" + uuid);
    }

    /** Returns the term of assets that refer to a key by this name, with or without key scopes before it. */
    public static Term refersToKey(String key) {
        return new Term(Field.MENTION, "key:" + key);
    }

    /** Returns the distinct texts of the terms of a field, in a stable order. */
    static List<String> texts(Collection<Term> terms, Field field) {
        return terms.stream()
                .filter(term -> term.field() == field)
                .map(Term::text)
                .distinct()
                .sorted()
                .toList();
    }
}
