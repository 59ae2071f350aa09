package org.openguides.processing.internal.jobs;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/** The configuration of the engine that executes the runs of a step. */
final class StepConfig {

    private StepConfig() {}

    static ProcessingConfig ofTheEngine() {
        ProcessingConfig config = mock(ProcessingConfig.class);
        when(config.partitionSize()).thenReturn(10);
        when(config.batchSize()).thenReturn(10);
        when(config.batchSeconds()).thenReturn(5);
        when(config.workers()).thenReturn(2);
        when(config.turnSeconds()).thenReturn(2);
        when(config.leaseSeconds()).thenReturn(60);
        when(config.attempts()).thenReturn(3);
        when(config.assetSeconds()).thenReturn(60);
        when(config.stepSeconds()).thenReturn(60);
        when(config.commitSeconds()).thenReturn(60);
        when(config.abandonedThreads()).thenReturn(4);
        when(config.failingSeconds()).thenReturn(180);
        when(config.catalogSeconds()).thenReturn(60);
        when(config.storageSeconds()).thenReturn(60);
        when(config.laterSeconds()).thenReturn(60);
        when(config.errorWindow()).thenReturn(100);
        return config;
    }
}
