package org.openguides.processing.it;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The container package that an administrator installs, as built, or as a later version. */
final class PackageFile {

    private static final String BUNDLE = ".*/openguides\\.core-[^/]*\\.jar";
    private static final String PROPERTIES = "META-INF/vault/properties.xml";

    private PackageFile() {}

    /** The package of the build. */
    static byte[] built() throws IOException {
        return Files.readAllBytes(Path.of(System.getProperty("openguides.package")));
    }

    /** The same content with another version. */
    static byte[] builtAs(String version) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(built()));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                boolean bundle = entry.getName().matches(BUNDLE);
                String name =
                        bundle ? entry.getName().replaceFirst("core-.*", "core-" + version + ".jar") : entry.getName();
                zip.putNextEntry(new ZipEntry(name));
                zip.write(bundle ? bundle(in, version) : file(name, in.readAllBytes(), version));
            }
        }
        return out.toByteArray();
    }

    private static byte[] file(String name, byte[] bytes, String version) {
        if (!name.equals(PROPERTIES)) {
            return bytes;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.replaceFirst("key=\"version\">[^<]*<", "key=\"version\">" + version + "<")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bundle(InputStream original, String version) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JarInputStream in = new JarInputStream(new ByteArrayInputStream(original.readAllBytes()));
        Manifest manifest = in.getManifest();
        manifest.getMainAttributes().put(new Attributes.Name("Bundle-Version"), version);
        try (in;
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                jar.putNextEntry(new ZipEntry(entry.getName()));
                in.transferTo(jar);
            }
        }
        return out.toByteArray();
    }
}
