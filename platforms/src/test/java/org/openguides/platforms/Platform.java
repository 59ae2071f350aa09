package org.openguides.platforms;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import aQute.bnd.osgi.resource.ResourceUtils;
import org.osgi.framework.Constants;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;

/**
 * What a platform offers to bundles.
 *
 * @param name         for people
 * @param capabilities everything that a requirement may be met by when a bundle is resolved
 */
record Platform(String name, List<Capability> capabilities) {

    /** What a framework of OSGi R7 exports itself; each platform has at least that. */
    private static final String FRAMEWORK =
            "org.osgi.framework;version=1.9,org.osgi.framework.wiring;version=1.2,org.osgi.util.tracker;version=1.5.2";

    /** A platform that is listed in a resource of that name, on a Java as the list says. */
    static Platform listed(String name) {
        String file = "/platforms/" + name + ".mf";
        try (InputStream in = Objects.requireNonNull(Platform.class.getResourceAsStream(file), file)) {
            Manifest list = new Manifest(in);
            return of(header(list, Constants.BUNDLE_NAME), Stream.of(list));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All bundles below a folder, ours left out, on Java 17. */
    static Platform installed(String name, Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            Stream<Manifest> bundles = files.filter(file -> file.toString().endsWith(".jar"))
                    .map(Platform::manifest)
                    .filter(bundle ->
                            !header(bundle, Constants.BUNDLE_SYMBOLICNAME).startsWith("org.openguides."));
            Manifest java17 = manifest(
                    Constants.PROVIDE_CAPABILITY, "osgi.ee;osgi.ee=JavaSE;version:List<Version>=\"1.8,11,17\"");
            return of(name, Stream.concat(bundles, Stream.of(java17)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Platform of(String name, Stream<Manifest> offers) {
        Stream<Manifest> system = Stream.of(
                manifest(Constants.EXPORT_PACKAGE, FRAMEWORK), manifest(Constants.EXPORT_PACKAGE, packagesOfJava()));
        return new Platform(
                name,
                Stream.concat(offers, system)
                        .flatMap(offer -> Bundle.of(offer).capabilities().stream())
                        .toList());
    }

    /** What a framework exports of Java SE: the packages that do not begin with {@code java} as well. */
    private static String packagesOfJava() {
        return ModuleFinder.ofSystem().findAll().stream()
                .map(module -> module.descriptor())
                .filter(module -> module.name().startsWith("java."))
                .flatMap(module -> module.exports().stream())
                .filter(exported -> !exported.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .sorted()
                .collect(Collectors.joining(","));
    }

    private static Manifest manifest(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without a symbolic name bnd would take no notice of it. */
    private static Manifest manifest(String header, String value) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_SYMBOLICNAME, "system");
        manifest.getMainAttributes().putValue(header, value);
        return manifest;
    }

    private static String header(Manifest manifest, String name) {
        return Objects.requireNonNullElse(manifest.getMainAttributes().getValue(name), "");
    }

    /** What the bundle needs, and neither the platform nor the bundle itself offers. */
    List<Requirement> missing(Bundle bundle) {
        return bundle.requirements().stream()
                .filter(requirement -> Stream.concat(capabilities.stream(), bundle.capabilities().stream())
                        .noneMatch(capability -> ResourceUtils.matches(requirement, capability)))
                .toList();
    }
}
