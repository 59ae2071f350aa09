package org.openguides.processing.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The runtime directly after its first start. */
@ExtendWith(SharedSling.class)
final class RuntimeIT {

    private final SlingServer server;
    private final SlingClient admin;

    RuntimeIT(SlingServer server) {
        this.server = server;
        this.admin = server.admin();
    }

    @Test
    void everyBundleIsActive() {
        JsonObject answer = admin.json("/system/console/bundles.json");

        List<String> idle = bundles(answer)
                .filter(bundle -> !Set.of("Active", "Fragment").contains(text(bundle, "state")))
                .map(bundle -> text(bundle, "symbolicName"))
                .toList();
        assertEquals(List.of(), idle);
        assertTrue(
                bundles(answer).anyMatch(bundle -> text(bundle, "symbolicName").equals("org.openguides.core")));
    }

    @Test
    void startsWithoutErrorsInTheLog() {
        assertEquals(List.of(), server.errorsOfStart());
    }

    @Test
    void ourPathsAreFolders() {
        assertEquals("sling:OrderedFolder", text(admin.json("/content/dam.json"), "jcr:primaryType"));
        for (String path : List.of(
                "/var/openguides", "/var/openguides/runs", "/var/openguides/claims", "/var/openguides/status")) {
            assertEquals("sling:Folder", text(admin.json(path + ".json"), "jcr:primaryType"), path);
        }
    }

    @Test
    void ourContentPackageIsInstalled() {
        assertEquals(200, admin.get("/apps/openguides.json").statusCode());
    }

    @Test
    void ourServiceUsersExist() {
        JsonObject folder = admin.json("/home/users/system/cq:services/openguides.1.json");

        Set<String> users = new TreeSet<>();
        folder.asMap().values().stream()
                .filter(JsonElement::isJsonObject)
                .map(JsonElement::getAsJsonObject)
                .filter(node -> text(node, "jcr:primaryType").equals("rep:SystemUser"))
                .forEach(node -> users.add(text(node, "rep:authorizableId")));
        assertEquals(Set.of("openguides-groups", "openguides-reader", "openguides-worker"), users);
    }

    @Test
    void anonymousIsRefused() {
        assertEquals(401, server.anonymous().get("/var/openguides.json").statusCode());
        assertEquals(401, server.anonymous().get("/content/dam.json").statusCode());
    }

    @Test
    void runsStayHiddenFromUsersWhoCanReadTheirParent() {
        admin.post("/system/userManager/user.create.json", Map.of(":name", "nosy", "pwd", "pwd", "pwdConfirm", "pwd"));
        admin.post("/var.modifyAce.json", Map.of("principalId", "everyone", "privilege@jcr:read", "granted"));
        try {
            SlingClient nosy = server.anonymous().as("nosy", "pwd");
            assertEquals(200, nosy.get("/var.json").statusCode());
            assertEquals(404, nosy.get("/var/openguides.json").statusCode());
            assertEquals(404, nosy.get("/var/openguides/runs.json").statusCode());
        } finally {
            admin.post("/var.deleteAce.json", Map.of(":applyTo", "everyone"));
            admin.post("/system/userManager/user/nosy.delete.json", Map.of());
        }
    }

    @Test
    void administratorsSeeRuns() {
        admin.post("/system/userManager/user.create.json", Map.of(":name", "chief", "pwd", "pwd", "pwdConfirm", "pwd"));
        admin.post(
                "/system/userManager/group/administrators.update.json",
                Map.of(":member", "/system/userManager/user/chief"));
        try {
            SlingClient chief = server.anonymous().as("chief", "pwd");
            assertEquals(200, chief.get("/var/openguides.json").statusCode());
            assertEquals(200, chief.get("/var/openguides/runs.json").statusCode());
        } finally {
            admin.post("/system/userManager/user/chief.delete.json", Map.of());
        }
    }

    @Test
    void anAssetCanBeCreated() {
        int created = admin.post(
                        "/content/dam/runtime.dita",
                        Map.of(
                                "jcr:primaryType", "dam:Asset",
                                "jcr:content/jcr:primaryType", "dam:AssetContent",
                                "jcr:content/metadata/dc:title", "Größe 中",
                                "jcr:content/renditions/jcr:primaryType", "nt:folder"))
                .statusCode();

        assertEquals(201, created);
        JsonObject content = admin.json("/content/dam/runtime.dita/jcr:content.1.json");
        assertEquals("dam:AssetContent", text(content, "jcr:primaryType"));
        assertEquals("Größe 中", text(content.getAsJsonObject("metadata"), "dc:title"));
        admin.post("/content/dam/runtime.dita", Map.of(":operation", "delete"));
    }

    @Test
    void aPlainFileMayCarryResults() {
        admin.post("/content/dam/plain", Map.of("jcr:primaryType", "nt:unstructured"));

        Map<String, String> mixin = Map.of("jcr:mixinTypes", "openguides:Processed");
        assertEquals(200, admin.post("/content/dam/plain", mixin).statusCode());
        admin.post("/content/dam/plain", Map.of(":operation", "delete"));
    }

    @Test
    void pagesOfOtherHostsCannotPostThroughABrowser() {
        SlingClient browser = admin.with("User-Agent", "Mozilla/5.0");
        Map<String, String> fields = Map.of("title", "forged");

        assertEquals(403, browser.post("/content/dam/forged", fields).statusCode());
        SlingClient foreign = browser.with("Referer", "http://foreign.example/page");
        assertEquals(403, foreign.post("/content/dam/forged", fields).statusCode());
        assertEquals(404, admin.get("/content/dam/forged.json").statusCode());
    }

    @Test
    void onlyThisMachineCanConnect() throws IOException {
        InetAddress own = InetAddress.getByName(server.base().getHost());
        List<InetAddress> others =
                reachable().filter(address -> !address.equals(own)).toList();

        assertNotEquals(List.of(), others);
        for (InetAddress other : others) {
            assertFalse(connects(other, server.base().getPort()), other::toString);
        }
    }

    /** The addresses of this machine at which a server can be reached that listens at all of them. */
    private static Stream<InetAddress> reachable() throws IOException {
        Stream<InetAddress> addresses = NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses);
        // on Linux the loopback interface covers its whole network, though it lists one address only
        Stream<InetAddress> all = Stream.concat(addresses, Stream.of(InetAddress.getByName("127.0.0.2")));
        try (ServerSocket everywhere = new ServerSocket(0)) {
            return all.filter(address -> connects(address, everywhere.getLocalPort())).toList().stream();
        }
    }

    private static boolean connects(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 2000);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private static Stream<JsonObject> bundles(JsonObject answer) {
        return StreamSupport.stream(answer.getAsJsonArray("data").spliterator(), false)
                .map(JsonElement::getAsJsonObject);
    }

    private static String text(JsonObject object, String name) {
        return object.get(name).getAsString();
    }
}
