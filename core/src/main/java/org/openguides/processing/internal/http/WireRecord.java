package org.openguides.processing.internal.http;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.http.wire.ProcessingTypeDto;
import org.openguides.processing.internal.http.wire.Required;

/** Reads and writes records of the package {@code wire} by the names of their members in JSON. */
final class WireRecord {

    private WireRecord() {}

    /**
     * Reads the members that the description knows. An absent object becomes a record without members.
     *
     * @throws RejectedException if a member has the wrong type, or a required one is missing
     */
    static <R extends Record> R read(Class<R> type, Fields fields) {
        return read(type, fields, "");
    }

    private static <R extends Record> R read(Class<R> type, Fields fields, String prefix) {
        return make(type, component -> value(component, fields, prefix + member(component)));
    }

    /** Creates a record with the given values. */
    static <R extends Record> R make(Class<R> type, Function<RecordComponent, @Nullable Object> values) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        @Nullable Object[] arguments = Arrays.stream(components).map(values).toArray();
        try {
            return type.getConstructor(types).newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " is not a record of the description", e);
        }
    }

    /** Returns the names of the members, in order. */
    static List<String> members(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents()).map(WireRecord::member).toList();
    }

    /** Returns the members that are not null, in order. */
    static Map<String, Object> values(Record document) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (RecordComponent component : document.getClass().getRecordComponents()) {
            try {
                Object value = component.getAccessor().invoke(document);
                if (value != null) {
                    values.put(member(component), value);
                }
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(document.getClass() + " is not a record of the description", e);
            }
        }
        return values;
    }

    /** Returns the values of a list; empty if the list is null. */
    static Collection<String> list(@Nullable Collection<String> values) {
        return values == null ? List.of() : values;
    }

    /** Returns the name of a member. */
    static String member(RecordComponent component) {
        SerializedName name = component.getAccessor().getAnnotation(SerializedName.class);
        return name == null ? component.getName() : name.value();
    }

    private static @Nullable Object value(RecordComponent component, Fields fields, String name) {
        Class<?> type = component.getType();
        if (type == Collection.class) {
            return fields.texts(name);
        }
        if (type.isRecord()) {
            return read(type.asSubclass(Record.class), fields, name + ".");
        }
        if (type == Boolean.class) {
            return fields.flag(name).orElse(null);
        }
        if (type == Long.class) {
            OptionalLong number = fields.number(name);
            return number.isPresent() ? (Long) number.getAsLong() : null;
        }
        boolean isRequired = component.isAnnotationPresent(Required.class);
        String text = isRequired ? fields.required(name) : fields.text(name).orElse(null);
        return text == null || type == String.class ? text : constant(type, text, name);
    }

    private static Object constant(Class<?> type, String text, String name) {
        Object[] constants = type.getEnumConstants();
        return Arrays.stream(constants)
                .filter(constant -> constant.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new RejectedException(
                        type == ProcessingTypeDto.class ? ProblemType.UNKNOWN_TYPE : ProblemType.INVALID_FIELD,
                        "The " + name + " " + Quoted.text(text) + " is unknown; there are "
                                + Arrays.stream(constants).map(Object::toString).collect(Collectors.joining(", "))
                                + ".",
                        name));
    }
}
