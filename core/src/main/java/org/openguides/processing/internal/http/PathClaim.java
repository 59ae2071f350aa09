package org.openguides.processing.internal.http;

/**
 * A part of the server's paths that a service takes for itself. Immutable.
 *
 * @param path   absolute, without a slash at its end; "" is the root
 * @param extent how far it reaches from there
 * @param suffix what a path has to end with, for {@link Extent#SUFFIX}; else ""
 */
record PathClaim(String path, Extent extent, String suffix) {

    /** How far a claim reaches. */
    enum Extent {
        /** That path alone. */
        EXACT,
        /** The path, what is below it, and the same with an extension. */
        SUBTREE,
        /** What is below the path and ends with the suffix. */
        SUFFIX
    }

    /** Sling asks the servlet at a path by this name too, and resolves the type of its resource to it. */
    private static final String SERVLET = ".servlet";

    /**
     * What a servlet at a path of Sling, or a resource provider mounted there, takes. Sling finds the resource of a
     * request by its whole path, then by what is left before each dot, so that {@code /a/b} serves {@code /a/b.json/c}.
     * What is below such a path belongs to the same owner, although a mere servlet is not asked for it: where Sling mounts
     * servlets as resource providers, the one cannot be told from the other.
     */
    static PathClaim subtree(String path) {
        String plain = path.endsWith(SERVLET) ? path.substring(0, path.length() - SERVLET.length()) : path;
        return new PathClaim(withoutSlashes(plain), Extent.SUBTREE, "");
    }

    /**
     * What a pattern of the HTTP whiteboard takes, as the servlet specification (12.2) reads it.
     *
     * @param contextPath path of its servlet context, "/" or "" for the root
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
     * Whether a path belongs to it. A claim to everything below the root is that of the platform, not of an owner, and
     * covers nothing.
     *
     * @param other absolute, without a slash at its end
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
