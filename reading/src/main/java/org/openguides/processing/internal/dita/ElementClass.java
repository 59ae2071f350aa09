package org.openguides.processing.internal.dita;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The DITA class of an element.
 *
 * @param value   value such as {@code - topic/topic concept/concept}, with single spaces and trimmed
 * @param traits  relevant properties of the class
 * @param lineage names of the element and of those that it specialises, most specific first
 */
record ElementClass(String value, Set<Trait> traits, List<String> lineage) {

    /** Relevant properties of a class. */
    enum Trait {
        MAP("map/map"),
        TOPIC("topic/topic"),
        TITLE("topic/title"),
        /** The main part of a title that consists of several parts. */
        MAIN_TITLE("bookmap/mainbooktitle"),
        MENU_CASCADE("ui-d/menucascade"),
        UI_CONTROL("ui-d/uicontrol"),
        /** Part of the text around it: it does not separate words. */
        RUNNING_TEXT(
                "topic/ph",
                "topic/keyword",
                "topic/term",
                "topic/xref",
                "topic/cite",
                "topic/q",
                "topic/tm",
                "topic/text",
                "topic/boolean",
                "topic/state"),
        /** Its children are separate texts. */
        SEPARATE_TEXTS("topic/keywords", "ui-d/menucascade"),
        TOPICREF("map/topicref"),
        IMAGE("topic/image"),
        OBJECT("topic/object"),
        PARAM("topic/param"),
        /** Its fragment is not an id. */
        INCLUSION("pr-d/coderef", "svg-d/svgref", "mathml-d/mathmlref", "topic/include"),
        /** {@code @scope} and {@code @format} cascade from and through the element. */
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
        /** May contain elements that are not DITA. */
        FOREIGN("topic/foreign", "topic/unknown", "topic/required-cleanup"),
        /** Its text does not belong to a title. */
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

    /** Returns the class specified by an attribute value, regardless of its whitespace. */
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

    /** Returns whether it has the form of a DITA class, unlike {@code class="x"} in HTML. */
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

    /** Returns whether the element occurs in bookmaps only, where parts of titles and of dates specialise phrases. */
    boolean ofBookmaps() {
        return value.contains(" bookmap/");
    }

    /** Returns whether the element occurs in maps only. */
    boolean ofMaps() {
        return value.startsWith("map/", 2);
    }
}
