package org.openguides.processing.internal.http;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/**
 * Tracks which paths other bundles serve: by a Sling servlet ({@code sling.servlet.paths}), by a resource provider
 * ({@code provider.root}), or outside of Sling by a servlet or resources of the HTTP whiteboard (OSGi Compendium 7,
 * chapter 140). Only service properties are read, so the servlet API that the services use does not matter. Safe for
 * use by multiple threads.
 */
final class ForeignPaths implements ServiceTrackerCustomizer<Object, ServiceReference<Object>> {

    /** Service property with the paths of a Sling servlet. */
    static final String SLING_PATHS = "sling.servlet.paths";

    static final String PROVIDER_ROOT = "provider.root";
    static final String SERVLET_PATTERN = "osgi.http.whiteboard.servlet.pattern";
    static final String RESOURCE_PATTERN = "osgi.http.whiteboard.resource.pattern";
    static final String CONTEXT_NAME = "osgi.http.whiteboard.context.name";
    static final String CONTEXT_PATH = "osgi.http.whiteboard.context.path";
    static final String CONTEXT_SELECT = "osgi.http.whiteboard.context.select";

    /** The servlet context of whiteboard services that select none. */
    private static final String DEFAULT_CONTEXT = "default";

    /** Its resource providers are mounts of servlets, which are tracked by their own paths. */
    private static final String SERVLETS_RESOLVER = "org.apache.sling.servlets.resolver";

    private static final String FILTER = "(|(" + SLING_PATHS + "=*)(" + PROVIDER_ROOT + "=*)(" + SERVLET_PATTERN
            + "=*)(" + RESOURCE_PATTERN + "=*)(" + CONTEXT_PATH + "=*))";

    private final Bundle own;
    private final Collection<String> bases;
    private final Runnable changed;
    private final ServiceTracker<Object, ServiceReference<Object>> tracker;

    /** Claims of Sling services on paths at or above the base paths. */
    private final Map<ServiceReference<?>, List<PathClaim>> ofSling = new ConcurrentHashMap<>();

    private final Set<ServiceReference<?>> patterns = ConcurrentHashMap.newKeySet();
    private final Set<ServiceReference<?>> contexts = ConcurrentHashMap.newKeySet();

    /**
     * Creates a tracker, which finds nothing until it is opened.
     *
     * @param context context of this bundle
     * @param bases   base paths; claims that neither cover one of them nor lie below one are ignored
     * @param changed called after each change, possibly by several threads concurrently
     */
    @SuppressWarnings("this-escape") // the tracker calls back once it is opened
    ForeignPaths(BundleContext context, Collection<String> bases, Runnable changed) {
        this.own = context.getBundle();
        this.bases = List.copyOf(bases);
        this.changed = changed;
        try {
            this.tracker = new ServiceTracker<>(context, FrameworkUtil.createFilter(FILTER), this);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    void open() {
        tracker.open(true); // also services whose classes this bundle does not share
    }

    void close() {
        tracker.close();
    }

    /**
     * Returns the symbolic names of the other bundles that claim a path; empty if there are none.
     *
     * @param path absolute, without a trailing slash
     */
    List<String> ownersOf(String path) {
        Stream<ServiceReference<?>> sling = ofSling.entrySet().stream()
                .filter(claims -> claims.getValue().stream().anyMatch(claim -> claim.covers(path)))
                .map(Map.Entry::getKey);
        Stream<ServiceReference<?>> whiteboard =
                patterns.stream().filter(service -> patternClaims(service).anyMatch(claim -> claim.covers(path)));
        return Stream.concat(sling, whiteboard)
                .map(ServiceReference::getBundle)
                .filter(bundle -> bundle != null) // unregistered meanwhile
                .map(ForeignPaths::name)
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public @Nullable ServiceReference<Object> addingService(ServiceReference<Object> service) {
        if (own.equals(service.getBundle()) || !learn(service)) {
            return null;
        }
        changed.run();
        return service;
    }

    @Override
    public void modifiedService(ServiceReference<Object> service, ServiceReference<Object> known) {
        forget(service);
        learn(service);
        changed.run();
    }

    @Override
    public void removedService(ServiceReference<Object> service, ServiceReference<Object> known) {
        forget(service);
        changed.run();
    }

    private void forget(ServiceReference<?> service) {
        ofSling.remove(service);
        patterns.remove(service);
        contexts.remove(service);
    }

    /** Stores the claims of a service; returns whether any of them may concern the base paths. */
    private boolean learn(ServiceReference<?> service) {
        boolean matters = false;
        List<PathClaim> claims = slingClaims(service).filter(this::matters).toList();
        if (!claims.isEmpty()) {
            ofSling.put(service, claims);
            matters = true;
        }
        if (service.getProperty(SERVLET_PATTERN) != null || service.getProperty(RESOURCE_PATTERN) != null) {
            patterns.add(service);
            matters = true;
        }
        if (service.getProperty(CONTEXT_PATH) != null) {
            contexts.add(service);
            matters = true;
        }
        return matters;
    }

    private boolean matters(PathClaim claim) {
        return bases.stream()
                .anyMatch(base -> claim.covers(base) || claim.path().startsWith(base + "/"));
    }

    private static Stream<PathClaim> slingClaims(ServiceReference<?> service) {
        Stream<String> servlet = texts(service, SLING_PATHS);
        Bundle bundle = service.getBundle();
        Stream<String> provider = bundle == null || name(bundle).equals(SERVLETS_RESOLVER)
                ? Stream.empty()
                : texts(service, PROVIDER_ROOT);
        return Stream.concat(servlet, provider)
                .filter(path -> path.startsWith("/")) // others are relative to a search path
                .map(PathClaim::subtree);
    }

    private Stream<PathClaim> patternClaims(ServiceReference<?> service) {
        List<String> all = Stream.concat(texts(service, SERVLET_PATTERN), texts(service, RESOURCE_PATTERN))
                .toList();
        return contextPaths(service).flatMap(context -> all.stream().map(each -> PathClaim.pattern(context, each)));
    }

    /** Returns the paths of the contexts that a whiteboard service selects by filter or by name. */
    private Stream<String> contextPaths(ServiceReference<?> service) {
        String select = texts(service, CONTEXT_SELECT).findFirst().orElse(DEFAULT_CONTEXT);
        List<String> selected = contexts.stream()
                .filter(context -> selects(select, context))
                .flatMap(context -> texts(context, CONTEXT_PATH))
                .toList();
        return selected.isEmpty() && select.equals(DEFAULT_CONTEXT) ? Stream.of("/") : selected.stream();
    }

    private static boolean selects(String select, ServiceReference<?> context) {
        if (!select.startsWith("(")) {
            return select.equals(context.getProperty(CONTEXT_NAME));
        }
        try {
            return FrameworkUtil.createFilter(select).match(context);
        } catch (InvalidSyntaxException e) {
            return false; // the whiteboard does not serve it either
        }
    }

    private static Stream<String> texts(ServiceReference<?> service, String property) {
        Object value = service.getProperty(property);
        if (value instanceof Object[] several) {
            return Arrays.stream(several).map(String::valueOf);
        }
        if (value instanceof Collection<?> several) {
            return several.stream().map(String::valueOf);
        }
        return value == null ? Stream.empty() : Stream.of(value.toString());
    }

    private static String name(Bundle bundle) {
        String name = bundle.getSymbolicName();
        return name == null ? "bundle " + bundle.getBundleId() : name;
    }
}
