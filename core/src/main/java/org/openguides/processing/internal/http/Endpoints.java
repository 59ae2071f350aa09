package org.openguides.processing.internal.http;

import javax.servlet.Servlet;

import java.util.Hashtable;
import java.util.Map;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/** Binds every {@link ApiServlet} to its path below the base path that the administrator has chosen. */
@Component(service = Endpoints.class, immediate = true)
public final class Endpoints implements ServiceTrackerCustomizer<ApiServlet, ServiceRegistration<Servlet>> {

    static final String PATHS = "sling.servlet.paths";

    private final BundleContext context;
    private final ApiSettings settings;
    private final ServiceTracker<ApiServlet, ServiceRegistration<Servlet>> tracker;

    @Activate
    @SuppressWarnings("this-escape") // the tracker calls back when it is opened, which is last
    public Endpoints(BundleContext context, @Reference(name = "settings") ApiSettings settings) {
        this.context = context;
        this.settings = settings;
        this.tracker = new ServiceTracker<>(context, ApiServlet.class, this);
        if (settings.enabled()) {
            tracker.open();
        }
    }

    /** Takes all of them off their paths. */
    @Deactivate
    public void close() {
        tracker.close();
    }

    @Override
    @SuppressWarnings("JdkObsolete") // OSGi wants a Dictionary
    public ServiceRegistration<Servlet> addingService(ServiceReference<ApiServlet> reference) {
        ApiServlet servlet = context.getService(reference);
        String path = settings.basePath() + servlet.path();
        // Anonymous requests come as far as the servlet, which refuses them in the form that the contract promises.
        Map<String, Object> properties = Map.of(PATHS, path, "sling.auth.requirements", "-" + path);
        return context.registerService(Servlet.class, servlet, new Hashtable<>(properties));
    }

    @Override
    public void modifiedService(ServiceReference<ApiServlet> reference, ServiceRegistration<Servlet> bound) {
        // Where a servlet is bound does not depend on its properties.
    }

    @Override
    public void removedService(ServiceReference<ApiServlet> reference, ServiceRegistration<Servlet> bound) {
        bound.unregister();
        context.ungetService(reference);
    }
}
