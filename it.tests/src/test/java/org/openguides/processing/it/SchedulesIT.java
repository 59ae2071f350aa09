package org.openguides.processing.it;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Our tasks as reported by Sling's scheduler. */
@ExtendWith(SharedSling.class)
final class SchedulesIT {

    private static final String SWEEP = "org.openguides.processing.internal.jobs.SlingStatusJobs";

    private final SlingClient admin;

    SchedulesIT(SlingServer server) {
        admin = server.admin();
    }

    /** With SINGLE each node of a cluster derives from the same topology which node runs the task. */
    @Test
    void expiredStatusJobsAreSweptByOneNode() {
        List<String> sweeps = admin.get("/system/console/status-slingscheduler.txt")
                .body()
                .lines()
                .filter(line -> line.contains("class: " + SWEEP + ","))
                .toList();

        assertEquals(1, sweeps.size(), sweeps::toString);
        assertTrue(sweeps.get(0).contains("concurrent: false, runOn: SINGLE,"), sweeps::toString);
    }
}
