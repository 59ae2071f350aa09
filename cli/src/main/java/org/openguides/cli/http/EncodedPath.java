package org.openguides.cli.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Percent-encodes parts of a URL. */
public final class EncodedPath {
    private EncodedPath() {}

    /** Encodes a repository path as the path of a URL. */
    public static String path(String path) {
        return component(path).replace("%2F", "/");
    }

    /** Encodes a value for a query. */
    public static String component(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
