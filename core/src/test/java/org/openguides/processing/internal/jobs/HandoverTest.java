package org.openguides.processing.internal.jobs;

import javax.jcr.Node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.JobManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.internal.engine.Cluster;
import org.openguides.processing.internal.store.RecordFormat;
import org.openguides.processing.testing.LaterVersion;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/** Jobs that only a later version understands. */
class HandoverTest {

    private static final Map<String, Object> PROPERTIES = Topics.run("r1");

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private final Deque<Map<String, Object>> sent = new ArrayDeque<>();
    private final JobManager jobs = mock(JobManager.class);
    private Node record;

    @BeforeEach
    void start() throws Exception {
        when(jobs.addJob(eq(Topics.RUN), any())).thenAnswer(call -> {
            sent.add(call.getArgument(1));
            return mock(Job.class);
        });
        record = oak.login().getNode("/var/openguides/runs");
        LaterVersion.FORMAT.write(record);
    }

    /** Sling assigns them to the nodes in turn; this must end if all nodes have the present version. */
    @Test
    void goToAnotherNodeSomeTimes() throws Exception {
        Map<String, Object> job = PROPERTIES;
        for (int times = 0; times < 3; times++) {
            assertTrue(deliver(job, false));
            job = sent.removeLast();
            assertEquals("r1", job.get(Topics.RUN_ID));
        }

        assertTrue(deliver(job, false), "done, so that Sling does not count it as a try");
        assertEquals(0, sent.size());
    }

    @Test
    void areDroppedWhereThereIsNoOtherNode() throws Exception {
        assertTrue(deliver(PROPERTIES, true));
        assertEquals(0, sent.size());
    }

    @Test
    void othersAreWorkedOnHere() throws Exception {
        Handover underTest = new Handover(new JobSender(jobs, oak.sessions()), node -> false);
        assertTrue(underTest
                .orPassOn(job(PROPERTIES), "r1", PROPERTIES, () -> true)
                .isDone());
        assertFalse(underTest
                .orPassOn(job(PROPERTIES), "r1", PROPERTIES, () -> false)
                .isDone());
        assertEquals(0, sent.size());
    }

    private boolean deliver(Map<String, Object> properties, boolean alone) throws Exception {
        Cluster nodes = new Cluster() {
            @Override
            public boolean hasLeft(String node) {
                return false;
            }

            @Override
            public boolean isAlone() {
                return alone;
            }
        };
        GuardedJob.Work work = () -> {
            RecordFormat.check(record);
            return false;
        };
        return new Handover(new JobSender(jobs, oak.sessions()), nodes)
                .orPassOn(job(properties), "r1", PROPERTIES, work)
                .isDone();
    }

    private static Job job(Map<String, Object> properties) {
        Job job = mock(Job.class);
        when(job.getTopic()).thenReturn(Topics.RUN);
        when(job.getProperty(anyString(), anyString()))
                .thenAnswer(call -> properties.getOrDefault(call.<String>getArgument(0), call.getArgument(1)));
        return job;
    }
}
