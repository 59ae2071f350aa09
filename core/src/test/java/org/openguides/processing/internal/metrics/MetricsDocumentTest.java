package org.openguides.processing.internal.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** docs/operations.md and the dashboard for Grafana name the metrics as they are. */
class MetricsDocumentTest {

    private static final Path OPERATIONS = Path.of("../docs/operations.md");
    private static final Path DASHBOARD = Path.of("../docs/grafana-dashboard.json");

    private static final Pattern ROW = Pattern.compile("\\| `(openguides_[a-z_]+)` \\| (\\w+) \\| `?(\\w*)`? \\| .+");
    private static final Pattern NAME = Pattern.compile("openguides_[a-z_]+");
    private static final Pattern GROUPED = Pattern.compile("by \\(([a-z]+)\\) \\((?:\\w+\\()?(openguides_[a-z_]+)");
    /** Labels that Prometheus adds. */
    private static final Set<String> OF_THE_TARGET = Set.of("job", "instance");

    @Test
    void theTableHasEveryMetricWithItsTypeAndLabel() throws IOException {
        Map<String, String> code = new TreeMap<>();
        Family.ALL.forEach(family ->
                code.put(family.name(), family.kind().type() + " " + (family.label() == null ? "" : family.label())));
        Map<String, String> table = new TreeMap<>();
        for (String line : Files.readAllLines(OPERATIONS)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                table.put(row.group(1), row.group(2) + " " + row.group(3));
            }
        }
        assertEquals(code, table);
    }

    @Test
    void theDashboardAsksForEveryMetricAndNoOther() throws IOException {
        Set<String> samples =
                Family.ALL.stream().flatMap(MetricsDocumentTest::samples).collect(Collectors.toSet());
        Set<String> asked = new TreeSet<>();
        for (String query : queries()) {
            Matcher name = NAME.matcher(query);
            assertTrue(name.find(), query);
            do {
                assertTrue(samples.contains(name.group()), query);
                asked.add(name.group().replaceFirst("_(bucket|sum|count)$", ""));
            } while (name.find());
        }
        assertEquals(Family.ALL.stream().map(Family::name).collect(Collectors.toCollection(TreeSet::new)), asked);
    }

    @Test
    void theDashboardGroupsByLabelsThatThereAre() throws IOException {
        Map<String, Family> families = Family.ALL.stream().collect(Collectors.toMap(Family::name, family -> family));
        int grouped = 0;
        for (String query : queries()) {
            Matcher by = GROUPED.matcher(query);
            while (by.find()) {
                grouped++;
                Family family = families.get(by.group(2));
                boolean known = OF_THE_TARGET.contains(by.group(1))
                        || (family == null
                                ? by.group(1).equals("le")
                                : by.group(1).equals(family.label()));
                assertTrue(known, query);
            }
        }
        assertTrue(grouped > 5, "the pattern fits nothing");
    }

    /** A histogram has no sample of its own name. */
    private static Stream<String> samples(Family family) {
        return family.kind() == Family.Kind.HISTOGRAM
                ? Stream.of("_bucket", "_sum", "_count").map(suffix -> family.name() + suffix)
                : Stream.of(family.name());
    }

    private static List<String> queries() throws IOException {
        JsonObject dashboard =
                JsonParser.parseString(Files.readString(DASHBOARD)).getAsJsonObject();
        List<String> queries = new ArrayList<>();
        for (JsonElement panel : dashboard.getAsJsonArray("panels")) {
            for (JsonElement target : panel.getAsJsonObject().getAsJsonArray("targets")) {
                queries.add(target.getAsJsonObject().get("expr").getAsString());
            }
        }
        return queries;
    }
}
