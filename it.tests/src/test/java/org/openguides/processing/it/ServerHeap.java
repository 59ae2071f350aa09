package org.openguides.processing.it;

import javax.management.JMX;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;

/** Looks into the heap of another JVM on this machine. */
public final class ServerHeap implements AutoCloseable {

    private static final long MEBIBYTE = 1 << 20;

    private final JMXConnector connector;
    private final MemoryMXBean memory;

    public ServerHeap(Process jvm) {
        try {
            VirtualMachine machine = VirtualMachine.attach(String.valueOf(jvm.pid()));
            connector = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
            machine.detach();
            MBeanServerConnection server = connector.getMBeanServerConnection();
            memory = JMX.newMXBeanProxy(
                    server, new ObjectName(ManagementFactory.MEMORY_MXBEAN_NAME), MemoryMXBean.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (AttachNotSupportedException | MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is in use after a garbage collection, in MiB. */
    public long liveMebibytes() {
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed() / MEBIBYTE;
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
