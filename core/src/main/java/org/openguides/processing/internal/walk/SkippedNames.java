package org.openguides.processing.internal.walk;

import java.util.Set;
import java.util.function.Predicate;

/**
 * Names of nodes below which nothing is an asset of ours, wherever they occur in a path: what belongs to the repository
 * itself, and the names given. AEM Guides leaves out the same ones.
 *
 * @param names whole names, compared as they are
 */
public record SkippedNames(Set<String> names) implements Predicate<String> {

    /** What AEM takes out of an asset, and where it keeps unfinished translations. */
    public static final SkippedNames DEFAULT = new SkippedNames(Set.of("subassets", "translation_output"));

    public SkippedNames {
        names = Set.copyOf(names);
    }

    @Override
    public boolean test(String name) {
        return name.startsWith("jcr:") || name.startsWith("rep:") || name.startsWith("oak:") || names.contains(name);
    }
}
