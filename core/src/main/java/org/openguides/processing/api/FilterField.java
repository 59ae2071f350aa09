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
 * A field of {@link AssetFilter}. The one list of them: how clients call each, under which name a run keeps it, what the log says of
 * it, and which assets it accepts as far as their path and their time of creation tell. Immutable.
 *
 * @param <T> the type of its value
 */
@ProviderType
public final class FilterField<T> {

    /** What the value of a field is. */
    public enum Kind {
        /** A {@link String}, never blank. */
        TEXT,
        /** An {@link Instant}. */
        TIME,
        /** A {@link Boolean}; not set is the same as false. */
        FLAG,
        /** A set of {@link FileType}; not set is the same as an empty one. */
        FILE_TYPES
    }

    /** The types of assets to select; of any type if not set. */
    public static final FilterField<Set<FileType>> FILE_TYPES =
            new FilterField<>("fileTypes", "fileTypes", Kind.FILE_TYPES, FilterField::ofTypes);

    /** The earliest time of creation, inclusive. */
    public static final FilterField<Instant> CREATED_FROM = new FilterField<Instant>(
                    "startTime", "createdFrom", Kind.TIME, from -> "Only created from " + from)
            .judgingCreation((from, created) -> !created.isBefore(from));

    /** The latest time of creation, inclusive. */
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
     * A field that accepts every asset.
     *
     * @param name        what clients call it
     * @param storedName  the property of a run that keeps it
     * @param description what the log of a run says of a value
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

    /** The same, accepting assets by their paths only. */
    FilterField<T> judgingPath(BiPredicate<T, String> accepts) {
        return new FilterField<>(name, storedName, kind, description, accepts, byCreation);
    }

    /** The same, accepting assets by their time of creation only; not those of which it is not known. */
    FilterField<T> judgingCreation(BiPredicate<T, Instant> accepts) {
        return new FilterField<>(name, storedName, kind, description, byPath, accepts);
    }

    /** All fields, in the order in which the log tells them. */
    public static List<FilterField<?>> all() {
        return ALL;
    }

    /** What clients call it, below {@code filter}. */
    public String name() {
        return name;
    }

    /** The property of a run that keeps it. */
    public String storedName() {
        return storedName;
    }

    /** What its value is. */
    public Kind kind() {
        return kind;
    }

    /** Whether the time of creation of an asset matters to it. */
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

    /** What clients call it. */
    @Override
    public String toString() {
        return name;
    }
}
