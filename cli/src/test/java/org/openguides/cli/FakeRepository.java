package org.openguides.cli;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.openguides.cli.LoopbackServer.Reply;
import org.openguides.cli.LoopbackServer.Request;

/**
 * The repository behind Sling's default servlets as far as an import uses it, with the behaviour of the real one
 * (servlets.post 2.6.0, engine 2.16.8): uploads with more than 50 parts and empty files are dropped silently, and file
 * names are escaped.
 */
final class FakeRepository {
    private static final int MOST_PARTS = 50;

    final Map<String, byte[]> files = new TreeMap<>();
    final Map<String, String> nodes = new TreeMap<>(Map.of("/content", "sling:OrderedFolder"));
    int largestUpload;
    boolean deaf;

    Reply answer(Request request) {
        if (request.method().equals("GET")) {
            return show(request.path());
        }
        JsonObject answer = new JsonObject();
        answer.add("changes", deaf ? new JsonArray() : change(request));
        return Reply.json(answer.toString());
    }

    private Reply show(String path) {
        String node = path.replaceAll("\\.[01]\\.json$", "");
        String type = nodes.get(node);
        if (type == null) {
            return Reply.empty(404);
        }
        JsonObject json = typed(type);
        if (path.endsWith(".1.json")) {
            nodes.forEach((child, childType) -> {
                if (child.startsWith(node + "/") && child.indexOf('/', node.length() + 1) < 0) {
                    json.add(child.substring(node.length() + 1), typed(childType));
                }
            });
        }
        return Reply.json(json.toString());
    }

    private static JsonObject typed(String type) {
        JsonObject json = new JsonObject();
        json.addProperty("jcr:primaryType", type);
        return json;
    }

    private JsonArray change(Request request) {
        JsonArray changes = new JsonArray();
        if (request.header("Content-type").startsWith("multipart/form-data")) {
            boolean streamed = request.header("Sling-uploadmode").equals("stream");
            List<Multipart.Part> parts = Multipart.parse(request);
            largestUpload = Math.max(largestUpload, parts.size());
            if (parts.size() <= MOST_PARTS) {
                parts.forEach(part -> upload(part, request.path(), streamed, changes));
            }
        } else {
            for (String field : request.text().split("&")) {
                String[] pair = field.split("=", 2);
                field(decode(pair[0]), decode(pair[1]), changes);
            }
        }
        return changes;
    }

    private void upload(Multipart.Part part, String folder, boolean streamed, JsonArray changes) {
        if (part.fileName() == null || (part.content().length == 0 && !streamed)) {
            return;
        }
        String path = streamed ? folder + "/" + part.fileName() : part.name();
        int name = path.lastIndexOf('/') + 1;
        store(path.substring(0, name) + escaped(path.substring(name)), part.content(), changes);
    }

    /**
     * Works like Jackrabbit's Text.escapeIllegalJcrChars, which the real repository applies to the names of uploaded
     * files.
     */
    private static String escaped(String name) {
        StringBuilder escaped = new StringBuilder();
        for (char c : name.toCharArray()) {
            boolean bad = "%/:[]*|'\"\t\r\n".indexOf(c) >= 0 || (c == '.' && name.length() < 3);
            escaped.append(bad ? "%" + Integer.toHexString(c) : String.valueOf(c));
        }
        return escaped.toString();
    }

    private void field(String name, String value, JsonArray changes) {
        if (name.endsWith("/jcr:primaryType")) {
            String path = name.substring(0, name.lastIndexOf('/'));
            nodes.put(path, value);
            changes.add(created(path));
        } else if (name.endsWith("/jcr:data@CopyFrom")) {
            store(
                    name.replace("/jcr:content/jcr:data@CopyFrom", ""),
                    files.get(value.replace("/jcr:content/jcr:data", "")),
                    changes);
        } else if (name.endsWith("@Delete")) {
            String path = name.substring(0, name.lastIndexOf('@'));
            new ArrayList<>(nodes.keySet())
                    .stream().filter(node -> node.startsWith(path)).forEach(nodes::remove);
            new ArrayList<>(files.keySet())
                    .stream().filter(node -> node.startsWith(path)).forEach(files::remove);
        }
    }

    private void store(String path, byte[] content, JsonArray changes) {
        nodes.put(path, "nt:file");
        files.put(path, content);
        changes.add(created(path + "/jcr:content/jcr:data"));
    }

    private static JsonObject created(String path) {
        JsonObject change = new JsonObject();
        change.addProperty("type", "created");
        change.addProperty("argument", path);
        return change;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
