package org.openguides.launcher.server;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.google.gson.JsonArray;

/**
 * The conditions that complete the start of a server. Immutable; safe for use by many threads.
 *
 * @param conditions in the order in which they are checked
 * @param settled    whether its services must also have stopped to come and go
 */
public record Readiness(List<Condition> conditions, boolean settled) {

    private static final Pattern TAKERS = Pattern.compile("<td>org/openguides/processing/run</td><td>(.*?)</td>");

    private static final Condition BUNDLES = http -> lackUnless(everyBundleIsActive(http), "every bundle active");

    /** The server answers at all. */
    static final Readiness ANSWERING = new Readiness(
            List.of(http -> {
                http.get("/");
                return Optional.empty();
            }),
            false);

    /** A server without our content can install packages. */
    static final Readiness BARE = new Readiness(List.of(answering("/apps/sling/install.json"), BUNDLES), true);

    /** A server with our content has the paths, the API and the package, and takes jobs. */
    static final Readiness OURS = new Readiness(
            List.of(
                    answering("/content/dam.json"),
                    answering("/bin/guides/v1/assets/process/history"),
                    answering("/apps/openguides.json"),
                    http -> lackUnless(takers(http).contains("<b>local</b>"), "jobs for itself"),
                    BUNDLES),
            true);

    /** One condition. */
    interface Condition {

        /**
         * Describes what is missing; empty if the condition is met.
         *
         * @throws IOException while the server does not answer yet
         */
        Optional<String> lack(ServerHttp http) throws IOException;
    }

    /**
     * Describes the first unmet condition; empty if all are met.
     *
     * @throws IOException while the server does not answer yet
     */
    Optional<String> lack(ServerHttp http) throws IOException {
        for (Condition condition : conditions) {
            Optional<String> lack = condition.lack(http);
            if (lack.isPresent()) {
                return lack;
            }
        }
        return Optional.empty();
    }

    /**
     * The nodes that a server assigns jobs to: itself, and the ids of the others that it knows. Sling assigns a job that is added
     * before it knows its own topology to no node until the topology changes again.
     */
    static List<String> takers(ServerHttp http) throws IOException {
        Matcher row = TAKERS.matcher(http.get("/system/console/slingevent").body());
        return row.find() && !row.group(1).isEmpty() ? List.of(row.group(1).split("<br/>")) : List.of();
    }

    private static Condition answering(String path) {
        return http -> {
            int status = http.get(path).statusCode();
            return lackUnless(status == 200, path + " (" + status + ")");
        };
    }

    private static Optional<String> lackUnless(boolean isMet, String what) {
        return isMet ? Optional.empty() : Optional.of(what);
    }

    private static boolean everyBundleIsActive(ServerHttp http) throws IOException {
        JsonArray counts = http.array("/system/console/bundles.json", "s");
        int all = counts.get(0).getAsInt();
        int active = counts.get(1).getAsInt();
        int fragments = counts.get(2).getAsInt();
        return all == active + fragments;
    }
}
