package org.openguides.processing.it;

import javax.management.MBeanServer;

import java.lang.management.ManagementFactory;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Offers the MBean server of the JVM as a service, as AEM does: the JMX whiteboard of Apache Aries registers MBeans only with servers that are
 * services. It is the activator of a bundle of its own on the server that is tested.
 */
public final class PlatformBeans implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        context.registerService(MBeanServer.class, ManagementFactory.getPlatformMBeanServer(), null);
    }

    @Override
    public void stop(BundleContext context) {
        // the framework unregisters what a bundle has registered
    }
}
