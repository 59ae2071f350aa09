package org.openguides.processing.it;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import com.google.gson.JsonElement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openguides.processing.it.GuidesApi.text;

/**
 * Our package on a Sling that installs files uploaded below /apps.
 *
 * @param admin a client of the server's administrator
 */
record InstalledPackage(SlingClient admin) {

    private static final String FOLDER = "/apps/sling/install";
    private static final String FILE = "openguides.all.zip";
    private static final String BOUNDARY = "openguides-package";

    /** Uploads the package; Sling installs it within some seconds. */
    void upload(byte[] bytes) {
        upload(FILE, "application/zip", bytes);
    }

    /** Uploads any file for Sling's installer. */
    void upload(String file, String type, byte[] bytes) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"./" + file + "\"; filename=\""
                        + file + "\"\r\nContent-Type: " + type + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(bytes);
        body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = admin.post(
                FOLDER, "multipart/form-data; boundary=" + BOUNDARY, BodyPublishers.ofByteArray(body.toByteArray()));
        assertEquals(2, answer.statusCode() / 100, answer::body);
    }

    /** Removes a file, so that Sling's installer uninstalls its bundle. */
    void remove(String file) {
        HttpResponse<String> answer = admin.post(FOLDER + "/" + file, Map.of(":operation", "delete"));
        assertEquals(200, answer.statusCode(), answer::body);
    }

    /** Removes the package and its content: unlike AEM's Package Manager, Sling's installer does not remove the content of a package. */
    void remove() {
        for (String path : List.of(
                FOLDER + "/" + FILE, "/apps/openguides-packages", "/apps/openguides-config", "/apps/openguides")) {
            admin.post(path, Map.of(":operation", "delete"));
        }
    }

    /** The version of the active bundle; empty if none is active. */
    String version() {
        return StreamSupport.stream(
                        admin.json("/system/console/bundles.json")
                                .getAsJsonArray("data")
                                .spliterator(),
                        false)
                .map(JsonElement::getAsJsonObject)
                .filter(bundle -> text(bundle, "symbolicName").equals("org.openguides.core")
                        && text(bundle, "state").equals("Active"))
                .map(bundle -> text(bundle, "version"))
                .findFirst()
                .orElse("");
    }
}
