package org.openguides.processing.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A package of files, as tools and other servers make it for FileVault. */
final class ContentPackage {

    private ContentPackage() {}

    /**
     * The bytes of a package.
     *
     * @param root  absolute path of the folder that it installs
     * @param files texts by path below the root
     */
    static byte[] of(String root, Map<String, String> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            String name = root.substring(root.lastIndexOf('/') + 1);
            add(
                    zip,
                    "META-INF/vault/filter.xml",
                    "<workspaceFilter version='1.0'><filter root='" + root + "'/></workspaceFilter>");
            add(
                    zip,
                    "META-INF/vault/properties.xml",
                    """
                    <?xml version="1.0" encoding="UTF-8" standalone="no"?>
                    <!DOCTYPE properties SYSTEM "http://java.sun.com/dtd/properties.dtd">
                    <properties>
                      <entry key="group">openguides.it</entry>
                      <entry key="name">%s</entry>
                      <entry key="version">1</entry>
                    </properties>
                    """
                            .formatted(name));
            for (Map.Entry<String, String> file : files.entrySet()) {
                add(zip, "jcr_root" + root + "/" + file.getKey(), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
