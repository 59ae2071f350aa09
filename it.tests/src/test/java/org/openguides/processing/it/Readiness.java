package org.openguides.processing.it;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.google.gson.JsonArray;

/**
 * What a server must have before anybody uses it. Immutable; safe for use by many threads.
 *
 * @param conditions in the order in which they are asked for
 * @param settled    whether its services must have stopped to come and go, too
 */
record Readiness(List<Condition> conditions, boolean settled) {

    private static final Pattern TAKERS = Pattern.compile("<td>org/openguides/processing/run</td><td>(.*?)</td>");

    private static final Condition BUNDLES = admin -> lackUnless(everyBundleIsActive(admin), "every bundle active");

    /** Of a server that has begun to start. */
    static final Readiness ANSWERING = new Readiness(
            List.of(admin -> {
                admin.get("/");
                return Optional.empty();
            }),
            false);

    /** Of a server that has nothing of ours, and installs packages. */
    static final Readiness BARE = new Readiness(List.of(answering("/apps/sling/install.json"), BUNDLES), true);

    /** Of a server with our content: the paths, the API and the package are there, and jobs are given to it. */
    static final Readiness OURS = new Readiness(
            List.of(
                    answering("/content/dam.json"),
                    answering(GuidesApi.HISTORY),
                    answering("/apps/openguides.json"),
                    admin -> lackUnless(takesJobs(admin), "jobs for itself"),
                    BUNDLES),
            true);

    /** One of the things. */
    interface Condition {

        /**
         * What the server that a client speaks to lacks, for people; empty if it has it.
         *
         * @throws RuntimeException perhaps, while the server starts
         */
        Optional<String> lack(SlingClient admin);
    }

    /**
     * The first thing that a server lacks, for people; empty if it is ready.
     *
     * @throws RuntimeException perhaps, while the server starts
     */
    Optional<String> lack(SlingClient admin) {
        return conditions.stream()
                .flatMap(condition -> condition.lack(admin).stream())
                .findFirst();
    }

    /** Sling leaves a job that comes before it knows its own topology to no node, until the topology changes again. */
    static boolean takesJobs(SlingClient admin) {
        return takers(admin).contains("<b>local</b>");
    }

    /** The nodes that a server gives jobs to: it itself, and the ids of the others it knows of. */
    static List<String> takers(SlingClient admin) {
        Matcher row = TAKERS.matcher(admin.get("/system/console/slingevent").body());
        return row.find() ? List.of(row.group(1).split("<br/>")) : List.of();
    }

    private static Condition answering(String path) {
        return admin -> {
            int status = admin.get(path).statusCode();
            return lackUnless(status == 200, path + " (" + status + ")");
        };
    }

    private static Optional<String> lackUnless(boolean isMet, String what) {
        return isMet ? Optional.empty() : Optional.of(what);
    }

    private static boolean everyBundleIsActive(SlingClient admin) {
        JsonArray counts = admin.json("/system/console/bundles.json").getAsJsonArray("s");
        int all = counts.get(0).getAsInt();
        int active = counts.get(1).getAsInt();
        int fragments = counts.get(2).getAsInt();
        return all == active + fragments;
    }
}
