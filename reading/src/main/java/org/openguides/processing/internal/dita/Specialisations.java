package org.openguides.processing.internal.dita;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Classes of elements that OASIS has not published, as configured by an administrator.
 *
 * @param classes  classes by element name
 * @param refusals a sentence for each invalid line
 */
public record Specialisations(Map<String, String> classes, List<String> refusals) {

    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}._-]*");

    public Specialisations {
        classes = Map.copyOf(classes);
        refusals = List.copyOf(refusals);
    }

    /** Parses lines such as {@code recipe=- topic/topic acme/recipe}; ignores blank ones and collects invalid ones. */
    public static Specialisations of(List<String> lines) {
        Map<String, String> classes = new LinkedHashMap<>();
        List<String> refusals = new ArrayList<>();
        for (String line : lines) {
            if (line.isBlank()) {
                continue;
            }
            int equals = line.indexOf('=');
            String element = line.substring(0, Math.max(equals, 0)).strip();
            ElementClass said = ElementClass.of(line.substring(equals + 1));
            String fault = equals < 0 ? "there is no =" : fault(element, said, classes);
            if (fault == null) {
                classes.put(element, said.value());
            } else {
                refusals.add("'" + line + "' is left out: " + fault
                        + "; expected is element=class, like recipe=- topic/topic acme/recipe");
            }
        }
        return new Specialisations(classes, refusals);
    }

    private static @Nullable String fault(String element, ElementClass said, Map<String, String> before) {
        if (!NAME.matcher(element).matches()) {
            return "'" + element + "' is no name of an element";
        }
        if (!said.isValid()) {
            return "'" + said.value() + "' is no class";
        }
        if (!said.lineage().get(0).equals(element)) {
            return "the class does not end with /" + element;
        }
        return before.containsKey(element) ? "another line says a class of " + element : null;
    }
}
