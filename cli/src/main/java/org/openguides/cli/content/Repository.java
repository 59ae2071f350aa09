package org.openguides.cli.content;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.openguides.cli.UserError;
import org.openguides.cli.http.Answer;
import org.openguides.cli.http.EncodedPath;
import org.openguides.cli.http.FieldForm;
import org.openguides.cli.http.Form;
import org.openguides.cli.http.Server;

/** The repository of a server, accessed through Sling's default servlets. */
final class Repository {
    private static final int NOT_FOUND = 404;
    private static final String TYPE = "jcr:primaryType";

    private final Server server;

    Repository(Server server) {
        this.server = server;
    }

    /** Returns the children of a node with their primary types; empty if there is no such node. */
    Optional<Map<String, String>> children(String path) {
        return read(path, 1).map(Repository::types);
    }

    /** Returns the primary type of a node; empty if there is no such node. */
    Optional<String> type(String path) {
        return read(path, 0).map(Repository::type);
    }

    /** Adds the fields that create a folder unless it exists. */
    static void folder(FieldForm form, String path) {
        form.with(path + "/" + TYPE, "sling:Folder");
    }

    /** Posts changes with absolute paths as names, and returns the paths of the changes. One form is one commit. */
    Set<String> change(String anchor, Form form) {
        Answer answer = server.post(EncodedPath.path(anchor), form);
        Set<String> paths = new HashSet<>();
        if (answer.json().get("changes") instanceof JsonArray changes) {
            for (JsonElement change : changes) {
                addPaths(change, paths);
            }
        }
        return paths;
    }

    /** Returns the first node of a path, to which forms with absolute names are posted. */
    static String anchor(String path) {
        int second = path.indexOf('/', 1);
        return second < 0 ? path : path.substring(0, second);
    }

    private Optional<JsonObject> read(String path, int depth) {
        Answer answer = server.get(EncodedPath.path(path) + "." + depth + ".json");
        return answer.status() == NOT_FOUND ? Optional.empty() : Optional.of(answer.json());
    }

    private static Map<String, String> types(JsonObject node) {
        Map<String, String> types = new HashMap<>();
        for (Map.Entry<String, JsonElement> child : node.entrySet()) {
            if (child.getValue() instanceof JsonObject object) {
                types.put(child.getKey(), type(object));
            }
        }
        return types;
    }

    private static String type(JsonObject node) {
        JsonElement type = node.get(TYPE);
        if (type == null || !type.isJsonPrimitive()) {
            throw new UserError("the server shows a node without a primary type");
        }
        return type.getAsString();
    }

    private static void addPaths(JsonElement change, Set<String> paths) {
        JsonElement argument = change instanceof JsonObject object ? object.get("argument") : null;
        if (argument instanceof JsonArray fromAndTo) {
            fromAndTo.forEach(path -> paths.add(path.getAsString()));
        } else if (argument != null && argument.isJsonPrimitive()) {
            paths.add(argument.getAsString());
        }
    }
}
