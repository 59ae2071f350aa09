package org.openguides.processing.it;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * The body of a request in the form that the schemas of the OpenAPI document define. They do not allow a choice between a
 * string and an array, because client generators do not support it well; the document describes that choice in words.
 */
final class DescribedSpelling {

    private static final Set<String> LISTS = Set.of("paths", "excludedPaths", "fileTypes");

    private DescribedSpelling() {}

    /** The same request as JSON, as a form, or unchanged. */
    static byte[] of(String contentType, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        if (contentType.startsWith(GuidesApi.JSON)) {
            return bytes(ofMember("", JsonParser.parseString(text)).toString());
        }
        return contentType.startsWith(SlingClient.FORM) ? bytes(ofForm(text)) : body;
    }

    private static JsonElement ofMember(String name, JsonElement value) {
        if (LISTS.contains(name) && value.isJsonPrimitive()) {
            JsonArray list = new JsonArray();
            list.add(value);
            return list;
        }
        if (!value.isJsonObject()) {
            return value;
        }
        JsonObject described = new JsonObject();
        value.getAsJsonObject().entrySet().forEach(member -> {
            boolean several =
                    member.getKey().equals("path") && member.getValue().isJsonArray();
            described.add(several ? "paths" : member.getKey(), ofMember(member.getKey(), member.getValue()));
        });
        return described;
    }

    /** The validator treats a field as a list only if it occurs twice, so each one is doubled. */
    private static String ofForm(String form) {
        List<String> fields = List.of(form.split("&"));
        Map<String, Long> times =
                fields.stream().collect(Collectors.groupingBy(DescribedSpelling::name, Collectors.counting()));
        return fields.stream()
                .map(field -> name(field).equals("path") && times.getOrDefault("path", 0L) > 1
                        ? "paths" + field.substring(4)
                        : field)
                .flatMap(field -> Stream.of(field, field).limit(LISTS.contains(name(field)) ? 2 : 1))
                .collect(Collectors.joining("&"));
    }

    private static String name(String field) {
        return field.replaceFirst("=.*", "");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
