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
 * Our package on a Sling that installs what is uploaded below /apps.
 *
 * @param admin speaks to it as its administrator
 */
record InstalledPackage(SlingClient admin) {

    private static final String FOLDER = "/apps/sling/install";
    private static final String FILE = "openguides.all.zip";
    private static final String BOUNDARY = "openguides-package";

    /** Gives it to Sling, which installs it within some seconds. */
    void upload(byte[] bytes) {
        upload(FILE, "application/zip", bytes);
    }

    /** Gives any file to Sling's installer. */
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

    /** Takes a file from Sling's installer, which uninstalls the bundle that it holds. */
    void remove(String file) {
        HttpResponse<String> answer = admin.post(FOLDER + "/" + file, Map.of(":operation", "delete"));
        assertEquals(200, answer.statusCode(), answer::body);
    }

    /** Sling's installer does not take back what a package has brought, as AEM's Package Manager does. */
    void remove() {
        for (String path : List.of(
                FOLDER + "/" + FILE, "/apps/openguides-packages", "/apps/openguides-config", "/apps/openguides")) {
            admin.post(path, Map.of(":operation", "delete"));
        }
    }

    /** Of the bundle; empty if there is none that is active. */
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
