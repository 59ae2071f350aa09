package org.openguides.processing.internal.observe;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The bundles installed on this node. Safe for use by multiple threads. */
public final class Installation {

    private static final String OURS = "org.openguides.";

    /**
     * Distributes content in AEM as a Cloud Service. AEM 6.5 uses replication and another implementation of Sling's
     * distribution; there is no official way to tell the platforms apart.
     */
    private static final String CLOUD = "org.apache.sling.distribution.journal";

    private final BundleContext context;

    /** Reads the framework of the context's bundle. */
    public Installation(BundleContext context) {
        this.context = context;
    }

    /** Returns the version of this bundle. */
    public String version() {
        return context.getBundle().getVersion().toString();
    }

    /** Returns whether the platform seems to be AEM as a Cloud Service. */
    public boolean isCloud() {
        return bundles().anyMatch(bundle -> CLOUD.equals(bundle.getSymbolicName()));
    }

    /** Returns the symbolic names of the product's active bundles. */
    public List<String> activeBundles() {
        return ours(bundle -> bundle.getState() == Bundle.ACTIVE);
    }

    /** Returns the symbolic names of the product's installed bundles that are not active. */
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
