package org.openguides.cli.run;

import java.util.Map;
import java.util.regex.Pattern;

import org.openguides.cli.UserError;

/**
 * The base path of the endpoints on the server.
 *
 * @param path absolute path without a trailing slash
 */
public record BasePath(String path) {
    /** The base path on every server with OpenGuides, which no other product uses. */
    public static final String USUAL = "/bin/openguides/v1";

    private static final Pattern PLAIN = Pattern.compile("/[A-Za-z0-9/._-]+");

    /**
     * Reads the base path from the option or else from the environment; otherwise returns the default.
     *
     * @param option value of --base-path, "" if not given
     * @throws UserError if it is not a path of plain letters and digits
     */
    public static BasePath of(String option, Map<String, String> environment) {
        String given = option.isEmpty() ? environment.getOrDefault("OPENGUIDES_BASE_PATH", "") : option;
        String path = given.isEmpty() ? USUAL : given.strip().replaceAll("/+$", "");
        if (!PLAIN.matcher(path).matches() || path.contains("//")) {
            throw new UserError("'" + given + "' is no base path; it looks like " + USUAL);
        }
        return new BasePath(path);
    }
}
