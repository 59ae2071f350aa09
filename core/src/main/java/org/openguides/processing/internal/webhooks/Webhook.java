package org.openguides.processing.internal.webhooks;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunState;

/**
 * Another system that is told of runs. Immutable.
 *
 * @param name           unique name
 * @param url            gets the messages; http or https with a host, without user information, in ASCII
 * @param secret         signs the messages; must not be logged
 * @param types          types of the messages; at least one
 * @param details        whether messages may name users and paths
 * @param systemRuns     whether messages tell of all runs that the system starts by itself
 * @param privateNetwork whether the recipient may have an address of this machine or of a private network
 * @param source         attribute {@code source} of the messages
 */
record Webhook(
        String name,
        URI url,
        String secret,
        Set<EventType> types,
        boolean details,
        boolean systemRuns,
        boolean privateNetwork,
        String source) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,40}");
    private static final int SHORTEST_SECRET = 16;
    private static final int LAST_PORT = 65_535;

    Webhook {
        types = Set.copyOf(types);
    }

    /**
     * Converts a configuration.
     *
     * @throws IllegalArgumentException if a property is invalid; the message names it and tells what to do, without
     *                                  the secret
     */
    static Webhook of(WebhookConfig config) {
        if (!NAME.matcher(config.name()).matches()) {
            throw new IllegalArgumentException("name must have 1 to 40 letters, digits and hyphens");
        }
        resolved("secret", config.secret());
        resolved("url", config.url());
        if (config.secret().length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException("secret must have at least 16 characters");
        }
        return new Webhook(
                config.name(),
                url(config.url()),
                config.secret(),
                types(config.eventTypes()),
                config.details(),
                config.systemRuns(),
                config.privateNetwork(),
                source(config.source()));
    }

    /** The text of a placeholder is known to everyone who knows the configuration, so it must not sign anything. */
    private static void resolved(String property, String text) {
        if (text.strip().startsWith("$[")) {
            throw new IllegalArgumentException(property + " is a placeholder that this platform has not resolved: set"
                    + " the value itself, or define what the placeholder names");
        }
    }

    private static URI url(String text) {
        URI url = uri("url", text);
        if (!"http".equalsIgnoreCase(url.getScheme()) && !"https".equalsIgnoreCase(url.getScheme())) {
            throw new IllegalArgumentException("url must begin with https:// or http://");
        }
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "url must not contain a user name or password; the recipient checks the" + " signature instead");
        }
        if (url.getHost() == null) {
            throw new IllegalArgumentException("url must contain a host name in ASCII (Punycode) or an IP address");
        }
        if (url.getPort() == 0 || url.getPort() > LAST_PORT) {
            throw new IllegalArgumentException("url must have a port between 1 and 65535, or none");
        }
        return URI.create(url.toASCIIString());
    }

    private static String source(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("source must not be empty; the default is /bin/openguides/v1");
        }
        return uri("source", text).toASCIIString();
    }

    /** The message has no part of the text, which may contain a password. */
    private static URI uri(String property, String text) {
        try {
            return new URI(text.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    property + " must be a valid URI: " + e.getReason() + " at character " + (e.getIndex() + 1), e);
        }
    }

    private static Set<EventType> types(String... texts) {
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        for (String text : texts) {
            types.add(EventType.of(text.strip())
                    .orElseThrow(() -> new IllegalArgumentException("eventTypes must be some of "
                            + String.join(
                                    ", ",
                                    Arrays.stream(EventType.values())
                                            .map(EventType::text)
                                            .toList()))));
        }
        if (types.isEmpty()) {
            throw new IllegalArgumentException("eventTypes must not be empty; set enabled to false to send nothing");
        }
        return types;
    }

    /**
     * Returns whether there is a message about a run. With live processing there is a run of the system for each save of
     * an author, so those without a failure are told of on request only.
     */
    boolean wants(EventType type, Run run) {
        boolean failure = type == EventType.ASSET_FAILED || run.state() == RunState.FAILED;
        return types.contains(type) && (systemRuns || failure || !run.system());
    }

    /** Returns the scheme, host and port, for messages: path and query may contain a token. */
    String recipient() {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    /** Leaves out the secret. */
    @Override
    public String toString() {
        return name + " " + recipient();
    }
}
