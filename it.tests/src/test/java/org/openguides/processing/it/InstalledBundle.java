package org.openguides.processing.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.awaitility.Awaitility;

/** A bundle that holds nothing but its name, and comes and goes by way of Sling's installer. */
final class InstalledBundle {

    private static final String BUNDLES = "/system/console/bundles.json";
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final SlingClient admin;
    private final InstalledPackage installer;
    private final String name;

    InstalledBundle(SlingClient admin, String name) {
        this.admin = admin;
        this.installer = new InstalledPackage(admin);
        this.name = name;
    }

    void install() {
        installer.upload(name + ".jar", "application/java-archive", jar());
        Awaitility.await(name).atMost(LIMIT).until(this::isInstalled);
    }

    /** Nothing happens if it is not there. */
    void uninstall() {
        if (isInstalled()) {
            installer.remove(name + ".jar");
            Awaitility.await(name).atMost(LIMIT).until(() -> !isInstalled());
        }
    }

    boolean isInstalled() {
        return admin.get(BUNDLES).body().contains("\"" + name + "\"");
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
