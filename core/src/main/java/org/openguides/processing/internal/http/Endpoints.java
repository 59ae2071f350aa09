package org.openguides.processing.internal.http;

import javax.servlet.Servlet;

import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import org.openguides.processing.internal.log.ServerLog;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;

/**
 * Registers every {@link ApiServlet} at its path below {@link ApiSettings#OWN_BASE_PATH}, and also below the configured
 * base path as long as no other bundle serves that path. Safe for use by multiple threads: a single thread at a time
 * registers and unregisters, without holding a lock, since both call service listeners.
 */
@Component(service = Endpoints.class, immediate = true)
public final class Endpoints implements ServiceTrackerCustomizer<ApiServlet, ApiServlet> {

    /**
     * Lowest ranking, so that another bundle's servlet wins as soon as it is registered, even before it is detected
     * here.
     */
    static final int YIELDING = Integer.MIN_VALUE;

    private static final Logger LOG = ServerLog.of(Endpoints.class);

    private final BundleContext context;
    private final ApiSettings settings;
    private final ForeignPaths foreign;
    private final ServiceTracker<ApiServlet, ApiServlet> tracker;
    private final Map<ServiceReference<ApiServlet>, ApiServlet> servlets = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** Number of changes that have not been applied yet. */
    private final AtomicInteger changes = new AtomicInteger();

    // Only accessed by the thread that applies the changes.
    private final Map<Place, ServiceRegistration<Servlet>> bound = new HashMap<>();
    private Map<String, List<String>> reported = Map.of();

    /**
     * Describes which bundles serve a documented path.
     *
     * @param path   absolute path
     * @param others symbolic names of other bundles that claim the path; empty if there are none
     * @param isOurs whether the servlet of this bundle is registered at the path
     */
    record Owned(String path, List<String> others, boolean isOurs) {}

    private record Place(ServiceReference<ApiServlet> servlet, String path) {}

    @Activate
    @SuppressWarnings("this-escape") // the trackers call back once they are opened, which happens last
    public Endpoints(BundleContext context, @Reference(name = "settings") ApiSettings settings) {
        this.context = context;
        this.settings = settings;
        this.foreign = new ForeignPaths(context, settings.basePaths(), this::settle);
        this.tracker = new ServiceTracker<>(context, ApiServlet.class, this);
        if (settings.enabled()) {
            foreign.open(); // first, so that no path is registered before its owners are known
            tracker.open();
        }
    }

    /** Unregisters all servlets. */
    @Deactivate
    public void close() {
        closed = true;
        settle();
        tracker.close();
        foreign.close();
    }

    /** Returns the documented paths in order, with their owners; empty if the endpoints are disabled. */
    List<Owned> owners() {
        return paths().stream()
                .map(path -> {
                    List<String> others = foreign.ownersOf(path);
                    return new Owned(path, others, others.isEmpty() || settings.isOwn(path));
                })
                .toList();
    }

    @Override
    public ApiServlet addingService(ServiceReference<ApiServlet> reference) {
        ApiServlet servlet = context.getService(reference);
        servlets.put(reference, servlet);
        settle();
        return servlet;
    }

    @Override
    public void modifiedService(ServiceReference<ApiServlet> reference, ApiServlet servlet) {
        // The paths of a servlet do not depend on its service properties.
    }

    @Override
    public void removedService(ServiceReference<ApiServlet> reference, ApiServlet servlet) {
        servlets.remove(reference);
        settle();
        context.ungetService(reference);
    }

    /**
     * Applies all changes. If it is called again meanwhile, by this or another thread, it only records the change, and
     * the call in progress makes another pass.
     */
    private void settle() {
        if (changes.getAndIncrement() > 0) {
            return;
        }
        boolean done = false;
        try {
            int seen;
            do {
                seen = changes.get();
                bindAndWithdraw();
            } while (changes.addAndGet(-seen) > 0);
            done = true;
        } finally {
            if (!done) {
                changes.set(0); // the bundle is stopping
            }
        }
    }

    private void bindAndWithdraw() {
        Map<Place, ApiServlet> wanted = wanted();
        bound.entrySet().removeIf(each -> {
            boolean leave = !wanted.containsKey(each.getKey());
            if (leave) {
                each.getValue().unregister();
            }
            return leave;
        });
        wanted.forEach((place, servlet) -> bound.computeIfAbsent(place, unbound -> bind(unbound.path(), servlet)));
        tell();
    }

    private Map<Place, ApiServlet> wanted() {
        Map<Place, ApiServlet> wanted = new HashMap<>();
        if (!closed) {
            servlets.forEach((reference, servlet) -> {
                for (String base : settings.basePaths()) {
                    String path = base + servlet.path();
                    if (settings.isOwn(path) || foreign.ownersOf(path).isEmpty()) {
                        wanted.put(new Place(reference, path), servlet);
                    }
                }
            });
        }
        return wanted;
    }

    @SuppressWarnings("JdkObsolete") // the OSGi API requires a Dictionary
    private ServiceRegistration<Servlet> bind(String path, ApiServlet servlet) {
        Map<String, Object> properties = new HashMap<>(Map.of(ForeignPaths.SLING_PATHS, path));
        if (!settings.isOwn(path)) {
            properties.put(Constants.SERVICE_RANKING, YIELDING);
        }
        return context.registerService(Servlet.class, servlet, new Hashtable<>(properties));
    }

    /** Logs each change of owners once. */
    private void tell() {
        Map<String, List<String>> now = new TreeMap<>();
        if (!closed) {
            owners().stream()
                    .filter(path -> !path.others().isEmpty())
                    .forEach(path -> now.put(path.path(), path.others()));
        }
        now.forEach((path, others) -> {
            if (!others.equals(reported.get(path))) {
                LOG.error(
                        "{} is also served by {}. {}",
                        path,
                        String.join(", ", others),
                        settings.isOwn(path)
                                ? "This path is reserved for OpenGuides: it is undefined which bundle serves it."
                                : "OpenGuides does not serve it, and is available below " + ApiSettings.OWN_BASE_PATH
                                        + " only.");
            }
        });
        if (!closed) {
            reported.keySet().stream()
                    .filter(path -> !now.containsKey(path))
                    .forEach(path ->
                            LOG.info("{} is not served by another bundle any more; OpenGuides serves it.", path));
        }
        reported = now;
    }

    private List<String> paths() {
        Set<String> below = servlets.values().stream().map(ApiServlet::path).collect(Collectors.toSet());
        return settings.basePaths().stream()
                .flatMap(base -> below.stream().map(path -> base + path).sorted())
                .toList();
    }
}
