package org.openguides.processing.internal.http;

import java.io.IOException;
import java.util.Iterator;

import com.google.gson.stream.JsonWriter;
import org.openguides.processing.internal.status.AssetStatus;
import org.openguides.processing.internal.status.StatusJob;
import org.openguides.processing.internal.status.StatusRow;
import org.openguides.processing.internal.status.StatusState;

/** Asset status jobs and their rows as the contract shows them. */
final class AssetStatusJson {

    /** The member and field that holds the id of a job. */
    static final String ID = "jobId";

    private AssetStatusJson() {}

    /** A job that was accepted. */
    static void writeAccepted(String id, JsonWriter json) throws IOException {
        json.beginObject();
        json.name(ID).value(id);
        json.name("status").value(status(StatusState.QUEUED));
        json.endObject();
    }

    /** A job with these rows, which are taken as they are written. */
    static void write(StatusJob job, Iterator<StatusRow> rows, JsonWriter json) throws IOException {
        json.beginObject();
        json.name(ID).value(job.id());
        json.name("status").value(status(job.state()));
        json.name("assets").beginArray();
        while (rows.hasNext()) {
            write(rows.next(), json);
        }
        json.endArray();
        json.endObject();
    }

    private static void write(StatusRow row, JsonWriter json) throws IOException {
        json.beginObject();
        json.name("path").value(row.path());
        json.name("uuid").value(row.uuid());
        json.name("status").value(status(row.status()));
        json.name("exists").value(row.exists());
        if (!row.error().isEmpty()) {
            json.name("error").value(row.error());
        }
        json.endObject();
    }

    private static String status(StatusState state) {
        return switch (state) {
            case QUEUED -> "WAITING";
            case COMPUTING -> "PROCESSING";
            case SUCCEEDED -> "SUCCESS";
            case FAILED -> "FAILURE";
        };
    }

    /** The word for how an asset stands. */
    static String status(AssetStatus status) {
        return switch (status) {
            case PENDING -> "PENDING";
            case PROCESSING -> "PROCESSING";
            case SUCCEEDED -> "SUCCESS";
            case FAILED -> "FAILURE";
        };
    }
}
