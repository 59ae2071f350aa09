package org.openguides.processing.internal.jobs;

import java.util.Map;

import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.JobManager;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

/** What the real Sling does with names that are taken is in TakenJobNamesIT of it.tests. */
class JobSenderTest {

    private static final Map<String, Object> MINE = Topics.partition("run", "p00009");

    private final JobManager jobs = mock(JobManager.class);
    private final JobSender underTest = new JobSender(jobs);

    @Test
    void sendsOnceIfTheJobIsThere() {
        Job job = job("1", MINE);
        when(jobs.addJob(Topics.PARTITION, MINE)).thenReturn(job);
        when(jobs.getJobById("1")).thenReturn(job);

        assertTrue(underTest.send(Topics.PARTITION, MINE));
        verify(jobs, times(1)).addJob(Topics.PARTITION, MINE);
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
        properties.forEach((name, value) -> when(job.getProperty(name)).thenReturn(value));
        return job;
    }
}
