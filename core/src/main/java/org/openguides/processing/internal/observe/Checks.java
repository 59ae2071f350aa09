package org.openguides.processing.internal.observe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * All present checks. Safe for use by multiple threads. The services are fetched for each execution: a check may depend
 * on components that are being activated together with the publisher of the checks.
 */
@Component(service = Checks.class)
public final class Checks {

    private final BundleContext context;

    @Activate
    public Checks(BundleContext context) {
        this.context = context;
    }

    /** Executes all checks; returns their results ordered by name. */
    public List<Health> look() {
        return look(check -> true);
    }

    /** Executes some checks; returns their results ordered by name. */
    List<Health> look(Predicate<Check> wanted) {
        List<Health> all = new ArrayList<>();
        for (ServiceReference<Check> reference : references()) {
            Check check = context.getService(reference);
            if (check != null) { // null if it was unregistered meanwhile
                if (wanted.test(check)) {
                    all.add(Health.of(check));
                }
                context.ungetService(reference);
            }
        }
        all.sort(Comparator.comparing(Health::name));
        return all;
    }

    private Iterable<ServiceReference<Check>> references() {
        try {
            return context.getServiceReferences(Check.class, null);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
