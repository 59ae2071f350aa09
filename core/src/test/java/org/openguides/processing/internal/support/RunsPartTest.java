package org.openguides.processing.internal.support;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.JobManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.internal.access.Operators;
import org.openguides.processing.internal.engine.RunOutbox;
import org.openguides.processing.internal.guides.GuidesSettingsTest;
import org.openguides.processing.internal.jobs.RunLogAccess;
import org.openguides.processing.internal.jobs.SlingRuns;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.walk.ProcessedPaths;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/** The newest runs in a support bundle. */
class RunsPartTest {

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    @Test
    void hasAllRunsAndTheLogsOfTheNewest() throws Exception {
        JobManager jobs = mock(JobManager.class);
        when(jobs.addJob(anyString(), any())).thenReturn(mock(Job.class));
        SlingRuns runs = new SlingRuns(
                oak.sessions(),
                jobs,
                node -> false,
                new Operators(Set.of()),
                GuidesSettingsTest.settings("auto"),
                () -> ProcessedPaths.ALL,
                new Retry(Retry.Policy.DEFAULT),
                RunOutbox.NONE);
        for (int i = 0; i < 7; i++) {
            oak.file("/content/dam/" + i + "/a.dita", "<topic id='a'/>");
            runs.start(RunRequest.of(List.of("/content/dam/" + i), "admin").build());
        }
        Map<String, StringWriter> files = new LinkedHashMap<>();
        new RunsPart(runs, new RunLogAccess(oak.sessions())).writeTo(name -> {
            StringWriter text = new StringWriter();
            files.put(name, text);
            return new PrintWriter(text);
        });

        assertEquals(1 + 5, files.size(), () -> files.keySet().toString());
        String all = files.remove("runs.txt").toString();
        for (int i = 0; i < 7; i++) {
            assertTrue(all.contains("  paths /content/dam/" + i), all);
        }
        files.values().forEach(log -> assertTrue(log.toString().contains("Requested by admin"), log.toString()));
    }
}
