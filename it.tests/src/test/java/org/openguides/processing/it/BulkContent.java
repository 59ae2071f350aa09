package org.openguides.processing.it;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;

import com.google.gson.JsonObject;

/** Makes many nodes with few requests, by the JSON import of Sling's POST servlet. */
final class BulkContent {

    private static final int FOLDER = 1_000;

    private final SlingClient admin;

    BulkContent(SlingClient admin) {
        this.admin = admin;
    }

    /** Makes topics with a reference to the next one each, below a new folder: a thousand in f0, in f1 … */
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

    /** Makes a node, and the folders above it; it must not be there. */
    void put(String parent, String name, JsonObject node) {
        importInto(parent, Map.of(":name", name), node);
    }

    /** Makes the children of a node as children of one that is there. */
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

    /** A file of this text. */
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
