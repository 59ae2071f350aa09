package org.openguides.processing.internal.walk;

import java.util.Set;
import java.util.function.Predicate;

/**
 * Names of nodes whose subtrees contain no assets to process, anywhere in a path: those of the repository itself, and
 * the given ones. AEM Guides skips the same names.
 *
 * @param names whole names, compared as they are
 */
public record SkippedNames(Set<String> names) implements Predicate<String> {

    /** Subassets that AEM extracts, and unfinished translations. */
    public static final SkippedNames DEFAULT = new SkippedNames(Set.of("subassets", "translation_output"));

    public SkippedNames {
        names = Set.copyOf(names);
    }

    @Override
    public boolean test(String name) {
        return name.startsWith("jcr:") || name.startsWith("rep:") || name.startsWith("oak:") || names.contains(name);
    }
}
