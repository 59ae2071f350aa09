package org.openguides.processing.it;

import java.util.Map;
import java.util.Objects;
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

    /** The last heartbeat of the coordinator. */
    String coordinatorsHeartbeat() {
        return text(admin.json(run + ".json"), "updatedAt");
    }

    private String coordinator() {
        return text(admin.json(run + ".json"), "owner");
    }

    /** The tokens of the last commits to the partitions that another node than the coordinating one is working on. */
    Set<String> commitsOfOthers() {
        Map<String, JsonObject> partitions = partitions();
        return ofOthers().stream()
                .map(path -> text(Objects.requireNonNull(partitions.get(path)), "token"))
                .collect(Collectors.toSet());
    }

    private Set<String> worked(Predicate<String> by) {
        return partitions().entrySet().stream()
                .filter(entry ->
                        text(entry.getValue(), "state").equals("WORKING") && by.test(text(entry.getValue(), "owner")))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** All partitions by path. */
    private Map<String, JsonObject> partitions() {
        String folder = run + "/partitions";
        return admin.json(folder + ".1.json").asMap().entrySet().stream()
                .filter(entry -> entry.getValue() instanceof JsonObject)
                .collect(Collectors.toMap(entry -> folder + "/" + entry.getKey(), entry -> entry.getValue()
                        .getAsJsonObject()));
    }
}
