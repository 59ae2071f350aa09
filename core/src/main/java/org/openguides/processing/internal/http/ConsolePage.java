package org.openguides.processing.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page of the console and its Content Security Policy. The policy allows only the console's own scripts, the inline
 * import map of the page, and connections to the same origin.
 *
 * @param html   the page
 * @param policy value of the header Content-Security-Policy
 */
record ConsolePage(String html, String policy) {

    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

    /**
     * Creates the page from its template.
     *
     * @param template the page with <code>{version}</code> as the placeholder for the version
     */
    static ConsolePage of(String template, String version) {
        String html = template.replace("{version}", version);
        Matcher map = IMPORT_MAP.matcher(html);
        String hash = map.find() ? " 'sha256-" + hash(map.group(1)) + "'" : "";
        return new ConsolePage(
                html,
                "default-src 'none'; script-src 'self'" + hash + "; style-src 'self'; img-src 'self' data:;"
                        + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self';"
                        + " require-trusted-types-for 'script'; trusted-types 'none'");
    }

    private static String hash(String script) {
        return Base64.getEncoder().encodeToString(Digests.sha256().digest(script.getBytes(StandardCharsets.UTF_8)));
    }
}
