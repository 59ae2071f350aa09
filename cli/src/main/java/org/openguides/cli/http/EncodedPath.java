package org.openguides.cli.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Percent-encodes what goes into an address. */
public final class EncodedPath {
    private EncodedPath() {}

    /** A repository path as the path of an address. */
    public static String path(String path) {
        return component(path).replace("%2F", "/");
    }

    /** A value for a query. */
    public static String component(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
