package org.openguides.processing.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The table of permissions in docs/rest-api.md: a row per endpoint and case, a column per kind of user.
 * Immutable.
 *
 * @param rows in their order
 */
record AccessTable(List<Row> rows) {

    /** There is no such case. */
    static final String NO_CASE = "–";

    private static final Path DOCUMENT = Path.of("../docs/rest-api.md");
    private static final String HEADING = "## Permissions";
    private static final int KEYS = 2;

    /**
     * One row.
     *
     * @param endpoint method and path as in the API description
     * @param about    the case
     * @param cells    a code or a status, by kind of user
     */
    record Row(String endpoint, String about, Map<String, String> cells) {

        String method() {
            return endpoint.substring(0, endpoint.indexOf(' '));
        }

        /** The path with its prefix. */
        String path() {
            String path = endpoint.substring(endpoint.indexOf(' ') + 1);
            boolean ours = path.startsWith("/system/") || path.endsWith(".html");
            return path.endsWith(".html")
                    ? "/bin/openguides" + path
                    : (ours ? "/bin/openguides/v1" : "/bin/guides/v1") + path;
        }

        @Override
        public String toString() {
            return endpoint + (about.isEmpty() ? "" : ", " + about);
        }
    }

    static AccessTable read() throws IOException {
        List<List<String>> lines = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(DOCUMENT)) {
            if (line.startsWith("## ")) {
                inside = line.equals(HEADING);
            } else if (inside && line.startsWith("|") && !line.startsWith("| ---")) {
                lines.add(Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|"))
                        .map(cell -> cell.strip().replace("`", ""))
                        .toList());
            }
        }
        List<String> users = lines.remove(0);
        return new AccessTable(lines.stream().map(cells -> row(users, cells)).toList());
    }

    private static Row row(List<String> users, List<String> cells) {
        Map<String, String> byUser = new LinkedHashMap<>();
        for (int column = KEYS; column < users.size(); column++) {
            byUser.put(users.get(column), cells.get(column));
        }
        return new Row(cells.get(0), cells.get(1), byUser);
    }
}
