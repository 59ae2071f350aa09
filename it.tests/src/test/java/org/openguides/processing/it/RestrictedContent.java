package org.openguides.processing.it;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.google.gson.JsonObject;
import org.awaitility.Awaitility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;

/**
 * Folders with different permissions, users, and runs over the folders. Below the folder <i>open</i> there
 * is a folder that its author cannot read, and one that is denied to <i>everyone</i>.
 */
final class RestrictedContent {

    /** A word that only names and texts of closed assets contain. */
    static final String SECRET = "TOPSECRET";

    /** Users who cannot read the closed folders. */
    static final List<String> CLOSED_TO = List.of("anonymous", "reader", "author", "author elsewhere", "creator");

    private static final String OPERATORS = "openguides-operators";
    private static final String USERS = "/system/userManager/user/";

    private static final Map<String, String> NAMES = Map.of(
            "reader", "matrix-reader",
            "author", "matrix-author",
            "author elsewhere", "matrix-elsewhere",
            "creator", "matrix-creator",
            "operator", "matrix-operator");

    private final SlingClient admin;
    private final SlingClient anonymous;
    private final TestContent content;
    private final Map<String, String> runs = new HashMap<>();
    private final Map<String, String> statusJobs = new HashMap<>();

    RestrictedContent(SlingClient admin, SlingClient anonymous) {
        this.admin = admin;
        this.anonymous = anonymous;
        this.content = new TestContent(admin, TestContent.Kind.FILE, "matrix");
    }

    void make() {
        content.put("open/a.dita", DitaProject.topic("a", "A", "<p conref=\"closed/topsecret-name.dita#x/y\"/>"));
        content.put(
                "open/closed/" + SECRET + "-name.dita", "<topic id='x'><title>" + SECRET + "-value</titel></topic>");
        content.put("open/closed/" + SECRET + ".ditamap", "<map><topicref href='../a.dita'/></map>");
        content.put("open/shut/" + SECRET + "-too.dita", "<topic id='" + SECRET + "'><title>T</title></topic>");
        content.put("elsewhere/e.dita", DitaProject.topic("e", "E", ""));
        content.put("hidden/" + SECRET + "-hidden.dita", DitaProject.topic("h", "H", ""));
        // permissions are granted to groups: those granted to a user directly would override those denied to everyone
        NAMES.values().forEach(name -> {
            made("user.create", Map.of(":name", name, "pwd", name, "pwdConfirm", name));
            made("group.create", Map.of(":name", group(name)));
            made("group/" + group(name) + ".update", Map.of(":member", USERS + name));
        });
        made("group.create", Map.of(":name", OPERATORS));
        made("group/" + OPERATORS + ".update", Map.of(":member", USERS + NAMES.get("operator")));
        allow("reader", "open", "jcr:read");
        allow("author", "open", "jcr:all");
        allow("author elsewhere", "elsewhere", "jcr:all");
        allow("creator", "open", "jcr:all");
        allow("operator", "open", "jcr:all");
        List.of("reader", "author", "creator")
                .forEach(user -> rights(group(NAMES.get(user)), "open/closed", "jcr:all", "denied"));
        rights("everyone", "open/shut", "jcr:all", "denied");
        runs.put("administrator", startedBy("administrator"));
        runs.put("author", startedBy("author"));
        runs.put("operator", startedBy("operator"));
        runs.put("creator", startedBy("creator"));
        runs.put("author elsewhere", new GuidesApi(as("author elsewhere")).start(request(path("elsewhere"))));
        new GuidesApi(admin).awaitSuccess(runs.get("author elsewhere"));
        runs.put("hidden", startHidden());
        // the user who started a run may have lost all permissions since
        rights(group(NAMES.get("creator")), "open", "jcr:all", "denied");
    }

    void removeUsers() {
        NAMES.values().forEach(name -> {
            admin.post("/system/userManager/group/" + group(name) + ".delete.json", Map.of());
            admin.post(USERS + name + ".delete.json", Map.of());
        });
        admin.post("/system/userManager/group/" + OPERATORS + ".delete.json", Map.of());
    }

    SlingClient as(String user) {
        return switch (user) {
            case "anonymous" -> anonymous;
            case "administrator" -> admin;
            default -> anonymous.as(NAMES.get(user), NAMES.get(user));
        };
    }

    /** The path of a folder: open, closed, hidden, or missing. */
    String path(String folder) {
        return switch (folder) {
            case "closed" -> content.path("open/closed");
            case "shut" -> content.path("open/shut");
            default -> content.path(folder);
        };
    }

    /** The path of an asset in a folder. */
    String asset(String folder) {
        return switch (folder) {
            case "open" -> content.path("open/a.dita");
            case "closed" -> content.path("open/closed/" + SECRET + "-name.dita");
            case "hidden" -> content.path("hidden/" + SECRET + "-hidden.dita");
            default -> content.path("open/" + folder + ".dita");
        };
    }

    /** The uuid of an asset in a folder. */
    String uuid(String folder) {
        String path = asset(folder).substring(content.folder().length() + 1);
        return folder.equals("absent") ? "GUID-" + UUID.randomUUID() : text(content.results(path), "fmUuid");
    }

    /** The id of the run over the open folder that a user started in the set-up. */
    String runOf(String user) {
        return runs.get(user);
    }

    /** The id of a run over a folder that only operators can see. */
    String hiddenRun() {
        return runs.get("hidden");
    }

    /** Starts another run as a user over the folder that the user may modify, and waits for its end; the creator no longer can. */
    String startedBy(String user) {
        if (user.equals("creator") && runs.containsKey(user)) {
            return runOf(user);
        }
        String folder = user.equals("author elsewhere") ? "elsewhere" : "open";
        return ended(new GuidesApi(as(user)).start(request(path(folder))));
    }

    /** Another run over a folder that only operators can see. */
    String startHidden() {
        return ended(new GuidesApi(admin).start(request(path("hidden"))));
    }

    /** The id of a status job of a user. */
    String statusJobOf(String user) {
        return statusJobs.computeIfAbsent(
                user,
                name -> text(GuidesApi.object(as(name).post(GuidesApi.ASSETS, Map.of("path", path("open")))), "jobId"));
    }

    /** Waits for the end of the run in a response, because no other run over the folder can begin before. */
    void awaitIfStarted(HttpResponse<String> answer) {
        if (answer.statusCode() == 200 && answer.uri().getPath().endsWith("/restart")) {
            ended(GuidesApi.started(answer));
        }
    }

    private String ended(String id) {
        Awaitility.await(id).atMost(GuidesApi.RUN_LIMIT).until(() -> {
            JsonObject status = new GuidesApi(admin).status(id);
            return List.of("SUCCESS", "FAILURE").contains(text(status, "status"));
        });
        return id;
    }

    private void allow(String user, String folder, String privilege) {
        rights(group(NAMES.get(user)), folder, privilege, "granted");
    }

    private void rights(String principal, String folder, String privilege, String what) {
        HttpResponse<String> answer = admin.post(
                content.path(folder) + ".modifyAce.json",
                Map.of("principalId", principal, "privilege@" + privilege, what));
        assertEquals(200, answer.statusCode(), answer::body);
    }

    private static String group(String user) {
        return user + "-group";
    }

    private void made(String what, Map<String, String> fields) {
        HttpResponse<String> answer = admin.post("/system/userManager/" + what + ".json", fields);
        assertEquals(200, answer.statusCode(), answer::body);
    }
}
