package org.openguides.cli.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import org.openguides.cli.UserError;

/**
 * The credentials for a server: a user with a password, or a bearer token. Options take precedence over the
 * environment. Messages never contain a password or a token.
 *
 * @param user  name:password, "" if there is none
 * @param token "" if there is none
 */
record Login(String user, String token) {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[(0*:)*:?0*1\\]");
    /** The syntax of bearer tokens, as defined by RFC 6750. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    /**
     * Reads the credentials from the options or else from the environment.
     *
     * @param user  value of --user, "" if not given
     * @param token value of --token, "" if not given
     */
    static Login of(String user, String token, Map<String, String> environment) {
        Login options = new Login(user, token.strip());
        options.refuseBoth("--user and --token are both given; give one of them");
        if (options.isGiven()) {
            return options;
        }
        Login variables = new Login(
                environment.getOrDefault("OPENGUIDES_USER", ""),
                environment.getOrDefault("OPENGUIDES_TOKEN", "").strip());
        variables.refuseBoth(
                "OPENGUIDES_USER and OPENGUIDES_TOKEN are both set; unset one of them, or give --user or --token");
        return variables;
    }

    private void refuseBoth(String message) {
        if (!user.isEmpty() && !token.isEmpty()) {
            throw new UserError(message);
        }
    }

    private boolean isGiven() {
        return !user.isEmpty() || !token.isEmpty();
    }

    /**
     * Returns the value of the header Authorization for a server. The default password is used only for this machine:
     * for any other server it would be a guess that is sent over the network.
     */
    String authorization(URI server) {
        if (!token.isEmpty()) {
            return bearer(server);
        }
        String login = user.isEmpty() && isThisMachine(server) ? "admin:admin" : user;
        if (login.isEmpty()) {
            throw new UserError("who are you at " + server
                    + "? Set OPENGUIDES_USER or --user to name:password, or OPENGUIDES_TOKEN or --token to a token");
        }
        if (login.indexOf(':') < 1) {
            throw new UserError("the user must be given as name:password");
        }
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    private String bearer(URI server) {
        if (!TOKEN.matcher(token).matches()) {
            throw new UserError(
                    "this is no Bearer token; give the access token alone, without 'Bearer', quotes or JSON");
        }
        if (!server.getScheme().equalsIgnoreCase("https") && !isThisMachine(server)) {
            throw new UserError("a token is sent over https only, not to " + server);
        }
        return "Bearer " + token;
    }

    private static boolean isThisMachine(URI server) {
        return LOOPBACK.matcher(server.getHost().toLowerCase(Locale.ROOT)).matches();
    }

    /** Omits the secrets. */
    @Override
    public String toString() {
        return token.isEmpty() ? "user" : "token";
    }
}
