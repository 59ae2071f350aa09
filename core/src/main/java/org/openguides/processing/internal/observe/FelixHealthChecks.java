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
 * Shows each check as a health check of Apache Felix. The executor is referred to so that this class is loaded only where
 * Felix's health checks are: AEM 6.5 LTS has none, and not even their API.
 */
@Component(
        service = {},
        immediate = true)
public final class FelixHealthChecks implements ServiceTrackerCustomizer<Check, ServiceRegistration<HealthCheck>> {

    /** Ours, and the one by which AEM's Operations Dashboard puts a check among its System Checks. */
    static final String[] TAGS = {"openguides", "system"};

    private final BundleContext context;
    private final ServiceTracker<Check, ServiceRegistration<HealthCheck>> checks;

    @Activate
    @SuppressWarnings("this-escape") // the tracker calls back when it is opened, which is last
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
    @SuppressWarnings("JdkObsolete") // OSGi wants a Dictionary
    public ServiceRegistration<HealthCheck> addingService(ServiceReference<Check> reference) {
        Check check = context.getService(reference);
        Map<String, Object> properties = Map.of(
                HealthCheck.NAME, check.name(), HealthCheck.MBEAN_NAME, check.beanName(), HealthCheck.TAGS, TAGS);
        return context.registerService(HealthCheck.class, () -> result(check), new Hashtable<>(properties));
    }

    @Override
    public void modifiedService(ServiceReference<Check> reference, ServiceRegistration<HealthCheck> shown) {
        // what a check says of itself does not depend on properties
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
