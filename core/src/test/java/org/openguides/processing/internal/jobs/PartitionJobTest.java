package org.openguides.processing.internal.jobs;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.sling.settings.SlingSettingsService;
import org.apache.sling.testing.mock.osgi.MockOsgi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.api.FileType;
import org.openguides.processing.internal.access.Operators;
import org.openguides.processing.internal.catalog.JcrCatalogs;
import org.openguides.processing.internal.engine.AssetLinks;
import org.openguides.processing.internal.engine.Cluster;
import org.openguides.processing.internal.engine.EngineListener;
import org.openguides.processing.internal.engine.EngineMetrics;
import org.openguides.processing.internal.engine.RunOutbox;
import org.openguides.processing.internal.engine.throttle.Foreground;
import org.openguides.processing.internal.engine.throttle.ThrottleSettings;
import org.openguides.processing.internal.engine.throttle.ThrottleSettingsTest;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.walk.ProcessedPaths;
import org.openguides.processing.testing.OakRepository;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/** Which work a node accepts. */
class PartitionJobTest {

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private final JobQueues jobs = new JobQueues();
    private final Cluster cluster = new Cluster() {
        @Override
        public boolean hasLeft(String node) {
            return false;
        }

        @Override
        public int size() {
            return nodes;
        }
    };
    private volatile int nodes = 1;
    private Engine engine;

    @BeforeEach
    void start() {
        ProcessingConfig config =
                mock(ProcessingConfig.class, call -> call.getMethod().getDefaultValue());
        SlingSettingsService settings = mock(SlingSettingsService.class);
        when(settings.getSlingId()).thenReturn("node-1");
        engine = new Engine(
                new NodePlatform(
                        oak.sessions(),
                        jobs.manager(),
                        settings,
                        cluster,
                        new Retry(Retry.Policy.DEFAULT),
                        EngineMetrics.NONE,
                        EngineListener.NONE,
                        RunOutbox.NONE,
                        MockOsgi.newBundleContext()),
                new AssetServices(
                        asset -> FileType.OTHERS,
                        (run, session) -> (assets, doubtful) ->
                                Collections.nCopies(assets.size(), new AssetLinks.Links(List.of(), List.of())),
                        new JcrCatalogs(),
                        new Processors(),
                        new Operators(Set.of()),
                        () -> ProcessedPaths.ALL),
                new ThrottleSettings(ThrottleSettingsTest.config(0, 100, 250)),
                Foreground.QUIET,
                config);
    }

    @AfterEach
    void stop() {
        engine.stop();
        jobs.close();
    }

    /** Jobs are delivered to this node regardless of excluded nodes, as Sling would if the other one were busy. */
    @Test
    void workIsNotDoneWhereItHasFailedAsLongAsAnotherNodeMayTakeIt() {
        PartitionJob partitions = new PartitionJob(engine);
        List<String> delivered = new CopyOnWriteArrayList<>();
        jobs.register(Topics.PARTITION, (job, context) -> {
            delivered.add(job.getProperty("passedOn", "0"));
            return partitions.process(job, context);
        });
        Map<String, Object> failedHere = new HashMap<>(Topics.partition("gone", "p00001"));
        failedHere.put(Topics.NOT_ON, "node-0 node-1");
        Map<String, Object> failedElsewhere = new HashMap<>(failedHere);
        failedElsewhere.put(Topics.NOT_ON, "node-0");

        nodes = 2;
        jobs.manager().addJob(Topics.PARTITION, failedElsewhere);
        await().until(() -> jobs.size() == 0);
        assertEquals(List.of("0"), delivered);
        delivered.clear();
        jobs.manager().addJob(Topics.PARTITION, failedHere);
        await().until(() -> jobs.size() == 0);
        assertEquals(List.of("0", "1", "2", "3"), delivered, "after some it is tried here all the same");
        delivered.clear();
        nodes = 1;
        jobs.manager().addJob(Topics.PARTITION, failedHere);
        await().until(() -> jobs.size() == 0);
        assertEquals(List.of("0"), delivered, "there is no other node");
    }
}
