package org.openguides.processing.api;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Which of the assets below its paths a run selects: those that meet every {@link FilterField} that is set. Begins with {@link #ALL}.
 * Immutable.
 */
@ProviderType
public final class AssetFilter {

    /** Selects every asset: no field is set. */
    public static final AssetFilter ALL = new AssetFilter(Map.of());

    /** Each is of the type of its field; only {@link #with} adds one. */
    private final Map<FilterField<?>, Object> values;

    private AssetFilter(Map<FilterField<?>, Object> values) {
        this.values = values;
    }

    /**
     * The same filter with another value of one field.
     *
     * @param value null, false and an empty set mean that the field is not set
     * @throws IllegalArgumentException if the earliest creation time would be after the latest
     */
    public <T> AssetFilter with(FilterField<T> field, @Nullable T value) {
        Map<FilterField<?>, Object> changed = new LinkedHashMap<>();
        for (FilterField<?> each : FilterField.all()) {
            Object kept = each == field ? normalised(value) : values.get(each);
            if (kept != null) {
                changed.put(each, kept);
            }
        }
        AssetFilter filter = new AssetFilter(Collections.unmodifiableMap(changed));
        Instant from = filter.createdFrom();
        Instant until = filter.createdUntil();
        if (from != null && until != null && from.isAfter(until)) {
            throw new IllegalArgumentException("createdFrom is after createdUntil");
        }
        return filter;
    }

    /** The same for some types of files; none means every type. */
    public AssetFilter withFileTypes(Set<FileType> types) {
        return with(FilterField.FILE_TYPES, types);
    }

    /**
     * The same for assets that were created within a period.
     *
     * @param from  its first instant; null for no bound
     * @param until its last instant; null for no bound
     * @throws IllegalArgumentException if the first instant is after the last
     */
    public AssetFilter withCreated(@Nullable Instant from, @Nullable Instant until) {
        return with(FilterField.CREATED_UNTIL, null)
                .with(FilterField.CREATED_FROM, from)
                .with(FilterField.CREATED_UNTIL, until);
    }

    /** The same with or without the assets that were processed successfully and have not changed since. */
    public AssetFilter withSkipProcessed(boolean skip) {
        return with(FilterField.SKIP_PROCESSED, skip);
    }

    private static @Nullable Object normalised(@Nullable Object value) {
        if (value instanceof Set<?> types) {
            EnumSet<FileType> copy = EnumSet.noneOf(FileType.class);
            types.forEach(type -> copy.add((FileType) type));
            return copy.isEmpty() ? null : Collections.unmodifiableSet(copy);
        }
        return Boolean.FALSE.equals(value) ? null : value;
    }

    /** The value of a field; null if it is not set. */
    @SuppressWarnings("unchecked") // only with() puts values in
    public <T> @Nullable T get(FilterField<T> field) {
        return (T) values.get(field);
    }

    /** The fields that are set. */
    public Set<FilterField<?>> fields() {
        return values.keySet();
    }

    /** The types to select; empty means every type. */
    public Set<FileType> fileTypes() {
        Set<FileType> types = get(FilterField.FILE_TYPES);
        return types == null ? Set.of() : types;
    }

    /** The earliest creation time, inclusive; null means no bound. */
    public @Nullable Instant createdFrom() {
        return get(FilterField.CREATED_FROM);
    }

    /** The latest creation time, inclusive; null means no bound. */
    public @Nullable Instant createdUntil() {
        return get(FilterField.CREATED_UNTIL);
    }

    /** Whether to leave out assets that were processed successfully and have not changed since. */
    public boolean skipProcessed() {
        return Boolean.TRUE.equals(get(FilterField.SKIP_PROCESSED));
    }

    /** What the log of a run says of it, a line for each field that is set. */
    public List<String> describe() {
        return values.keySet().stream().map(this::describe).toList();
    }

    /** Whether the time of creation of an asset matters; to read it costs something. */
    public boolean judgesCreation() {
        return values.keySet().stream().anyMatch(FilterField::judgesCreation);
    }

    /** Whether the path of an asset is one that the filter accepts. */
    public boolean acceptsPath(String path) {
        return values.keySet().stream().allMatch(field -> acceptsPath(field, path));
    }

    /**
     * Whether the filter accepts assets that were created at a time.
     *
     * @param created null if it is not known
     */
    public boolean acceptsCreation(@Nullable Instant created) {
        return values.keySet().stream().allMatch(field -> acceptsCreation(field, created));
    }

    private <T> String describe(FilterField<T> field) {
        T value = get(field);
        return value == null ? "" : field.describe(value);
    }

    private <T> boolean acceptsPath(FilterField<T> field, String path) {
        T value = get(field);
        return value == null || field.acceptsPath(value, path);
    }

    private <T> boolean acceptsCreation(FilterField<T> field, @Nullable Instant created) {
        T value = get(field);
        return value == null || field.acceptsCreation(value, created);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AssetFilter filter && filter.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
