package org.openguides.processing.it;

import javax.management.MBeanServer;

import java.lang.management.ManagementFactory;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Registers the MBean server of the JVM as a service, as AEM does: the JMX whiteboard of Apache Aries registers MBeans only with servers that are
 * services. It is the activator of a separate bundle on the tested server.
 */
public final class PlatformBeans implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        context.registerService(MBeanServer.class, ManagementFactory.getPlatformMBeanServer(), null);
    }

    @Override
    public void stop(BundleContext context) {
        // the framework unregisters the services of a bundle
    }
}
