package org.openguides.processing.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleActivator;

/** A bundle with a name and at most one class, installed and uninstalled through Sling's installer. */
final class InstalledBundle {

    private static final String BUNDLES = "/system/console/bundles.json";
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final SlingClient admin;
    private final InstalledPackage installer;
    private final String name;
    private final @Nullable Class<? extends BundleActivator> activator;

    /** A bundle without code. */
    InstalledBundle(SlingClient admin, String name) {
        this(admin, name, null);
    }

    /** A bundle with one class, which may use only the JDK and the framework. */
    InstalledBundle(SlingClient admin, String name, @Nullable Class<? extends BundleActivator> activator) {
        this.admin = admin;
        this.installer = new InstalledPackage(admin);
        this.name = name;
        this.activator = activator;
    }

    void install() {
        installer.upload(name + ".jar", "application/java-archive", jar());
        Awaitility.await(name).atMost(LIMIT).until(this::isInstalled);
    }

    /** Does nothing if it is not installed. */
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
        if (activator != null) {
            attributes.putValue("Bundle-Activator", activator.getName());
            attributes.putValue("Import-Package", "javax.management,org.osgi.framework");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            if (activator != null) {
                String file = activator.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(file));
                try (InputStream code =
                        Objects.requireNonNull(activator.getClassLoader().getResourceAsStream(file), file)) {
                    code.transferTo(jar);
                }
            }
            jar.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
