package org.openguides.processing.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;

/** A real OSGi framework with empty bundles, on whose behalf a test registers services. */
public final class OsgiFramework implements BeforeEachCallback, AfterEachCallback {

    private Framework framework;
    private Path storage;

    @Override
    public void beforeEach(ExtensionContext context) throws BundleException, IOException {
        storage = Files.createTempDirectory("osgi");
        framework = new FrameworkFactory()
                .newFramework(
                        Map.of(Constants.FRAMEWORK_STORAGE, storage.toString(), "felix.service.urlhandlers", "false"));
        framework.start();
    }

    @Override
    public void afterEach(ExtensionContext context) throws BundleException, InterruptedException, IOException {
        framework.stop();
        framework.waitForStop(10_000);
        try (var files = Files.walk(storage)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        }
    }

    /** Starts a new bundle. */
    public BundleContext bundle(String symbolicName) throws BundleException, IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, symbolicName);
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        new JarOutputStream(jar, manifest).close();
        Bundle bundle =
                framework.getBundleContext().installBundle(symbolicName, new ByteArrayInputStream(jar.toByteArray()));
        bundle.start();
        return bundle.getBundleContext();
    }

    /**
     * Registers an object as a service without a particular interface.
     *
     * @param properties alternating names and values
     */
    public static ServiceRegistration<Object> register(BundleContext bundle, Object service, Object... properties) {
        Map<String, Object> all = new HashMap<>();
        for (int i = 0; i < properties.length; i += 2) {
            all.put((String) properties[i], properties[i + 1]);
        }
        return bundle.registerService(Object.class, service, new Hashtable<>(all));
    }
}
