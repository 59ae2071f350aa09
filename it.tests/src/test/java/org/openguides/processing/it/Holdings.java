package org.openguides.processing.it;

import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;

import org.openguides.launcher.server.ServerJmx;

/**
 * The threads and sessions of a server.
 *
 * @param threads  the names of our threads, in order
 * @param sessions number of open repository sessions
 */
record Holdings(List<String> threads, long sessions) {

    private static final String OURS = "openguides";
    private static final String STATISTICS = "org.apache.jackrabbit.oak:type=RepositoryStats,*";

    /** The current values; the server registers its MBean server with the JMX whiteboard, see {@link PlatformBeans}. */
    static Holdings of(ServerJmx jmx) {
        try {
            MBeanServerConnection beans = jmx.beans();
            ThreadMXBean threads = ManagementFactory.newPlatformMXBeanProxy(
                    beans, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
            List<String> ours = Arrays.stream(threads.dumpAllThreads(false, false))
                    .map(ThreadInfo::getThreadName)
                    .filter(name -> name.contains(OURS))
                    .sorted()
                    .toList();
            return new Holdings(ours, sessions(beans));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether there are no threads that only exist while runs begin or work. */
    boolean isSettled() {
        return threads.stream()
                .noneMatch(name -> name.startsWith("openguides-worker-") || name.startsWith("openguides-takeover-"));
    }

    /** Whether there are the same threads and no more sessions. */
    boolean isNoMoreThan(Holdings before) {
        return threads.equals(before.threads) && sessions <= before.sessions;
    }

    /** The latest of the samples that Oak takes each second. */
    private static long sessions(MBeanServerConnection beans) throws IOException, JMException {
        ObjectName statistics = beans.queryNames(new ObjectName(STATISTICS), null).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no statistics of the repository"));
        CompositeData counts = (CompositeData) beans.getAttribute(statistics, "SessionCount");
        long[] seconds = (long[]) counts.get("per second");
        return seconds[seconds.length - 1];
    }
}
