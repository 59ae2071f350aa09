package org.openguides.cli.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;

import org.openguides.cli.UserError;

/**
 * Where the server is and who we are there.
 *
 * @param url scheme, host, port and maybe a context path, without a slash at the end
 * @param authorization the value of the header
 */
public record ServerAddress(String url, String authorization) {
    private static final String USUAL = "http://localhost:8080";

    /**
     * From the options, else from the environment, else the usual.
     *
     * @param server the value of --server, "" if not given
     * @param user the value of --user, "" if not given
     * @param token the value of --token, "" if not given
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
