package org.openguides.processing.internal.walk;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Which assets are processed, by their paths: enabled and ignored paths and regular expressions, with the rules of AEM
 * Guides (Adobe's page <i>Disable postprocessing for a folder</i>).
 *
 * <ol>
 *   <li>The nearest path decides, of the asset and its ancestors, that an entry matches. If none matches, the asset is
 *       left out.
 *   <li>If both lists match that path, it is ignored.
 *   <li>An expression has to match the whole path.
 *   <li>Names that AEM Guides skips ({@link SkippedNames#DEFAULT}) are left out wherever they are.
 * </ol>
 *
 * <p>Adobe's page leaves open whether an expression such as {@code /content/dam/.*} enables the content of a folder that
 * is ignored, since it matches that content too. Here it does not, as the page promises for successors of ignored
 * folders: an enabling expression counts where it matches a path but not the parent of the path.
 *
 * <p>An expression that cannot be decided for a path in a limited number of steps leaves the path out. Immutable; safe
 * for use by multiple threads.
 */
public final class ProcessedPaths {

    /** Includes all paths, except for names that AEM Guides skips. */
    public static final ProcessedPaths ALL = of(List.of("/"), List.of());

    private final @Nullable PathPatterns enabled;
    private final @Nullable PathPatterns ignored;
    private final @Nullable String complaint;

    private ProcessedPaths(@Nullable PathPatterns enabled, @Nullable PathPatterns ignored, @Nullable String complaint) {
        this.enabled = enabled;
        this.ignored = ignored;
        this.complaint = complaint;
    }

    /**
     * Returns the paths for two lists. Each entry is an absolute path without a trailing slash, or {@code regex:} and an
     * expression of {@link java.util.regex.Pattern}.
     *
     * @throws IllegalArgumentException if entries are wrong; the message names the list ({@code enabledPaths} or
     *                                  {@code ignoredPaths}), each wrong entry and how to correct it
     */
    public static ProcessedPaths of(List<String> enabled, List<String> ignored) {
        return new ProcessedPaths(
                new PathPatterns("enabledPaths", enabled), new PathPatterns("ignoredPaths", ignored), null);
    }

    /**
     * Returns paths that include nothing, because their configuration is wrong.
     *
     * @param complaint a sentence for administrators without a full stop
     */
    public static ProcessedPaths refused(String complaint) {
        return new ProcessedPaths(null, null, complaint);
    }

    /** Returns what is wrong with the configuration; empty if it is valid. While it is wrong, no path is included. */
    public Optional<String> complaint() {
        return Optional.ofNullable(complaint);
    }

    /**
     * Returns whether an asset is processed; for a folder, whether an asset directly in it is, unless an entry matches
     * the asset itself.
     *
     * @param path absolute and normalised; it need not exist
     */
    public boolean includes(String path) {
        if (enabled == null || ignored == null || hasSkippedName(path)) {
            return false;
        }
        for (String each = path; !each.isEmpty(); each = parent(each)) {
            if (ignored.mayMatch(each)) {
                return false;
            }
            if (enabled.matchesFirst(each, parent(each))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns whether there may be assets below a folder that are processed. If not, there is no need to read the
     * folder.
     *
     * @param folder absolute and normalised path
     */
    public boolean mayIncludeBelow(String folder) {
        return includes(folder) || (enabled != null && !hasSkippedName(folder) && enabled.mayMatchBelow(folder));
    }

    /** Returns the parent of a path; empty for the root of the repository. */
    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash == 0 && path.length() > 1 ? "/" : path.substring(0, Math.max(0, slash));
    }

    private static boolean hasSkippedName(String path) {
        int start = 1;
        while (start < path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            if (SkippedNames.DEFAULT.test(path.substring(start, end))) {
                return true;
            }
            start = end + 1;
        }
        return false;
    }
}
