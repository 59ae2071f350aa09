package org.openguides.processing.api;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A field of {@link AssetFilter}. Defines its name for clients, the property of a run that stores it, its description
 * in the log, and which assets it accepts by path and creation time. Immutable.
 *
 * @param <T> type of the value
 */
@ProviderType
public final class FilterField<T> {

    /** The kind of value of a field. */
    public enum Kind {
        /** A {@link String}, never blank. */
        TEXT,
        /** An {@link Instant}. */
        TIME,
        /** A {@link Boolean}; unset is the same as false. */
        FLAG,
        /** A set of {@link FileType}; unset is the same as an empty set. */
        FILE_TYPES
    }

    /** The file types to select; all types if unset. */
    public static final FilterField<Set<FileType>> FILE_TYPES =
            new FilterField<>("fileTypes", "fileTypes", Kind.FILE_TYPES, FilterField::ofTypes);

    /** The earliest creation time, inclusive. */
    public static final FilterField<Instant> CREATED_FROM = new FilterField<Instant>(
                    "startTime", "createdFrom", Kind.TIME, from -> "Only created from " + from)
            .judgingCreation((from, created) -> !created.isBefore(from));

    /** The latest creation time, inclusive. */
    public static final FilterField<Instant> CREATED_UNTIL = new FilterField<Instant>(
                    "endTime", "createdUntil", Kind.TIME, until -> "Only created until " + until)
            .judgingCreation((until, created) -> !created.isAfter(until));

    /** Whether to leave out assets that were processed successfully and have not changed since. */
    public static final FilterField<Boolean> SKIP_PROCESSED = new FilterField<>(
            "filterProcessedAssets",
            "skipProcessed",
            Kind.FLAG,
            skipped -> "Only assets that were never processed, have failed or have changed since");

    private static final List<FilterField<?>> ALL = List.of(FILE_TYPES, CREATED_FROM, CREATED_UNTIL, SKIP_PROCESSED);

    private final String name;
    private final String storedName;
    private final Kind kind;
    private final Function<T, String> description;
    private final @Nullable BiPredicate<T, String> byPath;
    private final @Nullable BiPredicate<T, Instant> byCreation;

    /**
     * Creates a field that accepts all assets.
     *
     * @param name        name for clients
     * @param storedName  property of a run that stores the value
     * @param description describes a value in the log of a run
     */
    FilterField(String name, String storedName, Kind kind, Function<T, String> description) {
        this(name, storedName, kind, description, null, null);
    }

    private FilterField(
            String name,
            String storedName,
            Kind kind,
            Function<T, String> description,
            @Nullable BiPredicate<T, String> byPath,
            @Nullable BiPredicate<T, Instant> byCreation) {
        this.name = name;
        this.storedName = storedName;
        this.kind = kind;
        this.description = description;
        this.byPath = byPath;
        this.byCreation = byCreation;
    }

    /** Returns a field that accepts assets depending on their path only. */
    FilterField<T> judgingPath(BiPredicate<T, String> accepts) {
        return new FilterField<>(name, storedName, kind, description, accepts, byCreation);
    }

    /**
     * Returns a field that accepts assets depending on their creation time only; it rejects assets whose creation time
     * is unknown.
     */
    FilterField<T> judgingCreation(BiPredicate<T, Instant> accepts) {
        return new FilterField<>(name, storedName, kind, description, byPath, accepts);
    }

    /** Returns all fields, in the order of their description in the log. */
    public static List<FilterField<?>> all() {
        return ALL;
    }

    /** Returns the name for clients, below {@code filter}. */
    public String name() {
        return name;
    }

    /** Returns the property of a run that stores the value. */
    public String storedName() {
        return storedName;
    }

    /** Returns the kind of the value. */
    public Kind kind() {
        return kind;
    }

    /** Returns whether the field depends on the creation time of an asset. */
    boolean judgesCreation() {
        return byCreation != null;
    }

    String describe(T value) {
        return description.apply(value);
    }

    boolean acceptsPath(T value, String path) {
        return byPath == null || byPath.test(value, path);
    }

    boolean acceptsCreation(T value, @Nullable Instant created) {
        return byCreation == null || (created != null && byCreation.test(value, created));
    }

    private static String ofTypes(Set<FileType> types) {
        return "Only of type: " + types.stream().sorted().map(FileType::label).collect(Collectors.joining(", "));
    }

    /** Returns the name for clients. */
    @Override
    public String toString() {
        return name;
    }
}
