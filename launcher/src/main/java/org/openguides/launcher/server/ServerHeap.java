package org.openguides.launcher.server;

import javax.management.JMX;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** Measures the heap of another JVM on this machine. */
public final class ServerHeap implements AutoCloseable {

    private static final long MEBIBYTE = 1 << 20;

    private final ServerJmx jmx;
    private final MemoryMXBean memory;

    /** Attaches to a JVM of the same user. */
    public ServerHeap(Process jvm) {
        jmx = new ServerJmx(jvm);
        try {
            memory = JMX.newMXBeanProxy(
                    jmx.beans(), new ObjectName(ManagementFactory.MEMORY_MXBEAN_NAME), MemoryMXBean.class);
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The heap in use after a garbage collection, in MiB. */
    public long liveMebibytes() {
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed() / MEBIBYTE;
    }

    @Override
    public void close() {
        jmx.close();
    }
}
