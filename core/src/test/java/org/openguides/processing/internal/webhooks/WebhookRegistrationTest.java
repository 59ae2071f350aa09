package org.openguides.processing.internal.webhooks;

import javax.xml.parsers.DocumentBuilderFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.testing.OsgiFramework;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

/** The services of a bundle and their properties are visible to all bundles; secrets are not among them. */
class WebhookRegistrationTest {

    private static final Path DESCRIPTORS =
            Path.of(System.getProperty("openguides.classes", "target/classes"), "OSGI-INF");

    @RegisterExtension
    final OsgiFramework osgi = new OsgiFramework();

    @Test
    void noServiceHasThePropertiesOfTheConfiguration() throws Exception {
        BundleContext bundle = osgi.bundle("webhooks");
        WebhookRegistration registration = new WebhookRegistration(bundle, Configs.of(Map.of()));
        ServiceReference<ConfiguredWebhook> service = bundle.getServiceReference(ConfiguredWebhook.class);
        assertEquals(
                Configs.SECRET,
                bundle.getService(service).webhook().orElseThrow().secret());
        assertEquals(
                Set.of("objectClass", "service.id", "service.bundleid", "service.scope"),
                new TreeSet<>(Arrays.asList(service.getPropertyKeys())));

        registration.stop();
        assertNull(bundle.getServiceReference(ConfiguredWebhook.class));
    }

    @Test
    void aWebhookWithAnInvalidConfigurationIsAServiceForTheCheck() throws Exception {
        BundleContext bundle = osgi.bundle("webhooks");
        WebhookRegistration registration = new WebhookRegistration(bundle, Configs.of(Map.of("secret", "short")));
        assertNotNull(bundle.getServiceReference(ConfiguredWebhook.class));
        registration.stop();
    }

    /** A component that is a service publishes its configuration as the properties of the service. */
    @Test
    void noComponentThatIsConfiguredWithAPasswordIsAService() throws Exception {
        Set<String> pids = new TreeSet<>();
        for (Document metatype : descriptors(DESCRIPTORS.resolve("metatype"))) {
            if (elements(metatype, "AD").stream()
                    .anyMatch(each -> each.getAttribute("type").equals("Password"))) {
                Element designate = elements(metatype, "Designate").get(0);
                pids.add(designate.getAttribute("factoryPid") + designate.getAttribute("pid"));
            }
        }
        assertFalse(pids.isEmpty());
        for (Document component : descriptors(DESCRIPTORS)) {
            Element root = component.getDocumentElement();
            if (pids.contains(root.getAttribute("configuration-pid"))) {
                assertEquals(List.of(), elements(component, "service"), root.getAttribute("name"));
            }
        }
    }

    private static List<Document> descriptors(Path folder) throws Exception {
        List<Document> descriptors = new ArrayList<>();
        for (Path file : files(folder)) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            descriptors.add(factory.newDocumentBuilder().parse(file.toFile()));
        }
        return descriptors;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".xml")).toList();
        }
    }

    private static List<Element> elements(Document document, String name) {
        List<Element> elements = new ArrayList<>();
        NodeList found = document.getElementsByTagName(name);
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }
}
