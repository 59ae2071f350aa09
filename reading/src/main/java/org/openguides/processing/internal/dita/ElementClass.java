package org.openguides.processing.internal.dita;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The class of an element.
 *
 * @param value   like {@code - topic/topic concept/concept}, single spaces, none around
 * @param traits  what of it matters here
 * @param lineage names of the element and of those that it specialises, the most special first
 */
record ElementClass(String value, Set<Trait> traits, List<String> lineage) {

    /** What matters of a class. */
    enum Trait {
        MAP("map/map"),
        TOPIC("topic/topic"),
        TITLE("topic/title"),
        /** Of a title in parts the one that is the title. */
        MAIN_TITLE("bookmap/mainbooktitle"),
        MENU_CASCADE("ui-d/menucascade"),
        UI_CONTROL("ui-d/uicontrol"),
        TOPICREF("map/topicref"),
        IMAGE("topic/image"),
        OBJECT("topic/object"),
        PARAM("topic/param"),
        /** Its fragment is no id. */
        INCLUSION("pr-d/coderef", "svg-d/svgref", "mathml-d/mathmlref", "topic/include"),
        /** {@code @scope} and {@code @format} come from here and go down to here. */
        CASCADES(
                "map/map",
                "map/topicref",
                "map/reltable",
                "map/relheader",
                "map/relcolspec",
                "map/relrow",
                "map/relcell",
                "topic/related-links",
                "topic/link",
                "topic/linklist",
                "topic/linkpool"),
        TABLE("map/reltable"),
        COLUMN("map/relcolspec"),
        ROW("map/relrow"),
        CELL("map/relcell"),
        DITAVAL_REFERENCE("ditavalref-d/ditavalref"),
        KEY_SCOPE_PREFIX("ditavalref-d/dvrKeyscopePrefix"),
        KEY_SCOPE_SUFFIX("ditavalref-d/dvrKeyscopeSuffix"),
        /** What it holds need not be DITA. */
        FOREIGN("topic/foreign", "topic/unknown", "topic/required-cleanup"),
        /** Its text is not part of a title. */
        UNTITLED(
                "topic/data",
                "topic/indexterm",
                "topic/fn",
                "topic/draft-comment",
                "topic/required-cleanup",
                "topic/foreign",
                "topic/unknown");

        private final String steps;

        Trait(String... steps) {
            this.steps = " " + String.join(" ", steps) + " ";
        }

        private boolean comesWith(String step) {
            return steps.contains(" " + step + " ");
        }
    }

    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** The class that an attribute's value says, whatever its spaces. */
    static ElementClass of(String attribute) {
        String value = SPACE.matcher(attribute.strip()).replaceAll(" ");
        EnumSet<Trait> traits = EnumSet.noneOf(Trait.class);
        List<String> lineage = new ArrayList<>();
        for (String step : value.split(" ", -1)) {
            lineage.add(step.substring(step.indexOf('/') + 1));
            for (Trait trait : Trait.values()) {
                if (trait.comesWith(step)) {
                    traits.add(trait);
                }
            }
        }
        Collections.reverse(lineage);
        return new ElementClass(value, traits, lineage);
    }

    /** Whether it has the form of a DITA class; {@code class="x"} of HTML has not. */
    boolean isValid() {
        String[] steps = value.split(" ", -1);
        boolean valid = steps.length > 1 && (steps[0].equals("-") || steps[0].equals("+"));
        for (int i = 1; i < steps.length && valid; i++) {
            int slash = steps[i].indexOf('/');
            valid = slash > 0 && slash == steps[i].lastIndexOf('/') && slash < steps[i].length() - 1;
        }
        return valid;
    }

    boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /** Whether it is of an element that only maps have. */
    boolean ofMaps() {
        return value.startsWith("map/", 2);
    }
}
