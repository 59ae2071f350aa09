package org.openguides.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The text that tells the user how to continue.
 *
 * @param ports  of all nodes, or of the one server
 * @param target the path of the content
 * @param home   the folder of repository and logs; "" for a temporary one
 * @param run    the id of the run; "" if there is none
 */
record NextSteps(List<Integer> ports, String target, String home, String run) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./=-]+");
    private static final String API = "/bin/guides/v1/assets/process";

    List<String> lines() {
        String base = base(ports.get(0));
        List<String> lines = new ArrayList<>(List.of(
                "",
                "The console: " + base + "/apps/openguides/console.html",
                "Serving at " + base + " (user admin, password admin)"));
        ports.stream().skip(1).forEach(other -> lines.add("  another node     " + base(other)));
        lines.add("  the API          " + base + "/bin/guides/v1/openapi.json");
        lines.add("  system console   " + base + "/system/console");
        if (!home.isEmpty()) {
            lines.add("  repository, logs " + home);
        }
        lines.add("");
        lines.add("Go on with");
        lines.add("  curl -u admin:admin --data-urlencode " + quoted("path=" + target) + " -d type=ASSET_PROCESSING "
                + base + API);
        lines.add("  curl -u admin:admin " + base + API + "/history");
        if (!run.isEmpty()) {
            lines.add("  curl -u admin:admin '" + base + API + "/logs?tail=20&processingId=" + run + "'");
        }
        lines.add("");
        lines.add("Ctrl-C ends it.");
        return lines;
    }

    private static String base(int port) {
        return "http://localhost:" + port;
    }

    /** As one word of a shell. */
    static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
