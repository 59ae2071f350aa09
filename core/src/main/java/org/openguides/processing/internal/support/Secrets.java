package org.openguides.processing.internal.support;

import java.util.regex.Pattern;

/** Masks secrets in configurations and texts. What only might be a secret is masked too. */
final class Secrets {

    private static final String MASK = "***";

    private static final String WORDS =
            "pass(?:word|wd|phrase)?|pwd|secret|token|key|credential|authorization|signature|private(?!Network)";

    private static final Pattern NAME = Pattern.compile(".*(?:" + WORDS + ").*", Pattern.CASE_INSENSITIVE);

    /** The user and the password before the host of a URL. */
    private static final Pattern USER_INFO = Pattern.compile("(?<=//)[^/?#\\s\"']*@");

    /** A named value within a text, such as a parameter of a URL or a member of a JSON object. */
    private static final Pattern NAMED_VALUE = Pattern.compile(
            "([\\w.\\-]*(?:" + WORDS + ")[\\w.\\-]*[\"']?\\s*[=:]\\s*)(?:\"(?:[^\"\\\\]|\\\\.)*+\"?|[^&;,\\s]+)",
            Pattern.CASE_INSENSITIVE);

    /** What follows the scheme in a header of HTTP. */
    private static final Pattern AFTER_SCHEME =
            Pattern.compile("\\b(?:bearer|basic)\\s+[\\w.~+/=\\-]+", Pattern.CASE_INSENSITIVE);

    /** The path and the query of a URL that other systems give out, often as the only proof of permission. */
    private static final Pattern AFTER_HOST = Pattern.compile("(?<=//)([^/?#]*)[/?#].+");

    private Secrets() {}

    /** Returns the value of a property for display. */
    static String masked(String name, String value) {
        if (NAME.matcher(name).matches()) {
            return MASK;
        }
        String shown = masked(value);
        return name.equals("url") ? AFTER_HOST.matcher(shown).replaceAll("$1/" + MASK) : shown;
    }

    /** Returns a text without the secrets that can be recognised in it. */
    static String masked(String text) {
        String withoutUsers = USER_INFO.matcher(text).replaceAll(MASK + "@");
        String withoutTokens = AFTER_SCHEME.matcher(withoutUsers).replaceAll(MASK);
        return NAMED_VALUE.matcher(withoutTokens).replaceAll("$1" + MASK);
    }
}
