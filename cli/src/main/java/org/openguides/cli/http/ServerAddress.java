package org.openguides.cli.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;

import org.openguides.cli.UserError;

/**
 * The address of a server, with credentials.
 *
 * @param url           scheme, host, port and optionally a context path, without a trailing slash
 * @param authorization value of the header Authorization
 */
public record ServerAddress(String url, String authorization) {
    private static final String USUAL = "http://localhost:8080";

    /**
     * Reads the address from the options or else from the environment; otherwise returns the default.
     *
     * @param server value of --server, "" if not given
     * @param user   value of --user, "" if not given
     * @param token  value of --token, "" if not given
     */
    public static ServerAddress of(String server, String user, String token, Map<String, String> environment) {
        URI uri = parse(first(server, environment.getOrDefault("OPENGUIDES_SERVER", ""), USUAL));
        return new ServerAddress(
                uri.toString(), Login.of(user, token, environment).authorization(uri));
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

    private static String first(String... values) {
        for (String value : values) {
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }
}
