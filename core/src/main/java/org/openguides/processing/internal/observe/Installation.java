package org.openguides.processing.internal.observe;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** What is installed on this node, by its bundles. Safe for use by many threads. */
public final class Installation {

    private static final String OURS = "org.openguides.";

    /**
     * Distributes content in AEM as a Cloud Service; AEM 6.5 has replication and another implementation of Sling's
     * distribution, and nothing tells a bundle which of the two it runs on.
     */
    private static final String CLOUD = "org.apache.sling.distribution.journal";

    private final BundleContext context;

    /** Of the framework that the bundle of the context belongs to. */
    public Installation(BundleContext context) {
        this.context = context;
    }

    /** Version of our bundle. */
    public String version() {
        return context.getBundle().getVersion().toString();
    }

    /** Whether this looks like AEM as a Cloud Service. */
    public boolean isCloud() {
        return bundles().anyMatch(bundle -> CLOUD.equals(bundle.getSymbolicName()));
    }

    /** Symbolic names of our bundles that are active. */
    public List<String> activeBundles() {
        return ours(bundle -> bundle.getState() == Bundle.ACTIVE);
    }

    /** Symbolic names of our bundles that are installed, but not active. */
    public List<String> inactiveBundles() {
        return ours(bundle -> bundle.getState() != Bundle.ACTIVE);
    }

    private List<String> ours(Predicate<Bundle> wanted) {
        return bundles()
                .filter(bundle -> String.valueOf(bundle.getSymbolicName()).startsWith(OURS))
                .filter(wanted)
                .map(Bundle::getSymbolicName)
                .sorted()
                .toList();
    }

    private Stream<Bundle> bundles() {
        return Arrays.stream(context.getBundles());
    }
}
