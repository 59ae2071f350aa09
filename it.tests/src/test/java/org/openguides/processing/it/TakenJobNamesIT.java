package org.openguides.processing.it;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openguides.processing.it.GuidesApi.text;

/**
 * Sling names jobs by the minute and by a number that restarts with each start of the server. Within the minute of a
 * restart a new job may get the name of an old one, and Sling drops the new one without an error.
 */
@ExtendWith(SharedSling.class)
final class TakenJobNamesIT {

    private static final String STATUS = "/bin/guides/v1/assets/status";
    private static final String JOBS = "/var/eventing/jobs/assigned";
    private static final String TOPIC = "/org.openguides.processing.status/";
    private static final int TAKEN = 5;

    private final SlingClient admin;

    TakenJobNamesIT(SlingServer server) {
        admin = server.admin();
    }

    @Test
    @SuppressWarnings("try") // the resource is only held, never used
    void aJobWhoseNameIsTakenIsNotLost() {
        TestContent content = new TestContent(admin, TestContent.Kind.FILE, "taken-job-names");
        awaitSuccess(ask(content.folder())); // creates the queue
        String second;
        List<String> taken;
        try (HeldQueue held = new HeldQueue(admin, HeldQueue.STATUS)) {
            taken = takeTheNamesAfter(jobOf(ask(content.folder())));
            second = ask(content.folder());
            taken.forEach(path -> admin.post(path, Map.of(":operation", "delete")));
        }
        awaitSuccess(second);
    }

    private String ask(String path) {
        HttpResponse<String> answer = admin.post(STATUS, Map.of("path", path));
        return text(GuidesApi.object(answer), "jobId");
    }

    private void awaitSuccess(String job) {
        Awaitility.await(job).until(() -> text(admin.json(STATUS + "?jobId=" + job), "status"), "SUCCESS"::equals);
    }

    /** The path of the job that was added for this test. */
    private String jobOf(String statusId) {
        return find(JOBS, admin.json(JOBS + ".infinity.json"), statusId);
    }

    private static String find(String path, JsonObject node, String statusId) {
        if (node.has("statusId") && text(node, "statusId").equals(statusId)) {
            return path;
        }
        return node.entrySet().stream()
                .filter(child -> child.getValue().isJsonObject())
                .map(child -> find(path + "/" + child.getKey(), child.getValue().getAsJsonObject(), statusId))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Copies the job to the names of this minute and of the next one. */
    private List<String> takeTheNamesAfter(String job) {
        JsonObject original = admin.json(job + ".json");
        String minute = job.substring(0, job.lastIndexOf('/'));
        String hour = minute.substring(0, minute.lastIndexOf('/'));
        int now = Integer.parseInt(minute.substring(hour.length() + 1));
        String name = job.substring(minute.length() + 1, job.lastIndexOf('_') + 1);
        int number = Integer.parseInt(job.substring(job.lastIndexOf('_') + 1));
        return IntStream.rangeClosed(now, now + 1)
                .mapToObj(each -> hour + "/" + each + "/" + name)
                .flatMap(names ->
                        IntStream.rangeClosed(number + 1, number + TAKEN).mapToObj(i -> names + i))
                .peek(path -> copy(original, path))
                .toList();
    }

    private void copy(JsonObject job, String path) {
        JsonObject copy = new JsonObject();
        for (Map.Entry<String, JsonElement> property : job.entrySet()) {
            if (!property.getKey().startsWith("jcr:created")) {
                copy.add(property.getKey(), property.getValue());
            }
        }
        copy.addProperty("slingevent:eventId", path.substring(path.indexOf(TOPIC) + TOPIC.length()));
        int slash = path.lastIndexOf('/');
        new BulkContent(admin).put(path.substring(0, slash), path.substring(slash + 1), copy);
        assertEquals(200, admin.get(path + ".json").statusCode(), path);
    }
}
