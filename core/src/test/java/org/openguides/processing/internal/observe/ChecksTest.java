package org.openguides.processing.internal.observe;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.Selection;
import org.openguides.processing.testing.ARun;
import org.openguides.processing.testing.OsgiFramework;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;

/** Publication of the results of checks. */
class ChecksTest {

    @RegisterExtension
    final OsgiFramework osgi = new OsgiFramework();

    private final AtomicReference<List<Finding>> findings = new AtomicReference<>(List.of(Finding.ok("fine")));
    private final Logger log = mock(Logger.class);

    private BundleContext bundle;
    private Checks checks;

    @BeforeEach
    void twoChecks() throws Exception {
        bundle = osgi.bundle("org.openguides.core");
        checks = new Checks(bundle);
        bundle.registerService(Check.class, new ACheck("b works", findings::get), null);
        bundle.registerService(
                Check.class,
                new ACheck("a breaks", () -> {
                    throw new IllegalArgumentException("No enum constant");
                }),
                null);
    }

    /** A simple check. */
    private record ACheck(String name, Supplier<List<Finding>> looks) implements Check {
        @Override
        public String beanName() {
            return name.replace(" ", "");
        }

        @Override
        public List<Finding> look() {
            return looks.get();
        }
    }

    @Test
    void aFailingCheckDoesNotHideOthers() {
        List<Health> all = checks.look();

        assertEquals(
                List.of("a breaks", "b works"), all.stream().map(Health::name).toList());
        assertEquals(Severity.CRITICAL, all.get(0).status());
        assertTrue(all.get(0).findings().get(0).message().contains("No enum constant"), all::toString);
        assertEquals(new Health("b works", List.of(Finding.ok("fine"))), all.get(1));
    }

    @Test
    void theStatusIsTheWorstFinding() {
        assertEquals(Severity.OK, new Health("x", List.of()).status());
        assertEquals(
                Severity.CRITICAL,
                new Health("x", List.of(Finding.ok("1"), Finding.critical("2"), Finding.warn("3"))).status());
    }

    @Test
    void felixHasEachUnderItsNamesAndTheTagOfTheOperationsDashboard() throws Exception {
        FelixHealthChecks felix = new FelixHealthChecks(bundle, mock(HealthCheckExecutor.class));

        ServiceReference<?>[] shown = bundle.getServiceReferences(HealthCheck.class.getName(), "(hc.name=b works)");
        assertEquals(1, shown.length);
        assertEquals("bworks", shown[0].getProperty("hc.mbean.name"));
        assertEquals(List.of("openguides", "system"), Arrays.asList((String[]) shown[0].getProperty("hc.tags")));
        HealthCheck check = (HealthCheck) bundle.getService(shown[0]);
        assertEquals(Result.Status.OK, check.execute().getStatus());
        findings.set(List.of(Finding.warn("queue {} of a name is suspended")));
        assertEquals(Result.Status.WARN, check.execute().getStatus());
        findings.set(List.of(Finding.critical("gone")));
        assertEquals(Result.Status.CRITICAL, check.execute().getStatus());

        felix.close();
        assertNull(bundle.getServiceReferences(HealthCheck.class.getName(), null));
    }

    @Test
    void theLogHasEachFindingOnceAndItsEnd() {
        HealthLog underTest = new HealthLog(checks, log);
        underTest.run();
        verify(log).error(anyString(), any(), any()); // the one that fails
        underTest.run();
        verifyNoMoreInteractions(log);

        Finding suspended = Finding.warn("suspended");
        findings.set(List.of(suspended));
        underTest.run();
        underTest.run();
        verify(log, times(1)).warn("{}: {}", "b works", "suspended");

        findings.set(List.of(suspended, Finding.critical("gone")));
        underTest.run();
        verify(log, times(1)).error("{}: {}", "b works", "gone");
        verify(log, times(1)).warn("{}: {}", "b works", "suspended");

        findings.set(List.of());
        underTest.run();
        verify(log).info("{}: no longer: {}", "b works", "suspended");
        verify(log).info("{}: no longer: {}", "b works", "gone");
    }

    @Test
    void whatIsLoggedAtItsSourceIsNotLoggedAgain() {
        bundle.registerService(
                Check.class,
                new Check() {
                    @Override
                    public String name() {
                        return "c";
                    }

                    @Override
                    public String beanName() {
                        return "c";
                    }

                    @Override
                    public List<Finding> look() {
                        return List.of(Finding.warn("told"));
                    }

                    @Override
                    public boolean isLoggedAtItsSource() {
                        return true;
                    }
                },
                null);

        new HealthLog(checks, log).run();

        verify(log, never()).warn(anyString(), any(), any());
    }

    @Test
    void jmxShowsChecksAndRuns() throws Exception {
        List<String> paths = new ArrayList<>(List.of("/content/dam/a"));
        Suspects suspects = new Suspects() {
            @Override
            public List<String> list() {
                return List.copyOf(paths);
            }

            @Override
            public void forget() {
                paths.clear();
            }
        };
        findings.set(List.of(Finding.warn("suspended")));
        Processing bean = new Processing(
                bundle, checks, () -> List.of(run("r2", RunState.RUNNING), run("r1", RunState.QUEUED)), suspects);
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("org.openguides:type=Processing");
        server.registerMBean(bean, name);
        try {
            assertEquals("CRITICAL", server.getAttribute(name, "Health"));
            assertEquals("0.0.0", server.getAttribute(name, "Version"));
            assertEquals(1, server.getAttribute(name, "RunningRuns"));
            assertEquals(1, server.getAttribute(name, "WaitingRuns"));
            assertArrayEquals(new String[] {"r1: QUEUED, 3 of 10", "r2: RUNNING, 3 of 10"}, (String[])
                    server.getAttribute(name, "Runs"));
            String[] all = (String[]) server.getAttribute(name, "Findings");
            assertEquals("b works: WARN: suspended", all[1]);
            assertArrayEquals(new String[] {"/content/dam/a"}, (String[]) server.getAttribute(name, "Suspects"));
            server.invoke(name, "forgetSuspects", new Object[0], new String[0]);
            assertArrayEquals(new String[0], (String[]) server.getAttribute(name, "Suspects"));
        } finally {
            server.unregisterMBean(name);
        }
    }

    private static Run run(String id, RunState state) {
        return ARun.called(id)
                .in(state)
                .selected(Selection.State.WALKING, 10)
                .counting(1, 1, 1)
                .build();
    }
}
