package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.io.IOException;
import java.util.List;

import org.openguides.processing.internal.catalog.CatalogUnavailableException;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.observe.Checks;
import org.openguides.processing.internal.observe.Installation;
import org.openguides.processing.internal.observe.Nodes;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code GET /system/status}: versions, results of the health checks, and the owners of the documented paths. */
@Component(service = ApiServlet.class)
public final class SystemStatusServlet extends ApiServlet {

    static final String PATH = "/system/status";

    private final BundleContext context;
    private final Installation installation;
    private final Catalogs catalogs;
    private final Checks checks;
    private final Nodes nodes;

    @Activate
    public SystemStatusServlet(
            BundleContext context,
            @Reference(name = "settings") ApiSettings settings,
            @Reference(name = "catalogs") Catalogs catalogs,
            @Reference(name = "checks") Checks checks,
            @Reference(name = "nodes") Nodes nodes) {
        super(settings, PATH, "GET", "HEAD");
        this.context = context;
        this.installation = new Installation(context);
        this.catalogs = catalogs;
        this.checks = checks;
        this.nodes = nodes;
    }

    @Override
    Answer answer(Call call) throws IOException, RepositoryException {
        SystemStatusJson status = new SystemStatusJson(
                installation,
                catalogs.isInDatabase(),
                isCatalogReachable(),
                nodes.present(),
                checks.look(),
                owners(),
                call.caller().isOperator());
        return JsonAnswer.ok(status.status());
    }

    private boolean isCatalogReachable() {
        try {
            catalogs.check();
            return true;
        } catch (CatalogUnavailableException e) {
            return false; // the health check of the catalog reports and logs the cause
        }
    }

    /** Looked up lazily: {@link Endpoints} gets this servlet during its own activation. */
    private List<Endpoints.Owned> owners() {
        ServiceReference<Endpoints> reference = context.getServiceReference(Endpoints.class);
        Endpoints endpoints = reference == null ? null : context.getService(reference);
        if (endpoints == null) {
            return List.of();
        }
        try {
            return endpoints.owners();
        } finally {
            context.ungetService(reference);
        }
    }
}
