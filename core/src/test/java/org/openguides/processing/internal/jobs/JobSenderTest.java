package org.openguides.processing.internal.jobs;

import javax.jcr.Node;
import javax.jcr.Session;

import java.util.Map;

import org.apache.jackrabbit.commons.JcrUtils;
import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.JobManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

/** See TakenJobNamesIT in it.tests for the behaviour of a real Sling with names that are taken. */
class JobSenderTest {

    private static final Map<String, Object> MINE = Topics.partition("run", "p00009");

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private final JobManager jobs = mock(JobManager.class);
    private final JobSender underTest = new JobSender(jobs, oak.sessions());

    @Test
    void sendsOnceIfTheJobIsThere() {
        Job job = job("1", MINE);
        when(jobs.addJob(Topics.PARTITION, MINE)).thenReturn(job);
        when(jobs.getJobById("1")).thenReturn(job);

        assertTrue(underTest.send(Topics.PARTITION, MINE));
        verify(jobs, times(1)).addJob(Topics.PARTITION, MINE);
    }

    /** As with an asynchronous index, where Sling's own query does not find the job. */
    @Test
    void looksAtTheRecordAndAsksNoQuery() throws Exception {
        Job first = job("2026/11/29/18/40/node_0", MINE);
        Job second = job("2026/11/29/18/40/node_1", MINE);
        when(jobs.addJob(Topics.PARTITION, MINE)).thenReturn(first, second);
        record(first, "assigned/node", Topics.partition("run", "p00003"));
        record(second, "assigned/node", MINE);

        assertTrue(underTest.send(Topics.PARTITION, MINE));

        verify(jobs, times(2)).addJob(Topics.PARTITION, MINE);
        verify(jobs, never()).getJobById(anyString());
        assertEquals(0, oak.openSessions());
    }

    @Test
    void looksAtTheRecordOfAJobThatNoNodeHasYet() throws Exception {
        Job job = job("2026/11/29/18/40/node_0", MINE);
        when(job.getTargetInstance()).thenReturn(null);
        when(jobs.addJob(Topics.PARTITION, MINE)).thenReturn(job);
        record(job, "unassigned", MINE);

        assertTrue(underTest.send(Topics.PARTITION, MINE));

        verify(jobs, never()).getJobById(anyString());
    }

    private void record(Job job, String folder, Map<String, Object> properties) throws Exception {
        Session session = oak.login();
        String path = "/var/eventing/jobs/" + folder + "/" + Topics.PARTITION.replace('/', '.') + "/" + job.getId();
        Node record = JcrUtils.getOrCreateByPath(path, "nt:unstructured", session);
        for (Map.Entry<String, Object> property : properties.entrySet()) {
            record.setProperty(property.getKey(), property.getValue().toString());
        }
        session.save();
        session.logout();
    }

    @Test
    void sendsAgainIfAnotherJobHasItsName() {
        Job first = job("1", MINE);
        Job second = job("2", MINE);
        Job older = job("1", Topics.partition("run", "p00003"));
        when(jobs.addJob(Topics.PARTITION, MINE)).thenReturn(first, second);
        when(jobs.getJobById("1")).thenReturn(older);
        when(jobs.getJobById("2")).thenReturn(second);

        assertTrue(underTest.send(Topics.PARTITION, MINE));
        verify(jobs, times(2)).addJob(Topics.PARTITION, MINE);
    }

    @Test
    void doesNotSendAgainWhatIsDoneAlready() {
        Job job = job("1", MINE);
        when(jobs.addJob(Topics.PARTITION, MINE)).thenReturn(job);

        assertTrue(underTest.send(Topics.PARTITION, MINE));
        verify(jobs, times(1)).addJob(Topics.PARTITION, MINE);
    }

    @Test
    void tellsIfNoJobIsTaken() {
        assertFalse(underTest.send(Topics.PARTITION, MINE));
    }

    private static Job job(String id, Map<String, Object> properties) {
        Job job = mock(Job.class);
        when(job.getId()).thenReturn(id);
        when(job.getTargetInstance()).thenReturn("node");
        properties.forEach((name, value) -> when(job.getProperty(name)).thenReturn(value));
        return job;
    }
}
