package org.openguides.processing.it;

import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.Problems.assertProblem;

/** Two nodes on one repository; east has a later version of the bundle. */
@Nightly
final class TwoVersionsClusterIT {

    private static final int ASSETS = 320;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LATEST")
    void eachVersionCompletesItsRunsAlongsideTheOther(LaterBundle later) {
        FragileSling.Pace pace = new FragileSling.Pace(40, 10, 20, 60);
        try (TwoNodes nodes = new TwoNodes(pace, kind -> kind.withArtifacts(later.repository()))) {
            ManyAssets ofEast = nodes.assets("later", ASSETS);
            ManyAssets ofWest = nodes.assets("present", ASSETS);
            RunAudit auditOfEast = new RunAudit(nodes.east().admin(), ofEast);
            RunAudit auditOfWest = new RunAudit(nodes.west().admin(), ofWest);

            String theirs = nodes.east().api().start(request(ofEast.folder()));
            String ours = nodes.west().api().start(request(ofWest.folder()));
            nodes.east().api().await(theirs, "some", run -> number(run, "triggeredCount") > 40);
            Awaitility.await("overlap")
                    .untilAsserted(() -> assertProblem(
                            400,
                            "overlapping-job",
                            "",
                            nodes.west().api().post(request(ofEast.folder()).toString())));

            nodes.east().api().awaitSuccess(theirs);
            auditOfEast.assertComplete(nodes.east().admin(), theirs);
            nodes.east().api().awaitSuccess(ours);
            // unknown to it while east coordinates it, in a state of the later version
            nodes.west().api().awaitKnown(ours);
            nodes.west().api().awaitSuccess(ours);
            auditOfWest.assertComplete(nodes.west().admin(), ours);
            if (later == LaterBundle.FORMAT) {
                assertProblem(
                        400,
                        "job-not-found",
                        "processingId",
                        nodes.west().admin().get(GuidesApi.STATUS + "?processingId=" + theirs));
                assertEquals(Map.of(), nodes.east().api().log(theirs).shares(), "east has done all of it");
            }
        }
    }
}
