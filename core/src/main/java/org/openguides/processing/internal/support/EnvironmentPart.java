package org.openguides.processing.internal.support;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.lang.management.RuntimeMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import org.openguides.processing.internal.observe.Nodes;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The JVM, the nodes of the cluster, and the versions of the bundles that the product builds on. */
@Component(service = SupportPart.class)
public final class EnvironmentPart implements SupportPart {

    /** Prefixes of the symbolic names of bundles that are listed. */
    private static final List<String> BUNDLES = List.of(
            "org.openguides.",
            "org.apache.sling.",
            "org.apache.jackrabbit.",
            "org.apache.felix.",
            "com.adobe.fmdita",
            "com.adobe.granite.workflow");

    private static final long MEBIBYTE = 1 << 20;

    private final BundleContext context;
    private final Nodes nodes;

    @Activate
    public EnvironmentPart(BundleContext context, @Reference(name = "nodes") Nodes nodes) {
        this.context = context;
        this.nodes = nodes;
    }

    @Override
    public String name() {
        return "environment";
    }

    @Override
    public void writeTo(Files files) {
        PrintWriter text = files.begin("environment.txt");
        text.println("OpenGuides " + context.getBundle().getVersion() + ", written at " + Instant.now());
        writeJvm(text);
        nodes.present()
                .forEach(node ->
                        text.println("Node " + node.name() + " " + node.id() + (node.isLocal() ? " (this)" : "")));
        text.println();
        Arrays.stream(context.getBundles())
                .filter(EnvironmentPart::isListed)
                .sorted(Comparator.comparing(Bundle::getSymbolicName))
                .forEach(bundle -> text.println(
                        bundle.getSymbolicName() + " " + bundle.getVersion() + " " + state(bundle.getState())));
    }

    private static void writeJvm(PrintWriter text) {
        RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        text.println("Java " + System.getProperty("java.version") + ", " + runtime.getVmName() + " "
                + runtime.getVmVersion() + " of " + runtime.getVmVendor());
        text.println(System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors()
                + " processors, load "
                + ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        text.println("Up for " + Duration.ofMillis(runtime.getUptime()));
        text.println("Heap " + shown(memory.getHeapMemoryUsage()));
        text.println("Other memory " + shown(memory.getNonHeapMemoryUsage()));
    }

    private static String shown(MemoryUsage memory) {
        String most = memory.getMax() < 0 ? "" : " of at most " + memory.getMax() / MEBIBYTE + " MiB";
        return memory.getUsed() / MEBIBYTE + " MiB used, " + memory.getCommitted() / MEBIBYTE + " MiB committed" + most;
    }

    private static boolean isListed(Bundle bundle) {
        String name = String.valueOf(bundle.getSymbolicName());
        return BUNDLES.stream().anyMatch(name::startsWith);
    }

    private static String state(int state) {
        return switch (state) {
            case Bundle.ACTIVE -> "active";
            case Bundle.STARTING -> "starting";
            case Bundle.RESOLVED -> "resolved";
            case Bundle.INSTALLED -> "installed";
            default -> "state " + state;
        };
    }
}
