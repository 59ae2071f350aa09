package org.openguides.processing.internal.http;

/**
 * A set of request paths that a service claims. Immutable.
 *
 * @param path   absolute, without a trailing slash; "" is the root
 * @param extent which paths at or below it are claimed
 * @param suffix required suffix of the paths for {@link Extent#SUFFIX}; otherwise ""
 */
record PathClaim(String path, Extent extent, String suffix) {

    /** The extent of a claim. */
    enum Extent {
        /** Only the path itself. */
        EXACT,
        /** The path, all paths below it, and both with an extension. */
        SUBTREE,
        /** All paths below the path that end with the suffix. */
        SUFFIX
    }

    /** Sling also looks up the servlet at a path by this name, and its resource type resolves to it. */
    private static final String SERVLET = ".servlet";

    /**
     * Returns the claim of a Sling servlet or a resource provider at a path. Sling resolves the resource of a request
     * by its whole path, then by the part before each dot, so that {@code /a/b} serves {@code /a/b.json/c}. Paths below
     * it belong to the same claim, although a servlet does not receive requests for them: where Sling mounts servlets
     * as resource providers, both look the same.
     */
    static PathClaim subtree(String path) {
        String plain = path.endsWith(SERVLET) ? path.substring(0, path.length() - SERVLET.length()) : path;
        return new PathClaim(withoutSlashes(plain), Extent.SUBTREE, "");
    }

    /**
     * Returns the claim of a pattern of the HTTP whiteboard, as defined in the servlet specification (12.2).
     *
     * @param contextPath path of the servlet context, "/" or "" for the root
     * @param pattern     such as {@code /a}, {@code /a/*}, {@code *.json}, {@code /}
     */
    static PathClaim pattern(String contextPath, String pattern) {
        String context = withoutSlashes(contextPath);
        if (pattern.startsWith("*.")) {
            return new PathClaim(context, Extent.SUFFIX, pattern.substring(1));
        }
        if (pattern.equals("/")) {
            return new PathClaim(context, Extent.SUBTREE, "");
        }
        if (pattern.endsWith("/*")) {
            return new PathClaim(context + pattern.substring(0, pattern.length() - 2), Extent.SUBTREE, "");
        }
        return new PathClaim(context + pattern, Extent.EXACT, "");
    }

    /**
     * Returns whether the claim covers a path. A claim to everything below the root belongs to the platform rather than
     * to an owner, and covers nothing.
     *
     * @param other absolute, without a trailing slash
     */
    boolean covers(String other) {
        return switch (extent) {
            case EXACT -> other.equals(path);
            case SUBTREE -> !path.isEmpty()
                    && (other.equals(path) || other.startsWith(path + "/") || other.startsWith(path + "."));
            case SUFFIX -> other.startsWith(path + "/") && other.endsWith(suffix);
        };
    }

    private static String withoutSlashes(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }
}
