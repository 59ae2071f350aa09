package org.openguides.processing.it;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;

import com.google.gson.JsonObject;

/** Creates many nodes with few requests, through the JSON import of Sling's POST servlet. */
final class BulkContent {

    private static final int FOLDER = 1_000;

    private final SlingClient admin;

    BulkContent(SlingClient admin) {
        this.admin = admin;
    }

    /** Creates topics that each refer to the next one, below a new folder: a thousand each in f0, f1 … */
    void topics(String folder, int count) {
        for (int first = 0; first < count; first += FOLDER) {
            JsonObject files = node("sling:Folder");
            for (int i = first; i < Math.min(count, first + FOLDER); i++) {
                String body = "<p><xref href=\"" + topicName(i + 1) + "\"/></p>";
                files.add(topicName(i), file("nt:resource", DitaProject.topic("t" + i, "Topic " + i, body)));
            }
            put(folder, "f" + first / FOLDER, files);
        }
    }

    /** Creates a node, which must not exist, and its parent folders. */
    void put(String parent, String name, JsonObject node) {
        importInto(parent, Map.of(":name", name), node);
    }

    /** Adds the children of a node to an existing one. */
    void add(String parent, JsonObject children) {
        importInto(parent, Map.of(), children);
    }

    private void importInto(String parent, Map<String, String> how, JsonObject content) {
        Map<String, String> fields = new HashMap<>(how);
        fields.putAll(Map.of(":operation", "import", ":contentType", "json", ":content", content.toString()));
        HttpResponse<String> answer = admin.post(parent, fields);
        if (answer.statusCode() != 201) {
            throw new IllegalStateException(parent + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    /** A file with this text. */
    static JsonObject file(String contentType, String text) {
        JsonObject content = node(contentType);
        content.addProperty("jcr:data", text);
        JsonObject file = node("nt:file");
        file.add("jcr:content", content);
        return file;
    }

    /** A node without children. */
    static JsonObject node(String type) {
        JsonObject node = new JsonObject();
        node.addProperty("jcr:primaryType", type);
        return node;
    }

    /** The name of a topic. */
    static String topicName(int number) {
        return "t" + number + ".dita";
    }
}
