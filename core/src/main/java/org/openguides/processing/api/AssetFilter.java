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
 * Selects the assets of a run below its paths: those that meet all {@link FilterField}s that are set. Create filters
 * from {@link #ALL}. Immutable.
 */
@ProviderType
public final class AssetFilter {

    /** Selects all assets: no field is set. */
    public static final AssetFilter ALL = new AssetFilter(Map.of());

    /** Each value has the type of its field, since only {@link #with} adds values. */
    private final Map<FilterField<?>, Object> values;

    private AssetFilter(Map<FilterField<?>, Object> values) {
        this.values = values;
    }

    /**
     * Returns a filter with another value of one field.
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

    /** Returns a filter that selects only some file types; an empty set selects all types. */
    public AssetFilter withFileTypes(Set<FileType> types) {
        return with(FilterField.FILE_TYPES, types);
    }

    /**
     * Returns a filter that selects only assets that were created within a period.
     *
     * @param from  start of the period, inclusive; null for no bound
     * @param until end of the period, inclusive; null for no bound
     * @throws IllegalArgumentException if the start is after the end
     */
    public AssetFilter withCreated(@Nullable Instant from, @Nullable Instant until) {
        return with(FilterField.CREATED_UNTIL, null)
                .with(FilterField.CREATED_FROM, from)
                .with(FilterField.CREATED_UNTIL, until);
    }

    /**
     * Returns a filter that leaves out, or includes, assets that were processed successfully and have not changed
     * since.
     */
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

    /** Returns the value of a field; null if it is not set. */
    @SuppressWarnings("unchecked") // only with() adds values
    public <T> @Nullable T get(FilterField<T> field) {
        return (T) values.get(field);
    }

    /** Returns the fields that are set. */
    public Set<FilterField<?>> fields() {
        return values.keySet();
    }

    /** Returns the selected file types; empty means all types. */
    public Set<FileType> fileTypes() {
        Set<FileType> types = get(FilterField.FILE_TYPES);
        return types == null ? Set.of() : types;
    }

    /** Returns the earliest creation time, inclusive; null means no bound. */
    public @Nullable Instant createdFrom() {
        return get(FilterField.CREATED_FROM);
    }

    /** Returns the latest creation time, inclusive; null means no bound. */
    public @Nullable Instant createdUntil() {
        return get(FilterField.CREATED_UNTIL);
    }

    /** Returns whether assets that were processed successfully and have not changed since are left out. */
    public boolean skipProcessed() {
        return Boolean.TRUE.equals(get(FilterField.SKIP_PROCESSED));
    }

    /** Returns the description of the filter for the log of a run, one line for each field that is set. */
    public List<String> describe() {
        return values.keySet().stream().map(this::describe).toList();
    }

    /** Returns whether the filter depends on creation times, which are expensive to read. */
    public boolean judgesCreation() {
        return values.keySet().stream().anyMatch(FilterField::judgesCreation);
    }

    /** Returns whether the filter accepts the path of an asset. */
    public boolean acceptsPath(String path) {
        return values.keySet().stream().allMatch(field -> acceptsPath(field, path));
    }

    /**
     * Returns whether the filter accepts the creation time of an asset.
     *
     * @param created null if it is unknown
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
