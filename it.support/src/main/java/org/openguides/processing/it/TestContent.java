package org.openguides.processing.it;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import com.google.gson.JsonObject;

/** A folder of one test below /content/dam, created through Sling's POST servlet. Names are kept exactly. */
final class TestContent {

    /** The node type of an uploaded file. */
    enum Kind {
        FILE,
        DAM_ASSET
    }

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE MMM dd uuuu HH:mm:ss 'GMT'Z", Locale.ENGLISH);

    private final SlingClient admin;
    private final Kind kind;
    private final String folder;

    /**
     * A new empty folder.
     *
     * @param name of the folder; unique among the tests
     */
    TestContent(SlingClient admin, Kind kind, String name) {
        this(admin, kind, "/content/dam/" + name, true);
    }

    private TestContent(SlingClient admin, Kind kind, String folder, boolean fresh) {
        this.admin = admin;
        this.kind = kind;
        this.folder = folder;
        if (fresh) {
            post(Map.of("jcr:primaryType", "sling:Folder"));
        }
    }

    /** A folder of files that is there already, perhaps after a restart of the server. */
    static TestContent existing(SlingClient admin, String name) {
        return new TestContent(admin, Kind.FILE, "/content/dam/" + name, false);
    }

    /** The path of the folder. */
    String folder() {
        return folder;
    }

    /** The path of a node in it. */
    String path(String name) {
        return folder + "/" + name;
    }

    /** Creates an asset or uploads it again; creates its parent folders too. */
    void put(String name, String text) {
        post(fields(name, text));
    }

    /** Creates some hundred assets at once. */
    void putAll(Map<String, String> texts) {
        Map<String, String> fields = new HashMap<>();
        texts.forEach((name, text) -> fields.putAll(fields(name, text)));
        post(fields);
    }

    private Map<String, String> fields(String name, String text) {
        Map<String, String> fields = new HashMap<>();
        for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
            fields.put("./" + name.substring(0, slash) + "/jcr:primaryType", "sling:Folder");
        }
        String file = "./" + name;
        if (kind == Kind.DAM_ASSET) {
            fields.put(file + "/jcr:primaryType", "dam:Asset");
            fields.put(file + "/jcr:content/jcr:primaryType", "dam:AssetContent");
            fields.put(file + "/jcr:content/metadata/jcr:primaryType", "nt:unstructured");
            fields.put(file + "/jcr:content/renditions/jcr:primaryType", "nt:folder");
            file += "/jcr:content/renditions/original";
        }
        fields.put(file + "/jcr:primaryType", "nt:file");
        fields.put(file + "/jcr:content/jcr:primaryType", "nt:resource");
        fields.put(file + "/jcr:content/jcr:data", text);
        // Left empty: Sling sets the current time, like an upload.
        fields.put(file + "/jcr:content/jcr:lastModified", "");
        return fields;
    }

    void delete(String name) {
        HttpResponse<String> answer = admin.post(escaped(name), Map.of(":operation", "delete"));
        check(answer, name);
    }

    /** The node of an asset or folder, with its subtree. */
    JsonObject node(String name) {
        return admin.json(escaped(name) + ".infinity.json");
    }

    /** The node with the processing results. */
    JsonObject results(String name) {
        return admin.json(escaped(name) + "/jcr%3Acontent.infinity.json");
    }

    /** A date as Sling returns it, without milliseconds. */
    static Instant date(String text) {
        return Instant.from(DATE.parse(text));
    }

    private String escaped(String name) {
        return SlingClient.escapedPath(path(name));
    }

    private void post(Map<String, String> fields) {
        check(admin.post(SlingClient.escapedPath(folder), fields), fields.toString());
    }

    private static void check(HttpResponse<String> answer, String what) {
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(what + ": " + answer.statusCode() + " " + answer.body());
        }
    }
}
