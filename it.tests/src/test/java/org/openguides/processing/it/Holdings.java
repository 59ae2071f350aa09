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

/**
 * What a server holds on to.
 *
 * @param threads  the names of those of ours, in order
 * @param sessions how many of the repository are open
 */
record Holdings(List<String> threads, long sessions) {

    private static final String OURS = "openguides";
    private static final String STATISTICS = "org.apache.jackrabbit.oak:type=RepositoryStats,*";

    /** As it is now; the server offers its MBean server to the JMX whiteboard, see {@link PlatformBeans}. */
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

    /** As many threads of the same names, and no more sessions. */
    boolean isNoMoreThan(Holdings before) {
        return threads.equals(before.threads) && sessions <= before.sessions;
    }

    /** The last of the values that Oak has taken, one each second. */
    private static long sessions(MBeanServerConnection beans) throws IOException, JMException {
        ObjectName statistics = beans.queryNames(new ObjectName(STATISTICS), null).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no statistics of the repository"));
        CompositeData counts = (CompositeData) beans.getAttribute(statistics, "SessionCount");
        long[] seconds = (long[]) counts.get("per second");
        return seconds[seconds.length - 1];
    }
}
