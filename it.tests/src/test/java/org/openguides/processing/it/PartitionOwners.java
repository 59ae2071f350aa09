package org.openguides.processing.it;

import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import com.google.gson.JsonObject;

import static org.openguides.processing.it.GuidesApi.text;

/**
 * Which node works on which partitions of a run, as one node sees it; it sees the writes of other nodes a second or two
 * later.
 */
final class PartitionOwners {

    private final SlingClient admin;
    private final String run;

    PartitionOwners(SlingClient admin, String id) {
        this.admin = admin;
        this.run = RunAudit.node(admin, id);
    }

    /** The paths of the partitions that the coordinating node is working on. */
    Set<String> ofCoordinator() {
        String coordinator = coordinator();
        return worked(coordinator::equals);
    }

    /** The paths of the partitions that another node is working on. */
    Set<String> ofOthers() {
        String coordinator = coordinator();
        return worked(owner -> !owner.equals(coordinator));
    }

    private String coordinator() {
        return text(admin.json(run + ".json"), "owner");
    }

    private Set<String> worked(Predicate<String> by) {
        String partitions = run + "/partitions";
        return admin.json(partitions + ".1.json").asMap().entrySet().stream()
                .filter(entry -> entry.getValue() instanceof JsonObject partition
                        && text(partition, "state").equals("WORKING")
                        && by.test(text(partition, "owner")))
                .map(entry -> partitions + "/" + entry.getKey())
                .collect(Collectors.toSet());
    }
}
