package org.openguides.cli.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import org.openguides.cli.UserError;

/**
 * Where the server is and who we are there.
 *
 * @param url scheme, host, port and maybe a context path, without a slash at the end
 * @param authorization the value of the header
 */
public record ServerAddress(String url, String authorization) {
    private static final String USUAL = "http://localhost:8080";
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[(0*:)*:?0*1\\]");

    /**
     * From the options, else from the environment, else the usual. A usual password is used only against this machine: to
     * another one it would be a guess, sent over the network.
     *
     * @param server the value of --server, "" if not given
     * @param user the value of --user, "" if not given
     */
    public static ServerAddress of(String server, String user, Map<String, String> environment) {
        URI uri = parse(first(server, environment.getOrDefault("OPENGUIDES_SERVER", ""), USUAL));
        String login = first(user, environment.getOrDefault("OPENGUIDES_USER", ""), loopback(uri) ? "admin:admin" : "");
        if (login.isEmpty()) {
            throw new UserError("who are you at " + uri + "? Set OPENGUIDES_USER or --user to name:password");
        }
        if (login.indexOf(':') < 1) {
            throw new UserError("the user must be given as name:password");
        }
        String basic = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        return new ServerAddress(uri.toString(), "Basic " + basic);
    }

    @Override
    public String toString() {
        return url;
    }

    private static URI parse(String server) {
        String trimmed = server.strip().replaceAll("/+$", "");
        try {
            URI uri = new URI(trimmed);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean web = scheme.equals("http") || scheme.equals("https");
            if (web && uri.getHost() != null && uri.getRawQuery() == null && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new UserError(notAServer(server), e);
        }
        throw new UserError(notAServer(server));
    }

    private static String notAServer(String server) {
        return "'" + server + "' is no server address; it looks like http://host:8080";
    }

    private static boolean loopback(URI uri) {
        return LOOPBACK.matcher(uri.getHost().toLowerCase(Locale.ROOT)).matches();
    }

    private static String first(String... values) {
        for (String value : values) {
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }
}
