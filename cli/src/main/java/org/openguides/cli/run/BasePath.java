package org.openguides.cli.run;

import java.util.Map;
import java.util.regex.Pattern;

import org.openguides.cli.UserError;

/**
 * Where on the server the endpoints lie.
 *
 * @param path absolute, without a slash at the end
 */
public record BasePath(String path) {
    /** Every server with OpenGuides has its endpoints there, and no other product has. */
    public static final String USUAL = "/bin/openguides/v1";

    private static final Pattern PLAIN = Pattern.compile("/[A-Za-z0-9/._-]+");

    /**
     * From the option, else from the environment, else the usual one.
     *
     * @param option the value of --base-path, "" if not given
     * @throws UserError if it is no path of plain letters and digits
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
