package org.openguides.processing.internal.http;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Tells when another bundle claims a path of ours, as AEM Guides itself may. Sling then asks the servlet of the higher
 * service ranking, or, among equals, the one that came first: which that is may change with each restart.
 */
@Component(
        service = HealthCheck.class,
        property = {HealthCheck.NAME + "=OpenGuides endpoints", HealthCheck.TAGS + "=openguides"})
public final class EndpointOwnersCheck implements HealthCheck {

    private final BundleContext context;
    private final ApiSettings settings;

    @Activate
    public EndpointOwnersCheck(BundleContext context, @Reference(name = "settings") ApiSettings settings) {
        this.context = context;
        this.settings = settings;
    }

    @Override
    public Result execute() {
        FormattingResultLog log = new FormattingResultLog();
        if (!settings.enabled()) {
            log.info("The endpoints are switched off.");
            return new Result(log);
        }
        Map<String, List<ServiceReference<?>>> owners = owners();
        owners.forEach((path, services) -> {
            if (services.size() > 1) {
                log.critical(
                        "{} has several owners: {}. The first one answers. Give ours another basePath, see"
                                + " org.openguides.processing.http.",
                        path,
                        services.stream().map(EndpointOwnersCheck::describe).collect(Collectors.joining(", ")));
            }
        });
        log.info("{} endpoints below {}", owners.size(), settings.basePath());
        return new Result(log);
    }

    /** Who claims a path that one of our servlets has, the one that is asked first. */
    private Map<String, List<ServiceReference<?>>> owners() {
        Map<String, List<ServiceReference<?>>> owners = new TreeMap<>();
        servletsAt(settings.basePath() + "/*")
                .filter(service -> service.getBundle().equals(context.getBundle()))
                .flatMap(EndpointOwnersCheck::paths)
                .forEach(path -> owners.put(
                        path, servletsAt(path).sorted((a, b) -> b.compareTo(a)).collect(Collectors.toList())));
        return owners;
    }

    private Stream<ServiceReference<?>> servletsAt(String path) {
        try {
            ServiceReference<?>[] services =
                    context.getAllServiceReferences(null, "(" + Endpoints.PATHS + "=" + path + ")");
            return services == null ? Stream.empty() : Arrays.stream(services);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<String> paths(ServiceReference<?> service) {
        Object paths = service.getProperty(Endpoints.PATHS);
        return paths instanceof String[] several ? Arrays.stream(several) : Stream.of(String.valueOf(paths));
    }

    private static String describe(ServiceReference<?> service) {
        return service.getBundle().getSymbolicName() + " (service " + service.getProperty("service.id") + ")";
    }
}
