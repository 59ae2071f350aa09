package org.openguides.launcher.server;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A kind of server: its feature file, JVM and environment. Immutable.
 *
 * @param feature     name of a feature file of the runtime
 * @param jvm         arguments of the JVM
 * @param environment variables in addition to those of this process
 * @param artifacts   folders whose artifacts replace those of the runtime
 * @param readiness   the conditions that complete its start
 */
public record ServerKind(
        String feature, List<String> jvm, Map<String, String> environment, List<Path> artifacts, Readiness readiness) {

    private static final String CLUSTER = "openguides-cluster";
    private static final String HEAP = "-Xmx1g";

    /** With our content, on a repository of its own. */
    public static final ServerKind SINGLE = ours("openguides-tar", List.of(HEAP), Map.of());

    /** Without our content; packages can be installed into it. */
    public static final ServerKind BARE =
            new ServerKind("sling-tar", List.of(HEAP), Map.of(), List.of(), Readiness.BARE);

    /** As {@link #SINGLE}, with another heap than the usual 1 GiB, such as {@code 4g}. */
    public static ServerKind single(String heap) {
        return ours(SINGLE.feature(), List.of("-Xmx" + heap), Map.of());
    }

    /** As {@link #SINGLE}, with the catalog in a database. */
    public static ServerKind catalog(String driver, String url) {
        return ours("openguides-database", List.of(HEAP), catalogVariables(driver, url));
    }

    /**
     * A node of a cluster: with our content, on a repository in a database. Its Oak lease lasts 60 s: after a crash the next
     * start on the same home waits for its end.
     *
     * @param name the name of the node in logs
     */
    public static ServerKind node(String name, String databaseUrl) {
        return ours(
                CLUSTER,
                List.of("-Xmx768m", "-Doak.documentMK.leaseDurationSeconds=60"),
                Map.of("OPENGUIDES_NODE_NAME", name, "OPENGUIDES_DATABASE_URL", databaseUrl));
    }

    /**
     * The same with the catalog in a database that all nodes share.
     *
     * @throws IllegalStateException if this is no node of a cluster
     */
    public ServerKind withCatalog(String driver, String url) {
        if (!feature.equals(CLUSTER)) {
            throw new IllegalStateException(feature + " is no node of a cluster");
        }
        return new ServerKind(CLUSTER + "-database", jvm, environment, artifacts, readiness)
                .withEnvironment(catalogVariables(driver, url));
    }

    /** The same with other bundles. */
    public ServerKind withArtifacts(Path folder) {
        return new ServerKind(feature, jvm, environment, List.of(folder), readiness);
    }

    /** The same with further variables of the environment. */
    public ServerKind withEnvironment(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return new ServerKind(feature, jvm, Map.copyOf(all), artifacts, readiness);
    }

    private static ServerKind ours(String feature, List<String> jvm, Map<String, String> environment) {
        return new ServerKind(feature, jvm, environment, List.of(), Readiness.OURS);
    }

    private static Map<String, String> catalogVariables(String driver, String url) {
        return Map.of("OPENGUIDES_CATALOG_DRIVER", driver, "OPENGUIDES_CATALOG_URL", url);
    }
}
