package org.openguides.cli.run;

import java.util.List;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * Some lines of a run's log.
 *
 * @param json the answer of the log endpoint
 */
record LogPage(JsonObject json) {

    List<String> lines() {
        return new RunStatus(json).list("lines");
    }

    boolean hasMore() {
        return flag("hasMore", false);
    }

    /** Whether no line will come any more; a server that does not say so has said all. */
    boolean complete() {
        return flag("complete", true);
    }

    private boolean flag(String name, boolean otherwise) {
        JsonElement value = json.get(name);
        boolean told = value != null && value.isJsonPrimitive();
        return told ? value.getAsBoolean() : otherwise;
    }
}
