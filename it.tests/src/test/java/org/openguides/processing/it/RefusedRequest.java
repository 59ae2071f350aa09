package org.openguides.processing.it;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A refused request to start a run, with the expected problem.
 *
 * @param body  its body; {@code $} stands for the path of an existing folder
 * @param code  the code of the problem
 * @param field the field that the problem names; "" if it names none
 */
record RefusedRequest(String body, String code, String field) {

    /** One for each error in a JSON body. */
    static Stream<RefusedRequest> ofJson() {
        return Stream.of(
                        missing(),
                        paths(),
                        exclusions(),
                        filters(),
                        wrongTypes("path", "7", "true", "{}", "[7]", "[[\"$\"]]"),
                        wrongTypes("excludedPaths", "7", "{}", "[null]", "[{}]"),
                        wrongTypes("dryRun", "\"true\"", "1", "[]"),
                        wrongTypes("filter", "7", "\"\"", "[]"),
                        malformed())
                .flatMap(List::stream);
    }

    /** One for each error in form fields or a query. */
    static Map<String, RefusedRequest> ofForms() {
        return Map.ofEntries(
                Map.entry("", new RefusedRequest("", "missing-field", "path")),
                Map.entry("path=%20&", new RefusedRequest("", "missing-field", "path")),
                Map.entry("path=$", new RefusedRequest("", "missing-field", "type")),
                form("filter.startTime=soon", "filter.startTime"),
                form("filter.startTime=1.5", "filter.startTime"),
                form("filter.endTime=99999999999999999999", "filter.endTime"),
                form("filter.filterProcessedAssets=yes", "filter.filterProcessedAssets"),
                form("dryRun=1", "dryRun"),
                form("dryRun=true&dryRun=false", "dryRun"));
    }

    private static Map.Entry<String, RefusedRequest> form(String fields, String field) {
        return Map.entry("path=$&type=ASSET_PROCESSING&" + fields, new RefusedRequest("", "invalid-field", field));
    }

    @Override
    public String toString() {
        return code + " " + field + ": " + body.replace("\n", "\\n");
    }

    private static List<RefusedRequest> missing() {
        return List.of(
                of("{}", "missing-field", "path"),
                of("{'type':'ASSET_PROCESSING'}", "missing-field", "path"),
                of("{'path':null,'type':'ASSET_PROCESSING'}", "missing-field", "path"),
                of("{'path':' ','type':'ASSET_PROCESSING'}", "missing-field", "path"),
                of("{'path':[],'type':'ASSET_PROCESSING'}", "missing-field", "path"),
                of("{'path':'$'}", "missing-field", "type"),
                of("{'path':'$','type':''}", "missing-field", "type"),
                of("{'path':'$','type':7}", "invalid-field", "type"),
                of("{'path':'$','type':['ASSET_PROCESSING']}", "invalid-field", "type"),
                of("{'path':'$','type':'BASELINE_MIGRATION'}", "unknown-type", "type"),
                of("{'path':'$','type':'asset_processing'}", "unknown-type", "type"));
    }

    private static List<RefusedRequest> paths() {
        return List.of(
                path("content/dam", "invalid-path"),
                path("/content/dam/../dam", "invalid-path"),
                path("/content/dam/..", "invalid-path"),
                path("/content/dam/./x", "invalid-path"),
                path("/content//dam", "invalid-path"),
                path("//content/dam", "invalid-path"),
                path("/content/dam//", "invalid-path"),
                path("/content/dam[1]", "invalid-path"),
                path("/content/dam/a*", "invalid-path"),
                path("/content/dam/a|b", "invalid-path"),
                path("/content/dam/a\\u0000b", "invalid-path"),
                path("/content/dam/a\\nb", "invalid-path"),
                path("/content/dam/\\ud800", "invalid-path"),
                path("/", "path-outside-content-root"),
                path("/content", "path-outside-content-root"),
                path("/content/damaged", "path-outside-content-root"),
                path("/var/openguides", "path-outside-content-root"),
                path("/content/dam/nowhere", "path-not-found"),
                path("$/nowhere", "path-not-found"),
                path("$%20", "path-not-found"),
                path("/content/dam/unknown:name", "path-not-found"),
                path("/content/dam/{http://x}y", "invalid-path"),
                of("{'paths':['$','$/nowhere'],'type':'ASSET_PROCESSING'}", "path-not-found", "paths"));
    }

    private static List<RefusedRequest> exclusions() {
        return List.of(
                with("'excludedPaths':['$']", "everything-excluded", "excludedPaths"),
                with("'excludedPaths':'content/dam'", "everything-excluded", "excludedPaths"),
                with("'excludedPaths':['/x','$']", "everything-excluded", "excludedPaths"),
                with("'excludedPaths':['../x']", "invalid-path", "excludedPaths"),
                with("'excludedPaths':['$/../x']", "invalid-path", "excludedPaths"));
    }

    private static List<RefusedRequest> filters() {
        return List.of(
                filter("'fileTypes':['PDF']", "unknown-file-type", "fileTypes"),
                filter("'fileTypes':['DITATOPIC','']", "unknown-file-type", "fileTypes"),
                filter("'fileTypes':['DITATOPIC,DITAMAP']", "unknown-file-type", "fileTypes"),
                filter("'fileTypes':['ditatopic']", "unknown-file-type", "fileTypes"),
                filter("'fileTypes':7", "invalid-field", "fileTypes"),
                filter("'startTime':2,'endTime':1", "invalid-time-range", "startTime"),
                filter("'startTime':'1'", "invalid-field", "startTime"),
                filter("'startTime':1.5", "invalid-field", "startTime"),
                filter("'endTime':1e400000000", "invalid-field", "endTime"),
                filter("'endTime':9223372036854775808", "invalid-field", "endTime"),
                filter("'endTime':[]", "invalid-field", "endTime"),
                filter("'filterProcessedAssets':'true'", "invalid-field", "filterProcessedAssets"),
                filter("'filterProcessedAssets':1", "invalid-field", "filterProcessedAssets"));
    }

    private static List<RefusedRequest> malformed() {
        return Stream.of(
                        "{",
                        "[]",
                        "null",
                        "'$'",
                        "{'path':'$',}",
                        "{'path':'$'} {}",
                        "{'path':NaN}",
                        "{path:'$'}",
                        "{'path':'$','path':'$'}",
                        "{'path':'a\nb'}",
                        "// {}")
                .map(body -> of(body, "malformed-json", ""))
                .toList();
    }

    private static List<RefusedRequest> wrongTypes(String field, String... values) {
        return Stream.of(values)
                .map(value -> "{\"" + field + "\":" + value + (field.equals("path") ? "" : ",\"path\":\"$\""))
                .map(body -> new RefusedRequest(body + ",\"type\":\"ASSET_PROCESSING\"}", "invalid-field", field))
                .toList();
    }

    private static RefusedRequest path(String path, String code) {
        return of("{'path':'" + path + "','type':'ASSET_PROCESSING'}", code, "path");
    }

    private static RefusedRequest filter(String members, String code, String field) {
        return with("'filter':{" + members + "}", code, "filter." + field);
    }

    private static RefusedRequest with(String member, String code, String field) {
        return of("{'path':'$','type':'ASSET_PROCESSING'," + member + "}", code, field);
    }

    private static RefusedRequest of(String body, String code, String field) {
        return new RefusedRequest(body.replace('\'', '"'), code, field);
    }
}
