package org.openguides.cli.run;

import org.openguides.cli.UserError;
import org.openguides.cli.http.EncodedPath;
import org.openguides.cli.http.Server;
import org.openguides.cli.wire.LogPageDto;
import org.openguides.cli.wire.ProcessingIdDto;
import org.openguides.cli.wire.StartRequestDto;

/** Client for the endpoints of bulk processing. */
public final class RunClient {
    private static final int PAGE = 5000;

    private final Server server;
    private final String process;

    /** Creates a client for the endpoints of a server below the given path. */
    public RunClient(Server server, BasePath base) {
        this.server = server;
        this.process = base.path() + "/assets/process";
    }

    /** Starts a run and returns its id. */
    public String start(StartRequestDto request) {
        String id = server.postJson(process, request).as(ProcessingIdDto.class).processingId();
        if (id == null || id.isBlank()) {
            throw new UserError("the server at " + server.url() + " started no run: its answer holds no processingId");
        }
        return id.strip();
    }

    /** Returns the status of a run. */
    public RunStatus status(String id) {
        return RunStatus.of(server.getSmall(query("/status", id)));
    }

    /** Returns a page of the log of a run. */
    public LogPageDto log(String id, long offset) {
        return server.getSmall(query("/logs", id) + "&offset=" + offset + "&limit=" + PAGE)
                .as(LogPageDto.class);
    }

    /** Returns the URL of the log of a run, for users. */
    public String logUrl(String id) {
        return server.url() + query("/logs", id);
    }

    private String query(String endpoint, String id) {
        return process + endpoint + "?processingId=" + EncodedPath.component(id);
    }
}
