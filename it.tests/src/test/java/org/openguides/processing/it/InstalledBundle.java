package org.openguides.processing.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.awaitility.Awaitility;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A bundle that holds nothing but its name. It is installed and never started, like one that has been stopped. */
final class InstalledBundle {

    private static final String BUNDLES = "/system/console/bundles";
    private static final String BOUNDARY = "a-boundary-that-is-in-no-jar";

    private final SlingClient admin;
    private final String name;

    InstalledBundle(SlingClient admin, String name) {
        this.admin = admin;
        this.name = name;
    }

    void install() {
        String head =
                "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"action\"\r\n\r\ninstall\r\n--" + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\"bundlefile\"; filename=\"" + name + ".jar\"\r\n"
                        + "Content-Type: application/java-archive\r\n\r\n";
        String end = "\r\n--" + BOUNDARY + "--\r\n";
        check(admin.post(
                BUNDLES,
                "multipart/form-data; boundary=" + BOUNDARY,
                HttpRequest.BodyPublishers.ofByteArrays(List.of(head.getBytes(UTF_8), jar(), end.getBytes(UTF_8)))));
        Awaitility.await(name).until(this::isInstalled);
    }

    /** Nothing happens if it is not there. */
    void uninstall() {
        if (isInstalled()) {
            check(admin.post(BUNDLES + "/" + name, Map.of("action", "uninstall")));
            Awaitility.await(name).until(() -> !isInstalled());
        }
    }

    boolean isInstalled() {
        return admin.get(BUNDLES + ".json").body().contains("\"" + name + "\"");
    }

    private static void check(HttpResponse<String> answer) {
        if (answer.statusCode() != 200 && answer.statusCode() != 302) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }

    private byte[] jar() {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", name);
        attributes.putValue("Bundle-Version", "1.0.0");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            jar.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
