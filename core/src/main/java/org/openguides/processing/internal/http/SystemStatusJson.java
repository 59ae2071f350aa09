package org.openguides.processing.internal.http;

import java.io.IOException;
import java.util.List;

import com.google.gson.stream.JsonWriter;
import org.openguides.processing.internal.observe.Finding;
import org.openguides.processing.internal.observe.Health;
import org.openguides.processing.internal.observe.Installation;
import org.openguides.processing.internal.observe.Nodes;

/**
 * The state of the system as the contract shows it.
 *
 * @param isReachable whether the catalog can be reached
 * @param forOperator whether the messages of the checks are told
 */
record SystemStatusJson(
        Installation installation,
        boolean isDatabase,
        boolean isReachable,
        List<Nodes.ClusterNode> nodes,
        List<Health> health,
        List<Endpoints.Owned> paths,
        boolean forOperator) {

    void write(JsonWriter json) throws IOException {
        json.beginObject();
        json.name("isCloud").value(installation.isCloud());
        json.name("isUuid").value(true);
        json.name("isDatabase").value(isDatabase);
        json.name("databaseConnectionCheck").value(isReachable ? "passed" : "failed");
        writeNames("activeBundles", installation.activeBundles(), json);
        writeNames("inactiveBundles", installation.inactiveBundles(), json);
        json.name("version").value(installation.version());
        json.name("nodes").beginArray();
        for (Nodes.ClusterNode node : nodes) {
            json.beginObject();
            json.name("id").value(node.id());
            json.name("name").value(node.name());
            json.name("isLocal").value(node.isLocal());
            json.endObject();
        }
        json.endArray();
        writeHealth(json);
        writePaths(json);
        json.endObject();
    }

    private void writeHealth(JsonWriter json) throws IOException {
        json.name("health").beginArray();
        for (Health check : health) {
            json.beginObject();
            json.name("name").value(check.name());
            json.name("status").value(check.status().name());
            if (forOperator) {
                json.name("findings").beginArray();
                for (Finding finding : check.findings()) {
                    json.beginObject();
                    json.name("severity").value(finding.severity().name());
                    json.name("message").value(finding.message());
                    json.endObject();
                }
                json.endArray();
            }
            json.endObject();
        }
        json.endArray();
    }

    private void writePaths(JsonWriter json) throws IOException {
        json.name("paths").beginArray();
        for (Endpoints.Owned path : paths) {
            json.beginObject();
            json.name("path").value(path.path());
            json.name("isOurs").value(path.isOurs());
            writeNames("others", path.others(), json);
            json.endObject();
        }
        json.endArray();
    }

    private static void writeNames(String name, List<String> values, JsonWriter json) throws IOException {
        json.name(name).beginArray();
        for (String value : values) {
            json.value(value);
        }
        json.endArray();
    }
}
