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
import org.slf4j.LoggerFactory;

/**
 * Binds every {@link ApiServlet} to its path below {@link ApiSettings#OWN_BASE_PATH}, and to that below the base path of the
 * settings as long as no other bundle serves it. Safe for use by many threads: whatever changes, one thread binds and
 * withdraws, without a lock, for both call out to whatever listens to services.
 */
@Component(service = Endpoints.class, immediate = true)
public final class Endpoints implements ServiceTrackerCustomizer<ApiServlet, ApiServlet> {

    /** An owner that comes after us wins at once, before it is known here. */
    static final int YIELDING = Integer.MIN_VALUE;

    private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);

    private final BundleContext context;
    private final ApiSettings settings;
    private final ForeignPaths foreign;
    private final ServiceTracker<ApiServlet, ApiServlet> tracker;
    private final Map<ServiceReference<ApiServlet>, ApiServlet> servlets = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** Changes that have not been looked at yet. */
    private final AtomicInteger changes = new AtomicInteger();

    // By the one thread that settles.
    private final Map<Place, ServiceRegistration<Servlet>> bound = new HashMap<>();
    private Map<String, List<String>> told = Map.of();

    /**
     * Who serves a documented path.
     *
     * @param path   absolute
     * @param others symbolic names of other bundles that claim it; none if it is ours alone
     * @param isOurs whether our servlet is bound there
     */
    record Owned(String path, List<String> others, boolean isOurs) {}

    private record Place(ServiceReference<ApiServlet> servlet, String path) {}

    @Activate
    @SuppressWarnings("this-escape") // the trackers call back when they are opened, which is last
    public Endpoints(BundleContext context, @Reference(name = "settings") ApiSettings settings) {
        this.context = context;
        this.settings = settings;
        this.foreign = new ForeignPaths(context, settings.basePaths(), this::settle);
        this.tracker = new ServiceTracker<>(context, ApiServlet.class, this);
        if (settings.enabled()) {
            foreign.open(); // first: no path is bound before it is known whose it is
            tracker.open();
        }
    }

    /** Takes all of them off their paths. */
    @Deactivate
    public void close() {
        closed = true;
        settle();
        tracker.close();
        foreign.close();
    }

    /** The documented paths, in their order, and who serves them; none if the endpoints are switched off. */
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
        // Where a servlet is bound does not depend on its properties.
    }

    @Override
    public void removedService(ServiceReference<ApiServlet> reference, ApiServlet servlet) {
        servlets.remove(reference);
        settle();
        context.ungetService(reference);
    }

    /** Called again, or by another thread, while it is at work, it only leaves word: the one at work looks once more. */
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
                changes.set(0); // the bundle stops
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

    @SuppressWarnings("JdkObsolete") // OSGi wants a Dictionary
    private ServiceRegistration<Servlet> bind(String path, ApiServlet servlet) {
        Map<String, Object> properties = new HashMap<>(Map.of(ForeignPaths.SLING_PATHS, path));
        if (!settings.isOwn(path)) {
            properties.put(Constants.SERVICE_RANKING, YIELDING);
        }
        return context.registerService(Servlet.class, servlet, new Hashtable<>(properties));
    }

    /** Each change once. */
    private void tell() {
        Map<String, List<String>> now = new TreeMap<>();
        if (!closed) {
            owners().stream()
                    .filter(path -> !path.others().isEmpty())
                    .forEach(path -> now.put(path.path(), path.others()));
        }
        now.forEach((path, others) -> {
            if (!others.equals(told.get(path))) {
                LOG.error(
                        "{} is served by {} too. {}",
                        path,
                        String.join(", ", others),
                        settings.isOwn(path)
                                ? "That path is ours alone: which of the two answers is left to chance."
                                : "OpenGuides leaves it to that bundle, and answers below " + ApiSettings.OWN_BASE_PATH
                                        + " only.");
            }
        });
        if (!closed) {
            told.keySet().stream()
                    .filter(path -> !now.containsKey(path))
                    .forEach(path -> LOG.info("{} is free again; OpenGuides answers there.", path));
        }
        told = now;
    }

    private List<String> paths() {
        Set<String> below = servlets.values().stream().map(ApiServlet::path).collect(Collectors.toSet());
        return settings.basePaths().stream()
                .flatMap(base -> below.stream().map(path -> base + path).sorted())
                .toList();
    }
}
