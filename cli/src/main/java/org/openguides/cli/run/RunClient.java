package org.openguides.cli.run;

import com.google.gson.JsonObject;
import org.openguides.cli.UserError;
import org.openguides.cli.http.EncodedPath;
import org.openguides.cli.http.Server;

/** The endpoints of bulk processing. */
public final class RunClient {
    private static final int PAGE = 5000;

    private final Server server;
    private final String process;

    /** The endpoints of the given server, below the given path. */
    public RunClient(Server server, BasePath base) {
        this.server = server;
        this.process = base.path() + "/assets/process";
    }

    /** Starts a run and returns its id. */
    public String start(JsonObject request) {
        String id = new RunStatus(server.postJson(process, request).json()).id();
        if (id.isBlank()) {
            throw new UserError("the server at " + server.url() + " started no run: its answer holds no processingId");
        }
        return id.strip();
    }

    /** How a run stands. */
    public RunStatus status(String id) {
        return new RunStatus(server.get(query("/status", id)).json());
    }

    /** A page of the log of a run. */
    public LogPage log(String id, long offset) {
        return new LogPage(server.get(query("/logs", id) + "&offset=" + offset + "&limit=" + PAGE)
                .json());
    }

    /** The address of the log of a run, for people. */
    public String logUrl(String id) {
        return server.url() + query("/logs", id);
    }

    private String query(String endpoint, String id) {
        return process + endpoint + "?processingId=" + EncodedPath.component(id);
    }
}
