package org.openguides.launcher.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The command line of a server. */
@DisabledOnOs(OS.WINDOWS)
final class ServerTest {

    private static final Path RUNTIME = Path.of("/open guides/runtime");
    private static final Path HOME = Path.of("/home");

    @Test
    void namesJvmFeatureArtifactsHomeAndPort() {
        List<String> command = command(ServerKind.SINGLE, false, "-f", "more.json");

        assertEquals("/jdk/bin/java", command.get(0));
        assertTrue(command.indexOf("-Xint") < command.indexOf("-Xmx1g"), "the kind has the last word");
        assertEquals(RUNTIME + "/launcher/lib/*:" + Leash.classPath(), command.get(command.indexOf("-cp") + 1));
        assertEquals(
                List.of(
                        Leash.class.getName(),
                        "org.apache.sling.feature.launcher.impl.Main",
                        "-f",
                        RUNTIME + "/openguides-tar.json",
                        "-u",
                        "file:///open%20guides/runtime/artifacts",
                        "-p",
                        "/home",
                        "-c",
                        "/home/cache",
                        "-D",
                        "org.osgi.service.http.port=8081",
                        "-D",
                        "org.apache.felix.http.host=127.0.0.1",
                        "-f",
                        "more.json"),
                command.subList(command.indexOf(Leash.class.getName()), command.size()));
    }

    @Test
    void isShieldedFromTheTerminalIfTheStarterDecidesAboutItsEnd() {
        List<String> command = command(ServerKind.SINGLE, true);

        assertEquals(List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh", "/jdk/bin/java"), command.subList(0, 5));
    }

    @Test
    void otherArtifactsComeBeforeThoseOfTheRuntime() {
        List<String> command = command(ServerKind.SINGLE.withArtifacts(Path.of("/other")), false);

        int first = command.indexOf("-u");
        assertEquals("file:///other", command.get(first + 1));
        assertEquals("file:///open%20guides/runtime/artifacts", command.get(first + 3));
    }

    @Test
    void aNodeHasADatabaseForItsRepositoryAndPerhapsItsCatalog() {
        ServerKind node = ServerKind.node("east", "jdbc:postgresql:x");
        assertEquals("openguides-cluster", node.feature());
        assertEquals(
                Map.of("OPENGUIDES_NODE_NAME", "east", "OPENGUIDES_DATABASE_URL", "jdbc:postgresql:x"),
                node.environment());
        assertTrue(node.jvm().contains("-Doak.documentMK.leaseDurationSeconds=60"));

        ServerKind both = node.withCatalog("driver", "url");
        assertEquals("openguides-cluster-database", both.feature());
        assertEquals("url", both.environment().get("OPENGUIDES_CATALOG_URL"));
        assertEquals("east", both.environment().get("OPENGUIDES_NODE_NAME"));
        assertThrows(IllegalStateException.class, () -> ServerKind.SINGLE.withCatalog("driver", "url"));
    }

    private static List<String> command(ServerKind kind, boolean shielded, String... arguments) {
        Installation installation = new Installation(RUNTIME, Path.of("/jdk"), List.of("-Xint"), shielded);
        return Server.program(installation, kind, HOME, 8081, List.of(arguments))
                .command(installation);
    }
}
