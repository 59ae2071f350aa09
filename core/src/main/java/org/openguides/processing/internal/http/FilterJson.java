package org.openguides.processing.internal.http;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.FilterField;
import org.openguides.processing.internal.http.wire.ProcessFilterDto;
import org.openguides.processing.internal.http.wire.StartFilterDto;

/** Maps filters to the records of the HTTP contract: each {@link FilterField} by its name. */
final class FilterJson {

    private static final String PREFIX = "filter.";

    private FilterJson() {}

    /** Returns the name of a field in a request. */
    static String nameOf(FilterField<?> field) {
        return PREFIX + field.name();
    }

    /**
     * Converts the filter of a request.
     *
     * @throws RejectedException if a file type is unknown, a time cannot be stored in a repository, or the time range
     *     is empty
     */
    static AssetFilter read(StartFilterDto sent) {
        Long from = sent.startTime();
        Long until = sent.endTime();
        if (from != null && until != null && from > until) {
            throw new RejectedException(
                    ProblemType.INVALID_TIME_RANGE,
                    nameOf(FilterField.CREATED_FROM) + " is later than " + nameOf(FilterField.CREATED_UNTIL) + ".",
                    nameOf(FilterField.CREATED_FROM));
        }
        Map<String, Object> values = WireRecord.values(sent);
        AssetFilter filter = AssetFilter.ALL;
        for (FilterField<?> field : FilterField.all()) {
            filter = with(filter, field, values.get(field.name()));
        }
        return filter;
    }

    @SuppressWarnings("unchecked") // the kind of a field determines the type of its value
    private static <T> AssetFilter with(AssetFilter filter, FilterField<T> field, @Nullable Object sent) {
        if (sent == null) {
            return filter;
        }
        Object value =
                switch (field.kind()) {
                    case TEXT, FLAG -> sent;
                    case TIME -> Instants.of(nameOf(field), (Long) sent);
                    case FILE_TYPES -> types(nameOf(field), (Collection<String>) sent);
                };
        return filter.with(field, (T) value);
    }

    private static Set<FileType> types(String name, Collection<String> codes) {
        Set<FileType> types = EnumSet.noneOf(FileType.class);
        for (String code : codes) {
            types.add(FileType.of(code.strip())
                    .orElseThrow(() -> new RejectedException(
                            ProblemType.UNKNOWN_FILE_TYPE,
                            "The file type " + Quoted.text(code) + " is unknown; there are "
                                    + EnumSet.allOf(FileType.class).stream()
                                            .map(FileType::code)
                                            .collect(Collectors.joining(", "))
                                    + ".",
                            name)));
        }
        return types;
    }

    /** Converts the filter of a run. */
    static ProcessFilterDto shown(AssetFilter filter) {
        return WireRecord.make(ProcessFilterDto.class, component -> shown(filter, WireRecord.member(component)));
    }

    private static @Nullable Object shown(AssetFilter filter, String name) {
        FilterField<?> field = FilterField.all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no field " + name + " of filters"));
        Object value = filter.get(field);
        return switch (field.kind()) {
            case TEXT -> value;
            case TIME -> value == null ? null : ((Instant) value).toEpochMilli();
            case FLAG -> value != null;
            case FILE_TYPES -> value == null ? List.of() : codes((Set<?>) value);
        };
    }

    private static List<String> codes(Set<?> types) {
        return types.stream().map(type -> ((FileType) type).code()).toList();
    }
}
