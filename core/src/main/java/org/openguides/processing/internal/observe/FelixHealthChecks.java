package org.openguides.processing.internal.observe;

import java.util.Hashtable;
import java.util.Map;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/**
 * Publishes each check as a health check of Apache Felix. The reference to the executor makes this class load only
 * where Felix Health Checks are installed: AEM 6.5 LTS has not even their API.
 */
@Component(
        service = {},
        immediate = true)
public final class FelixHealthChecks implements ServiceTrackerCustomizer<Check, ServiceRegistration<HealthCheck>> {

    /** A tag of this bundle, and the one that adds a check to the System Checks in AEM's Operations Dashboard. */
    static final String[] TAGS = {"openguides", "system"};

    private final BundleContext context;
    private final ServiceTracker<Check, ServiceRegistration<HealthCheck>> checks;

    @Activate
    @SuppressWarnings("this-escape") // the tracker calls back when it is opened, which is done last
    public FelixHealthChecks(BundleContext context, @Reference(name = "executor") HealthCheckExecutor executor) {
        this.context = context;
        this.checks = new ServiceTracker<>(context, Check.class, this);
        checks.open();
    }

    @Deactivate
    public void close() {
        checks.close();
    }

    @Override
    @SuppressWarnings("JdkObsolete") // OSGi requires a Dictionary
    public ServiceRegistration<HealthCheck> addingService(ServiceReference<Check> reference) {
        Check check = context.getService(reference);
        Map<String, Object> properties = Map.of(
                HealthCheck.NAME, check.name(), HealthCheck.MBEAN_NAME, check.beanName(), HealthCheck.TAGS, TAGS);
        return context.registerService(HealthCheck.class, () -> result(check), new Hashtable<>(properties));
    }

    @Override
    public void modifiedService(ServiceReference<Check> reference, ServiceRegistration<HealthCheck> shown) {
        // the results of a check do not depend on its properties
    }

    @Override
    public void removedService(ServiceReference<Check> reference, ServiceRegistration<HealthCheck> shown) {
        shown.unregister();
        context.ungetService(reference);
    }

    private static Result result(Check check) {
        FormattingResultLog log = new FormattingResultLog();
        for (Finding finding : Health.of(check).findings()) {
            switch (finding.severity()) {
                case OK -> log.info("{}", finding.message());
                case WARN -> log.warn("{}", finding.message());
                case CRITICAL -> log.critical("{}", finding.message());
            }
        }
        return new Result(log);
    }
}
