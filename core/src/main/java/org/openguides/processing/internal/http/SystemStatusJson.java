package org.openguides.processing.internal.http;

import java.util.List;

import org.openguides.processing.internal.http.wire.SeverityDto;
import org.openguides.processing.internal.http.wire.SystemFindingDto;
import org.openguides.processing.internal.http.wire.SystemHealthDto;
import org.openguides.processing.internal.http.wire.SystemNodeDto;
import org.openguides.processing.internal.http.wire.SystemPathDto;
import org.openguides.processing.internal.http.wire.SystemStatusDto;
import org.openguides.processing.internal.observe.Finding;
import org.openguides.processing.internal.observe.Health;
import org.openguides.processing.internal.observe.Installation;
import org.openguides.processing.internal.observe.Nodes;
import org.openguides.processing.internal.observe.Severity;

/**
 * Maps the state of the system to the records of the HTTP contract.
 *
 * @param isReachable whether the catalog is available
 * @param forOperator whether the response includes the messages of the checks
 */
record SystemStatusJson(
        Installation installation,
        boolean isDatabase,
        boolean isReachable,
        List<Nodes.ClusterNode> nodes,
        List<Health> health,
        List<Endpoints.Owned> paths,
        boolean forOperator) {

    SystemStatusDto status() {
        return new SystemStatusDto(
                /* isCloud= */ installation.isCloud(),
                /* isUuid= */ true,
                /* isDatabase= */ isDatabase,
                /* databaseConnectionCheck= */ isReachable ? "passed" : "failed",
                /* activeBundles= */ installation.activeBundles(),
                /* inactiveBundles= */ installation.inactiveBundles(),
                installation.version(),
                nodes.stream()
                        .map(node -> new SystemNodeDto(/* id= */ node.id(), /* name= */ node.name(), node.isLocal()))
                        .toList(),
                health.stream().map(this::health).toList(),
                paths.stream()
                        .map(path -> new SystemPathDto(path.path(), path.isOurs(), path.others()))
                        .toList());
    }

    private SystemHealthDto health(Health check) {
        return new SystemHealthDto(
                check.name(),
                severity(check.status()),
                forOperator
                        ? check.findings().stream()
                                .map(SystemStatusJson::finding)
                                .toList()
                        : null);
    }

    private static SystemFindingDto finding(Finding finding) {
        return new SystemFindingDto(severity(finding.severity()), finding.message());
    }

    private static SeverityDto severity(Severity severity) {
        return SeverityDto.valueOf(severity.name());
    }
}
